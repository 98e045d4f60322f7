/** Where the cursor stands after a moment of wall time. Pure: the player applies it, frame after frame. */

/** Simulated seconds a wall second: slow motion down to a ten-thousandth, fast to ten minutes. */
export const speeds = [0.0001, 0.001, 0.01, 0.1, 0.5, 1, 2, 5, 10, 60, 600] as const;

/** From here downwards the page asks for every hop around the cursor instead of the recorded sample. */
export const CLOSE_UP_SPEED = 0.01;

/** The one of them that is nearest to a speed, by its ratio: a link may name one that there is no more. */
export function nearestSpeed(wanted: number): number {
  const away = (speed: number) => Math.max(speed / wanted, wanted / speed);
  return speeds.reduce((best, speed) => (away(speed) < away(best) ? speed : best), speeds[0]);
}

export interface Step {
  readonly cursorNs: number;
  /** Wall time since the last frame. */
  readonly elapsedMs: number;
  readonly speed: number;
  /** As far as the recording goes. */
  readonly bufferedNs: number;
  readonly durationNs: number;
}

export interface Stepped {
  readonly cursorNs: number;
  /** It stands at the end of what is buffered, and more will come. */
  readonly waiting: boolean;
  /** It has reached the end of the run. */
  readonly ended: boolean;
}

export function advance(step: Step): Stepped {
  const { cursorNs, bufferedNs, durationNs } = step;
  // Whole: a trillionth short of the 250th millisecond would show 250 on the clock and nothing of what happens then.
  const wanted = Math.max(cursorNs, Math.round(cursorNs + step.elapsedMs * 1e6 * step.speed));
  // A cursor put beyond the buffer stays there and waits; it is never pulled back.
  const limit = Math.min(durationNs, Math.max(bufferedNs, cursorNs));
  const next = Math.min(wanted, limit);
  const ended = next >= durationNs && bufferedNs >= durationNs;
  return { cursorNs: next, waiting: !ended && wanted > limit, ended };
}

/** What products of doubles leave so little short of a whole nanosecond is that nanosecond. */
const SHORT_NS = 0.01;

/** A moment that somebody has asked for; never before it, where something may happen. */
export function landed(ns: number): number {
  const whole = Math.ceil(ns);
  return whole - ns < SHORT_NS ? whole : ns;
}
