/** What befalls nodes from outside, and what takes it back: everything else in a story follows from these. */
import type { TimelineEvent } from '../sim/recording.ts';

/** By what lasts, what ends it. */
const endOf: Readonly<Record<string, string>> = {
  crashed: 'restarted',
  cutOff: 'reachable',
  slowed: 'recovered',
  losingCalls: 'reachable',
};

const momentary: ReadonlySet<string> = new Set(['flushed', 'spikeBegan']);

/** The names of those that hold on until they are taken back. */
export const lasting: readonly string[] = Object.keys(endOf);

/** What takes them back. */
export const endings: readonly string[] = [...new Set(Object.values(endOf))];

export const isStrike = ({ event }: TimelineEvent) => event in endOf || momentary.has(event);

/** Whether an event takes back what an earlier one had begun: on the same node, and the same instance of it. */
export function ends(later: TimelineEvent, began: TimelineEvent): boolean {
  return (
    later.event === endOf[began.event] &&
    later.node === began.node &&
    later.instance === began.instance
  );
}
