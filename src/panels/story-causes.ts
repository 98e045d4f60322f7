/**
 * Why something happened: the earlier event of the run that brought it about, where one surely did. What had ended before
 * is no cause, and where two could be, the later one is told.
 */
import type { RunShape, TimelineEvent } from '../sim/recording.ts';
import { ends, lasting } from '../stores/strikes.ts';

/** Sets of nodes that stand in for one another, by node index. */
export type SetOf = (node: number) => readonly number[];

/** What can bring an event about, to the same node, to the one it names, or to another of its set. */
const causedBy: Readonly<Record<string, readonly string[]>> = {
  probeMissed: lasting,
  declaredDown: lasting,
  ejected: lasting,
  electionStarted: ['declaredDown'],
  elected: ['electionStarted'],
  promoted: ['elected'],
  rerouted: ['promoted'],
  repointed: ['promoted'],
  writesLost: ['crashed', 'cutOff'],
  failoverFailed: ['declaredDown', ...lasting],
  fenced: ['cutOff', 'declaredDown'],
  unfenced: ['reachable'],
  splitBrain: ['cutOff'],
  writesDiscarded: ['splitBrain'],
  rejoined: ['restarted', 'reachable'],
  caughtUp: ['rejoined'],
  restored: ['restarted', 'reachable', 'recovered'],
  semiSyncOff: lasting,
  writesBlocked: lasting,
  writesUnblocked: ['caughtUp', 'restarted', 'reachable'],
  tookOver: ['crashed'],
  reconnected: ['tookOver'],
  tookBack: ['listens'],
  standbyLost: ['crashed'],
  nobodyLeft: ['crashed'],
  breakerOpened: lasting,
  breakerHalfOpen: ['breakerOpened'],
  breakerClosed: ['breakerHalfOpen'],
  redelivered: ['crashed', 'slowed'],
  deadLettered: ['redelivered'],
  messagesLost: ['crashed'],
  jobsLost: ['crashed'],
  sessionsLost: ['crashed'],
  instanceStarting: ['scaledUp'],
  instanceServing: ['instanceStarting'],
  draining: ['scaledDown'],
  drained: ['draining'],
};

export function causeOf(
  events: readonly TimelineEvent[],
  index: number,
  shape: RunShape,
  setOf: SetOf,
): TimelineEvent | null {
  const event = events[index]!;
  const causes = causedBy[event.event];
  if (!causes) return null;
  const about = nodesOf(event, shape).flatMap((node) => [node, ...setOf(node)]);
  const since: TimelineEvent[] = [];
  for (let i = index - 1; i >= 0; i--) {
    const earlier = events[i]!;
    if (!about.includes(earlier.node)) continue;
    const isCause = causes.includes(earlier.event);
    if (isCause && !since.some((later) => ends(later, earlier))) return earlier;
    since.push(earlier);
  }
  return null;
}

/** The node that it happened to, and the one that it names. */
function nodesOf({ node, data }: TimelineEvent, shape: RunShape): number[] {
  const target = typeof data.target === 'string' ? shape.nodeIds.indexOf(data.target) : -1;
  // Who reports on another is about that one.
  return target < 0 ? [node] : [target, node];
}
