/** A window of a run as a trace file: which window, and its text. It is written down while the run goes by. */
import { chromeTrace } from '../scenario/chrome-trace.ts';
import type { RunInPieces, Span } from '../scenario/run.ts';
import type { Scenario } from '../scenario/schema.ts';
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
  /** Where the run ended before the window did; null where it is whole. */
  readonly endedMs: number | null;
}

export const spanOf = ({ fromMs, toMs }: TraceWindow): Span => ({
  fromNs: Math.round(fromMs * 1e6),
  toNs: Math.round(toMs * 1e6),
});

/** What the run has written down of the window. */
export function traceText(scenario: Scenario, window: TraceWindow, run: RunInPieces): TraceText {
  const { fromNs, toNs } = spanOf(window);
  const { shape, journeys, toNs: endNs } = run.followed({ fromNs, toNs });
  const text = chromeTrace({ scenario, shape, journeys, fromNs, toNs: endNs });
  return {
    text,
    hopsLeftOut: journeys.leftOut,
    endedMs: endNs < toNs ? endNs / 1e6 : null,
  };
}
