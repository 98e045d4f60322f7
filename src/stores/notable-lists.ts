/** The lists of requests to open: slowest, failed and stale, of the whole run or around a moment. Pure. */
import { FAILED, type NotableColumns, SLOW, STALE_READ } from '../sim/recording.ts';
import type { Span } from './recorded-series.ts';

export const listNames = ['slowest', 'failed', 'stale'] as const;
export type ListName = (typeof listNames)[number];

const whys: Readonly<Record<ListName, number>> = {
  slowest: SLOW,
  failed: FAILED,
  stale: STALE_READ,
};

export interface NotableRequest {
  readonly request: number;
  /** Place in the run's table of operations. */
  readonly operation: number;
  readonly key: number;
  /** 0: success. */
  readonly cause: number;
  /** The node where the failure arose, −1 for none. */
  readonly culprit: number;
  readonly sentNs: number;
  readonly endedNs: number;
}

/** More rows than this nobody reads: the list says how many there are. */
export const ROWS_SHOWN = 200;

export interface NotableList {
  /** The slowest first; the others in the order of time. */
  readonly rows: readonly NotableRequest[];
  /** How many there are in all. */
  readonly count: number;
}

/** Of those that ended in a stretch of time. */
export function notableList(
  notable: readonly NotableColumns[],
  list: ListName,
  { fromNs, toNs }: Span,
): NotableList {
  const rows: NotableRequest[] = [];
  for (const columns of notable) {
    for (let row = 0; row < columns.count; row++) {
      const endedNs = columns.endedNs[row]!;
      if (columns.why[row] !== whys[list] || endedNs < fromNs || endedNs >= toNs) continue;
      rows.push({
        request: columns.request[row]!,
        operation: columns.operation[row]!,
        key: columns.key[row]!,
        cause: columns.cause[row]!,
        culprit: columns.culprit[row]!,
        sentNs: columns.sentNs[row]!,
        endedNs,
      });
    }
  }
  if (list === 'slowest') rows.sort((a, b) => b.endedNs - b.sentNs - (a.endedNs - a.sentNs));
  else rows.sort((a, b) => a.endedNs - b.endedNs);
  return { rows: rows.slice(0, ROWS_SHOWN), count: rows.length };
}

/** Where those of the failed arose that were kept: of one cause, ended in a stretch of time. */
export function culpritsOf(
  notable: readonly NotableColumns[],
  cause: number,
  { fromNs, toNs }: Span,
): number[] {
  const nodes: number[] = [];
  for (const columns of notable) {
    for (let row = 0; row < columns.count; row++) {
      const endedNs = columns.endedNs[row]!;
      if (columns.why[row] !== FAILED || columns.cause[row] !== cause) continue;
      const culprit = columns.culprit[row]!;
      if (culprit >= 0 && endedNs >= fromNs && endedNs <= toNs) nodes.push(culprit);
    }
  }
  return nodes;
}

/** The first that failed of a cause, from a moment on. The first few of every slice and cause are kept. */
export function firstFailed(
  notable: readonly NotableColumns[],
  cause: number,
  fromNs: number,
): { readonly endedNs: number; readonly culprit: number } | null {
  for (const { count, why, cause: causes, endedNs, culprit } of notable) {
    for (let row = 0; row < count; row++) {
      if (why[row] !== FAILED || causes[row] !== cause || endedNs[row]! < fromNs) continue;
      return { endedNs: endedNs[row]!, culprit: culprit[row]! };
    }
  }
  return null;
}
