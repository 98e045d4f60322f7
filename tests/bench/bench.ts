/**
 * `npm run bench`: requests a second of each workload with the recorder on, beside the reference program, the two in
 * turn, because a machine's speed drifts; the ratio is the figure to quote. `--quick` runs tiny inputs.
 */
import { median } from 'd3-array';
import { timeRun } from './measure.ts';
import { buildReference } from './reference.ts';
import { workloads } from './workloads.ts';

const isQuick = process.argv.includes('--quick');
const CUSTOMERS = isQuick ? 5000 : 600_000;
const ROUNDS = isQuick ? 1 : 5;

const reference = buildReference();
if (typeof reference === 'string') console.log(`No ratios: ${reference}.\n`);
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
  const columns = [
    name.padEnd(8),
    thousands(median(requests)).padStart(11),
    thousands(median(events)).padStart(10),
    thousands(median(yardstick)).padStart(13),
    ratios.length === 0
      ? ''.padStart(21)
      : `${fixed(median(ratios))} (${fixed(Math.min(...ratios))}–${fixed(Math.max(...ratios))})`.padStart(
          21,
        ),
    `≥ ${floor}`.padStart(8),
    ` ${what}`,
  ];
  console.log(columns.join(' '));
}

function thousands(value: number | undefined): string {
  return value === undefined ? '–' : `${Math.round(value / 1000).toLocaleString('en')} k`;
}

function fixed(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3);
}
