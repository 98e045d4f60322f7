/** Where one step of the cursor leads. Pure. */
import type { LegIndex } from './leg-index.ts';
import type { Recording } from './recording.ts';

export interface StepFrom {
  readonly recording: Recording;
  /** Every hop around the cursor, in slow motion. */
  readonly closeUp: { readonly legs: LegIndex } | null;
  readonly cursorNs: number;
  readonly direction: 1 | -1;
}

/**
 * The moment of the neighbouring event; in slow motion of the neighbouring hop, where that is nearer. Where no event is
 * left on that side it is a hop as well (of those that are recorded, which are those one sees): a run in which nothing
 * strikes is stepped through, not left. Only beyond the last hop lies the end, and before the first the start.
 */
export function stepFrom({ recording, closeUp, cursorNs, direction }: StepFrom): number {
  const event = eventBeside(recording, cursorNs, direction);
  const near = closeUp?.legs.momentBeside(cursorNs, direction) ?? null;
  const hop = near ?? (event === null ? recording.legs.momentBeside(cursorNs, direction) : null);
  const stops = [event, hop, direction > 0 ? recording.doneNs : 0].filter((ns) => ns !== null);
  return direction > 0 ? Math.min(...stops) : Math.max(...stops);
}

function eventBeside(recording: Recording, cursorNs: number, direction: 1 | -1): number | null {
  const { events } = recording;
  if (direction > 0) return events[recording.eventsUntil(cursorNs)]?.atNs ?? null;
  let index = recording.eventsUntil(cursorNs) - 1;
  while (index >= 0 && events[index]!.atNs >= cursorNs) index--;
  return events[index]?.atNs ?? null;
}
