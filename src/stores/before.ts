/**
 * The run that the present one is compared with: the one before an edit, so that one sees what the edit changed. Only
 * its numbers are kept, and only of one run.
 */
import type { Scenario } from '../scenario/schema.ts';
import type { RecordedSeries } from './recorded-series.ts';

export interface Before {
  /** Number of that run. */
  readonly run: number;
  readonly scenario: Scenario;
  readonly series: RecordedSeries;
}

export interface BeforeState {
  readonly before: Before | null;
  /** Kept through further edits, instead of following one run behind. */
  readonly isBeforePinned: boolean;
}

/** A run as far as this is concerned. */
export interface Comparable {
  readonly run: number;
  readonly scenario: Scenario;
  /** Which document it is a run of. */
  readonly work: number;
  /** What has to differ for a comparison to say anything. */
  readonly key: string;
  /** A run that never came to its end is no comparison. */
  readonly isFinished: boolean;
  series(): RecordedSeries;
}

export const nothingBefore: BeforeState = { before: null, isBeforePinned: false };

/** What to compare with once a run on screen has been replaced by another. */
export function afterReplacing(
  { before, isBeforePinned }: BeforeState,
  replaced: Comparable | null,
  by: Pick<Comparable, 'work' | 'key'>,
): BeforeState {
  // Another document: their difference would mean nothing.
  if (replaced === null || replaced.work !== by.work) return nothingBefore;
  // Only these two: who calls may hand in more than them.
  if (isBeforePinned || !replaced.isFinished || replaced.key === by.key) {
    return { before, isBeforePinned };
  }
  return { before: keptAs(replaced), isBeforePinned: false };
}

export function keptAs({ run, scenario, series }: Omit<Comparable, 'work' | 'key'>): Before {
  return { run, scenario, series: series() };
}
