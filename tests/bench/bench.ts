/**
 * `npm run bench [-- --only speed,growth,policies,seeking,memory] [--quick]`: what the speed promises say, measured with
 * the recorder on. Speed and growth are those of the engine as the page's worker gets it. The reference program and ours
 * run in turn, because a machine's speed drifts; the ratio is the figure to quote. `--quick` runs tiny inputs.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from 'd3-array';
import { bundledTimeRun } from './bundled.ts';
import type { LongRun } from './long-run.ts';
import { timePolicies } from './policies.ts';
import { buildReference } from './reference.ts';
import { timeSeeking } from './seeking.ts';
import { amongOthers, workloads } from './workloads.ts';

const parts = { speed, growth, policies, seeking, memory };
const names = Object.keys(parts).join(',');
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: names },
  },
});
const timeRun = await bundledTimeRun();
const CUSTOMERS = values.quick ? 5000 : 600_000;
const ROUNDS = values.quick ? 1 : 5;

for (const name of values.only.split(',')) {
  if (!(name in parts)) throw new Error(`--only: expected some of ${names}`);
  parts[name as keyof typeof parts]();
  console.log('');
}

/** Requests a second beside the reference program's. */
function speed(): void {
  const reference = buildReference();
  if (typeof reference === 'string') console.log(`No ratios: ${reference}.`);
  console.log('workload  requests/s   events/s   reference/s   ratio (min–max)      floor');
  for (const { name, what, reference: twin, floor, file } of workloads) {
    const scenario = file(CUSTOMERS);
    // The first run warms the compiler up; a page's second run is as warm.
    timeRun(scenario);
    const requests: number[] = [];
    const events: number[] = [];
    const yardstick: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      if (typeof reference === 'function') yardstick.push(reference(twin, CUSTOMERS));
      const speed = timeRun(scenario);
      requests.push(speed.requestsPerSec);
      events.push(speed.eventsPerSec);
    }
    const ratios = yardstick.map((perSec, i) => requests[i]! / perSec);
    console.log(
      [
        name.padEnd(8),
        thousands(median(requests)).padStart(11),
        thousands(median(events)).padStart(10),
        thousands(median(yardstick)).padStart(13),
        spread(ratios).padStart(21),
        `≥ ${floor}`.padStart(8),
        ` ${what}`,
      ].join(' '),
    );
  }
}

/** What a request costs in a long run and in a large drawing, as multiples of the short and small one. */
function growth(): void {
  const cases = [
    { what: 'simulated time ten times as long', file: amongOthers(CUSTOMERS * 10, 10) },
    { what: '1,000 nodes instead of 10', file: amongOthers(CUSTOMERS, 1000) },
  ];
  const base = amongOthers(CUSTOMERS, 10);
  timeRun(base);
  console.log('cost a request, to that of a short run of 10 nodes');
  for (const { what, file } of cases) {
    const ratios: number[] = [];
    for (let round = 0; round < Math.min(3, ROUNDS); round++) {
      ratios.push(timeRun(base).requestsPerSec / timeRun(file).requestsPerSec);
    }
    console.log(`${what.padEnd(34)} ${spread(ratios)}`);
  }
}

function policies(): void {
  console.log('policy     trace             requests/s   to lru-cache      floor');
  for (const row of timePolicies(CUSTOMERS * 5, values.quick ? 1 : 3)) {
    console.log(
      [
        row.policy.padEnd(10),
        row.trace.padEnd(16),
        `${(row.perSec / 1e6).toFixed(1)} M`.padStart(11),
        row.ratio.toFixed(2).padStart(14),
        `≥ ${row.floor}`.padStart(10),
      ].join(' '),
    );
  }
}

function seeking(): void {
  console.log('in a 60 s run of the blog           median      p95      max');
  for (const { what, medianMs, p95Ms, maxMs } of timeSeeking(values.quick ? 20 : 200)) {
    const columns = [medianMs, p95Ms, maxMs].map((ms) => `${ms.toFixed(1)} ms`.padStart(8));
    console.log(`${what.padEnd(34)} ${columns.join(' ')}`);
  }
}

/** In a process of its own, so that what the other parts left behind does not count. */
function memory(): void {
  const requests = values.quick ? 100_000 : 100_000_000;
  const program = join(import.meta.dirname, 'long-run.ts');
  const args = ['--import', 'tsx', program, String(requests)];
  const run = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as LongRun;
  console.log(
    `${(run.requests / 1e6).toFixed(1)} M requests in ${run.seconds.toFixed(0)} s: ` +
      `${run.peakMB.toFixed(0)} MB at most, ${run.earlyMB.toFixed(0)} MB in the first tenth (at most 300)`,
  );
}

function spread(ratios: readonly number[]): string {
  if (ratios.length === 0) return '';
  return `${fixed(median(ratios))} (${fixed(Math.min(...ratios))}–${fixed(Math.max(...ratios))})`;
}

function thousands(value: number | undefined): string {
  return value === undefined ? '–' : `${Math.round(value / 1000).toLocaleString('en')} k`;
}

function fixed(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3);
}
