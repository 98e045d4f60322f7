/**
 * Calls a second over each link at a moment. What a node receives is counted exactly; how it divides over the links
 * that lead there is taken from the sampled hops, so that a link says the same as the card at its end.
 */
import { FoundLegs, legKind, legKinds, TYPES } from '../stores/leg-index.ts';
import { readingSpan } from '../stores/now.ts';
import type { Recording } from '../stores/recording.ts';

/** Sampled hops of a second of simulated time: enough for a share, short enough to see a crash. */
const WINDOW_NS = 1e9;
const MOST_LEGS = 65_536;

const found = new FoundLegs(MOST_LEGS);
const everyLevel = new Uint8Array(TYPES);

export function linkRates(recording: Recording, cursorNs: number): number[] {
  const { links, nodeIds } = recording.shape;
  const sampled = sampledCalls(recording, cursorNs);
  const into = new Array<number>(nodeIds.length).fill(0);
  links.forEach(({ target }, link) => {
    into[target]! += sampled[link]!;
  });
  const span = readingSpan(recording, cursorNs);
  return links.map(({ target }, link) => {
    if (sampled[link] === 0) return 0;
    return (recording.nodeRate(target, 'arrived', span) * sampled[link]!) / into[target]!;
  });
}

function sampledCalls({ legs, shape }: Recording, cursorNs: number): number[] {
  const counts = new Array<number>(shape.links.length).fill(0);
  const fromNs = Math.max(0, cursorNs - WINDOW_NS);
  legs.collect({ fromNs, toNs: cursorNs, levels: everyLevel }, found);
  for (let i = 0; i < found.count; i++) {
    const kind = legKind(found.style[i]!);
    if (kind === legKinds.out || kind === legKinds.lost) counts[found.link[i]!]!++;
  }
  return counts;
}
