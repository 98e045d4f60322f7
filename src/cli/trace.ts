/** A window of a run as a trace file: which window, and its text. */
import { chromeTrace } from '../scenario/chrome-trace.ts';
import { compile } from '../scenario/compile.ts';
import { asRun } from '../scenario/run.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Summary } from '../sim/summary.ts';
import { BadInput } from './input.ts';

export interface TraceOptions {
  readonly trace?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly replications?: number;
}

export interface TraceWindow {
  readonly path: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Without other wishes, so much from the end of the warm-up on. */
const WINDOW_MS = 1000;

/** Null: none is wanted. */
export function traceWindow(scenario: Scenario, options: TraceOptions): TraceWindow | null {
  const { trace: path, replications } = options;
  if (path === undefined) {
    const given = options.fromMs !== undefined ? '--from-ms' : '--to-ms';
    if (options.fromMs === undefined && options.toMs === undefined) return null;
    throw new BadInput(`${given}: expected --trace with it`);
  }
  if (replications !== undefined) throw new BadInput('--trace: expected one run, not several');
  const fromMs = options.fromMs ?? Math.min(scenario.warmupMs, scenario.durationMs - 1);
  const toMs = Math.min(options.toMs ?? fromMs + WINDOW_MS, scenario.durationMs);
  if (fromMs >= scenario.durationMs) {
    throw new BadInput(`--from-ms: expected less than the run's ${scenario.durationMs}`);
  }
  if (toMs <= fromMs) throw new BadInput(`--to-ms: expected more than ${fromMs}, got ${toMs}`);
  return { path, fromMs, toMs };
}

export interface TraceText {
  readonly text: string;
  readonly hopsLeftOut: number;
}

/** Runs it again up to the window's end, no further than the run itself has come. */
export function traceText(
  scenario: Scenario,
  { fromMs, toMs }: TraceWindow,
  { events }: Summary,
): TraceText {
  return asRun(scenario, () => {
    const sim = compile(scenario, { keepsSeries: false });
    const fromNs = Math.round(fromMs * 1e6);
    const toNs = Math.round(toMs * 1e6);
    sim.advance(fromNs, events);
    const journeys = sim.journeysUntil(toNs, events - sim.events);
    const text = chromeTrace({ scenario, shape: sim.shape(), journeys, fromNs, toNs });
    return { text, hopsLeftOut: journeys.leftOut };
  });
}
