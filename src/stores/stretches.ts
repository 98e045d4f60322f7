/** Stretches of a run in which something was full. Pure. */
import type { RecordedSeries, Span } from './recorded-series.ts';

/** So busy, and for so long, is full: who comes waits, whatever the mean of the run says. */
const FULL_RATIO = 0.95;
const FULL_NS = 1e9;

/** Where a share of what there is stayed near all of it, slice by slice. */
export function fullStretches(
  recording: RecordedSeries,
  span: Span,
  share: (slice: number) => number,
): Span[] {
  const { sliceNs } = recording.shape;
  const found: Span[] = [];
  for (const slice of slicesOf(recording, span)) {
    if (share(slice) < FULL_RATIO) continue;
    const fromNs = slice * sliceNs;
    const last = found.at(-1);
    const isNext = last !== undefined && Math.abs(last.toNs - fromNs) < sliceNs / 2;
    const stretch = { fromNs: isNext ? last.fromNs : fromNs, toNs: fromNs + sliceNs };
    found.splice(isNext ? -1 : found.length, 1, stretch);
  }
  return found.filter(({ fromNs, toNs }) => toNs - fromNs >= FULL_NS);
}

export function slicesOf(recording: RecordedSeries, span: Span): number[] {
  const { first, end } = recording.slicesIn(span);
  return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
}
