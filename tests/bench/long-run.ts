/**
 * `tsx tests/bench/long-run.ts REQUESTS`: M/M/1 for that many requests in a process of its own, recorder on, with the
 * memory it takes on the way. Prints one line of JSON.
 */
import { compile } from '../../src/scenario/compile.ts';
import { scenarioSchema } from '../../src/scenario/schema.ts';
import { workloads } from './workloads.ts';

export interface LongRun {
  readonly requests: number;
  readonly seconds: number;
  /** Resident memory at a tenth of the run, and the most of it at any time: what grows shows in the difference. */
  readonly earlyMB: number;
  readonly peakMB: number;
}

const requests = Number(process.argv[2]);
const sim = compile(scenarioSchema.parse(workloads[0]!.file(requests)), { keepsSeries: true });
const MB = 1e6;
const startMs = performance.now();
let earlyMB = 0;
let peakMB = 0;
for (let pieces = 1; ; pieces++) {
  const done = sim.advance(sim.spec.durationNs, 20_000);
  // What the worker sends to the page is gone from here.
  if (pieces % 6 === 0) sim.recorder.take(sim.nowNs);
  if (pieces % 100 === 0) {
    const rssMB = process.memoryUsage.rss() / MB;
    peakMB = Math.max(peakMB, rssMB);
    if (sim.nowNs < sim.spec.durationNs / 10) earlyMB = Math.max(earlyMB, rssMB);
  }
  if (done < 20_000) break;
}
sim.checkBooks();
const seconds = (performance.now() - startMs) / 1000;
const client = sim.spec.nodes.findIndex(({ isClient }) => isClient);
const arrived = sim.measured.nodes[client]!.arrived;
const result: LongRun = { requests: arrived, seconds, earlyMB, peakMB };
console.log(JSON.stringify(result));
