/** Calls a second over each link around a moment, from the sampled hops. */
import { legKind, legKinds } from '../stores/leg-index.ts';
import type { Recording } from '../stores/recording.ts';

/** A second of simulated time: long enough for a rate, short enough to see a crash. */
const WINDOW_NS = 1e9;
const MOST_LEGS = 65_536;

const found = new Int32Array(MOST_LEGS);

export function linkRates(recording: Recording, cursorNs: number): number[] {
  const { legs, oneIn, shape } = recording;
  const counts = new Array<number>(shape.links.length).fill(0);
  const fromNs = Math.max(0, cursorNs - WINDOW_NS);
  const windowNs = cursorNs - fromNs;
  if (windowNs <= 0) return counts;
  const count = legs.collect({ fromNs, toNs: cursorNs, level: 0 }, found);
  for (let i = 0; i < count; i++) {
    const leg = found[i]!;
    const kind = legKind(legs.style[leg]!);
    if (kind === legKinds.out || kind === legKinds.lost) counts[legs.link[leg]!]!++;
  }
  return counts.map((calls) => (calls * oneIn * 1e9) / windowNs);
}
