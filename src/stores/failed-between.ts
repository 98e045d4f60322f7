/**
 * How many of the clients' requests failed in a stretch of a run, where and of what. Pure; whole slices are counted,
 * without those that are known to have failed before the stretch began.
 */
import { FAILED } from '../sim/recording.ts';
import type { Span } from './recorded-series.ts';
import type { Recording } from './recording.ts';

export interface FailedBetween {
  readonly failed: number;
  /** Answered or failed. */
  readonly ended: number;
  /** The most first. */
  readonly causes: readonly { readonly cause: string; readonly count: number }[];
  /** Every client, the most first. */
  readonly clients: readonly { readonly node: number; readonly count: number }[];
  readonly fromNs: number;
  readonly toNs: number;
}

export function failedBetween(
  recording: Recording,
  { fromNs, toNs }: Span,
  clients: readonly number[],
): FailedBetween {
  const { causes, sliceNs } = recording.shape;
  const first = Math.floor(fromNs / sliceNs + 1e-6);
  const end = Math.max(first, Math.min(recording.slices, Math.ceil(toNs / sliceNs - 1e-6)));
  const sum = (value: (slice: number) => number) => {
    let all = 0;
    for (let slice = first; slice < end; slice++) all += value(slice);
    return all;
  };
  const before = keptBetween(recording, first * sliceNs, fromNs);
  const failed = sum((slice) => recording.totalValue(slice, 'failed')) - before.length;
  return {
    failed,
    ended: failed + sum((slice) => recording.totalValue(slice, 'succeeded')),
    causes: causes
      .map((cause, code) => ({
        cause,
        count:
          sum((slice) => recording.failures(slice, code)) -
          before.filter((row) => row.code === code).length,
      }))
      .filter(({ count }, code) => code > 0 && count > 0)
      .sort((a, b) => b.count - a.count),
    clients: clients
      .map((node) => ({
        node,
        count:
          sum((slice) => recording.nodeValue(slice, node, 'failed')) -
          before.filter((row) => row.node === node).length,
      }))
      .sort((a, b) => b.count - a.count),
    fromNs,
    toNs,
  };
}

/** Of every slice and cause the first few that failed are kept, with their moment. */
function keptBetween({ notable }: Recording, fromNs: number, toNs: number) {
  return notable.flatMap(({ count, why, cause, node, endedNs }) =>
    Array.from({ length: count }, (_, row) => row)
      .filter((row) => why[row] === FAILED && endedNs[row]! >= fromNs && endedNs[row]! < toNs)
      .map((row) => ({ code: cause[row]!, node: node[row]! })),
  );
}
