/** Timing one run, recorder on, as the worker does it: bounded pieces, chunks taken and dropped. */
import { compile } from '../../src/scenario/compile.ts';
import { type ScenarioFile, scenarioSchema } from '../../src/scenario/schema.ts';

export interface Speed {
  readonly requests: number;
  readonly requestsPerSec: number;
  readonly eventsPerSec: number;
  readonly runHash: string;
}

const PIECE = 20_000;

export function timeRun(file: ScenarioFile): Speed {
  const sim = compile(scenarioSchema.parse(file), { keepsSeries: true });
  const startMs = performance.now();
  for (let pieces = 1; ; pieces++) {
    const done = sim.advance(sim.spec.durationNs, PIECE);
    if (pieces % 6 === 0) sim.recorder.take(sim.nowNs);
    if (done < PIECE) break;
  }
  const seconds = (performance.now() - startMs) / 1000;
  const client = sim.spec.nodes.findIndex(({ isClient }) => isClient);
  const requests = sim.measured.nodes[client]!.arrived;
  return {
    requests,
    requestsPerSec: requests / seconds,
    eventsPerSec: sim.events / seconds,
    runHash: sim.runHash(),
  };
}
