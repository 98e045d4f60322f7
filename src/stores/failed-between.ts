/** How many of the clients' requests failed in a stretch of a run, and of what. Pure; whole slices are counted. */
import type { Recording } from './recording.ts';

export interface FailedBetween {
  readonly failed: number;
  /** Answered or failed. */
  readonly ended: number;
  /** The most first. */
  readonly causes: readonly { readonly cause: string; readonly count: number }[];
  /** The slices' own bounds. */
  readonly fromNs: number;
  readonly toNs: number;
}

export function failedBetween(recording: Recording, fromNs: number, toNs: number): FailedBetween {
  const { causes, sliceNs } = recording.shape;
  const first = Math.floor(fromNs / sliceNs + 1e-6);
  const end = Math.max(first, Math.min(recording.slices, Math.ceil(toNs / sliceNs - 1e-6)));
  const sum = (value: (slice: number) => number) => {
    let all = 0;
    for (let slice = first; slice < end; slice++) all += value(slice);
    return all;
  };
  const failed = sum((slice) => recording.totalValue(slice, 'failed'));
  return {
    failed,
    ended: failed + sum((slice) => recording.totalValue(slice, 'succeeded')),
    causes: causes
      .map((cause, code) => ({ cause, count: sum((slice) => recording.failures(slice, code)) }))
      .filter(({ count }, code) => code > 0 && count > 0)
      .sort((a, b) => b.count - a.count),
    fromNs: first * sliceNs,
    toNs: end * sliceNs,
  };
}
