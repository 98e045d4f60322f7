/**
 * How long it takes to go anywhere in a run: a 60 s blog, run ahead as the worker does, then visited at random moments.
 * Exact state: back to the checkpoint before and on to the moment. Close-up: every hop of the next 10 ms, as it is sent
 * to the page.
 */
import { quantile } from 'd3-array';
import { createSession } from '../../src/bridge/session.ts';
import { blog } from '../../src/gallery/blog.ts';
import { scenarioSchema } from '../../src/scenario/schema.ts';

const CLOSE_UP_NS = 10e6;

export interface Seeking {
  readonly what: string;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

export function timeSeeking(visits: number): Seeking[] {
  const scenario = scenarioSchema.parse(blog.file);
  let hops = 0;
  const session = createSession((message) => {
    if (message.type === 'failed') throw new Error(message.message);
    if (message.type === 'closeUp') hops += message.hops.count;
  });
  session.receive({ type: 'run', run: 1, scenario });
  while (session.pump());
  const visit = (atNs: number, lengthNs: number, id: number) => {
    const startMs = performance.now();
    session.receive({ type: 'closeUp', run: 1, id, fromNs: atNs, toNs: atNs + lengthNs });
    return performance.now() - startMs;
  };
  const rows = [
    { what: 'exact state at a random moment', lengthNs: 0 },
    { what: 'every hop of the 10 ms from there', lengthNs: CLOSE_UP_NS },
  ].map(({ what, lengthNs }, row) => {
    const tookMs: number[] = [];
    for (let i = 0; i < visits; i++) {
      // Golden-section steps: spread over the run, the same on every machine.
      const atNs = Math.floor(((i * 0.6180339887) % 1) * (scenario.durationMs * 1e6 - CLOSE_UP_NS));
      const ms = visit(atNs, lengthNs, row * visits + i);
      // The first visits warm the compiler up.
      if (i >= visits / 10) tookMs.push(ms);
    }
    return {
      what,
      medianMs: quantile(tookMs, 0.5)!,
      p95Ms: quantile(tookMs, 0.95)!,
      maxMs: Math.max(...tookMs),
    };
  });
  if (hops === 0) throw new Error('a close-up showed no hop');
  return rows;
}
