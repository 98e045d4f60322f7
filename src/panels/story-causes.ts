/**
 * Why something happened: the earlier event of the run that brought it about, where one surely did. What had ended before
 * is no cause, and where two could be, the later one is told.
 */
import { ends, lasting } from '../scenario/strikes.ts';
import type { RunShape, TimelineEvent } from '../sim/recording.ts';

/** Sets of nodes that stand in for one another, by node index. */
export type SetOf = (node: number) => readonly number[];

type Link = RunShape['links'][number];

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
  breakerOpened: [...lasting, 'breakerHalfOpen'],
  breakerHalfOpen: ['breakerOpened'],
  breakerClosed: ['breakerHalfOpen'],
  poolExhausted: ['spikeBegan', ...lasting],
  poolFree: ['poolExhausted'],
  redelivered: lasting,
  deadLettered: ['redelivered', ...lasting],
  workedOff: ['restarted', 'recovered', 'reachable'],
  warmAgain: ['flushed', 'restarted'],
  scaledUp: ['spikeBegan', ...lasting],
  scaledDown: ['spikeEnded'],
  messagesLost: ['crashed'],
  jobsLost: ['crashed'],
  sessionsLost: ['crashed'],
  instanceStarting: ['scaledUp'],
  instanceServing: ['instanceStarting'],
  instanceWarm: ['instanceServing'],
  draining: ['scaledDown'],
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
  const fromNs = event.atNs - waitedNs(event);
  const since: TimelineEvent[] = [];
  for (let i = index - 1; i >= 0; i--) {
    const earlier = events[i]!;
    if (!about.includes(earlier.node) || isOfAnother(earlier, event)) continue;
    const isCause = causes.includes(earlier.event);
    if (isCause && !since.some((later) => ends(later, earlier))) return earlier;
    if (earlier.atNs <= fromNs) since.push(earlier);
  }
  return null;
}

/** A message comes back so long after it was handed out: whatever struck meanwhile, over by now or not, brought it back. */
function waitedNs({ told }: TimelineEvent): number {
  return Number(told?.timeoutMs ?? 0) * 1e6;
}

/** What happens to one server of several follows from what happened to that one. */
const ofInstance: ReadonlySet<string> = new Set([
  'instanceServing',
  'instanceWarm',
  'jobsLost',
  'sessionsLost',
]);

function isOfAnother(earlier: TimelineEvent, event: TimelineEvent): boolean {
  // A caller has a breaker and a pool for each that it calls, and each of its instances has its own.
  if (earlier.event.startsWith('breaker') || earlier.event.startsWith('pool')) {
    return earlier.data.target !== event.data.target || earlier.instance !== event.instance;
  }
  return (
    ofInstance.has(event.event) && earlier.instance >= 0 && earlier.instance !== event.instance
  );
}

/** Whose messages come back, or who has more to do, is struck through others. */
const byWorkers: ReadonlySet<string> = new Set(['redelivered', 'deadLettered', 'workedOff']);
const byTraffic: ReadonlySet<string> = new Set(['scaledUp', 'scaledDown']);

/** The node that it happened to, and the one that it names; its workers, or all whose calls reach it. */
function nodesOf({ event, node, data }: TimelineEvent, shape: RunShape): number[] {
  if (byWorkers.has(event)) {
    const isHis = ({ kind, source }: Link) => kind === 'delivery' && source === node;
    return [node, ...shape.links.filter(isHis).map(({ target }) => target)];
  }
  if (byTraffic.has(event)) return callersOf(node, shape);
  const target = typeof data.target === 'string' ? shape.nodeIds.indexOf(data.target) : -1;
  // Who reports on another is about that one.
  return target < 0 ? [node] : [target, node];
}

/** The node, and all whose calls reach it. */
function callersOf(node: number, { links }: RunShape): number[] {
  const found = [node];
  // The list grows while it is gone through.
  for (const one of found) {
    for (const { kind, source, target } of links) {
      if (kind === 'request' && target === one && !found.includes(source)) found.push(source);
    }
  }
  return found;
}
