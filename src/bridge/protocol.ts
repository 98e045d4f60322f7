/**
 * What the page and the worker say to one another: one line a message. Pure types, checked at both ends.
 *
 * The worker runs ahead of the player as fast as it can; playback never drives it.
 */
import type { CacheStudy, Comparison, PolicyName } from '../scenario/cache-study.ts';
import type { KeyStep } from '../scenario/key-steps.ts';
import type { Moment, Peek } from '../scenario/peek.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Journeys } from '../sim/journal.ts';
import type { HopColumns, RecordingChunk, RunShape } from '../sim/recording.ts';
import type { Summary } from '../sim/summary.ts';

export type ToWorker =
  /** Run this from its start; a run under way is dropped. `run` numbers the page's runs: answers carry it. */
  | { readonly type: 'run'; readonly run: number; readonly scenario: Scenario }
  | Look
  | { readonly type: 'stop'; readonly run: number }
  /** Whether the page needs the machine for itself: how fast the worker runs ahead is told by it, what it finds is not. */
  | { readonly type: 'giveWay'; readonly isOn: boolean };

/** What somebody wants to see of the run that is kept. It never changes the run, whatever comes of it. */
export type Look =
  /** Every hop of a short window, run again from the nearest checkpoint. */
  | {
      readonly type: 'closeUp';
      readonly run: number;
      readonly id: number;
      readonly fromNs: number;
      readonly toNs: number;
    }
  | (CacheQuestion & { readonly run: number })
  /** The whole state at a moment, as one number: equal states, equal numbers. */
  | { readonly type: 'stateAt'; readonly run: number; readonly atNs: number }
  /** One request with all its hops, run again from a checkpoint before it began. */
  | {
      readonly type: 'journey';
      readonly run: number;
      readonly id: number;
      readonly request: number;
    }
  /** What happens in a window, as the text of a trace file. */
  | {
      readonly type: 'trace';
      readonly run: number;
      readonly id: number;
      readonly fromNs: number;
      readonly toNs: number;
    };

/** About a cache that is open, of the run that is kept; each has a number, which its answer carries. */
export type CacheQuestion =
  /** The keys of a cache at a moment, and the steps around it; of another policy on the same accesses, too. */
  | {
      readonly type: 'peek';
      readonly id: number;
      readonly moment: Moment;
      /** `limit`: keys of each of its lists, at most. */
      readonly other: (OtherPolicy & { readonly limit: number }) | null;
    }
  /** A cache over the whole run, once that is done: `studied` answers, after which `compare` and `other` are of it. */
  | {
      readonly type: 'study';
      readonly id: number;
      readonly node: string;
      readonly store: number;
    }
  | { readonly type: 'compare'; readonly id: number; readonly other: OtherPolicy };

export interface OtherPolicy {
  readonly policy: PolicyName;
  readonly capacityKeys: number;
}

export type CacheAnswer =
  /** `peek` null: the node keeps no keys. `other` null: not asked for, or not studied yet. */
  | {
      readonly type: 'peeked';
      readonly run: number;
      readonly id: number;
      readonly peek: Peek | null;
      readonly other: readonly KeyStep[] | null;
    }
  | {
      readonly type: 'studied';
      readonly run: number;
      readonly id: number;
      readonly study: CacheStudy | null;
    }
  | {
      readonly type: 'compared';
      readonly run: number;
      readonly id: number;
      readonly comparison: Comparison;
    };

export type FromWorker =
  | {
      readonly type: 'started';
      readonly run: number;
      readonly shape: RunShape;
      readonly kept: Kept | null;
    }
  | { readonly type: 'chunk'; readonly run: number; readonly chunk: RecordingChunk }
  | { readonly type: 'finished'; readonly run: number; readonly summary: Summary }
  | {
      readonly type: 'closeUp';
      readonly run: number;
      readonly id: number;
      readonly fromNs: number;
      readonly toNs: number;
      readonly hops: HopColumns;
      /** One in this many requests is shown: 1 unless the window held too many. */
      readonly oneIn: number;
    }
  | CacheAnswer
  | {
      readonly type: 'stateAt';
      readonly run: number;
      readonly atNs: number;
      readonly hash: number;
    }
  | {
      readonly type: 'journey';
      readonly run: number;
      readonly id: number;
      /** Without a request where the run has not come to it yet. */
      readonly journey: Journeys;
    }
  | {
      readonly type: 'trace';
      readonly run: number;
      readonly id: number;
      readonly text: string;
    }
  /** A look broke off, for want of a sound engine: the one who looked is told, and the run goes on untouched. */
  | ({ readonly type: 'lookFailed'; readonly run: number } & FailedLook)
  /** The engine stopped on a broken invariant: a defect of ours, said plainly. */
  | ({ readonly type: 'failed'; readonly run: number } & Failure);

export interface FailedLook {
  /** The question, as it was asked. */
  readonly about: Look;
  /** Why, in the engine's English. */
  readonly message: string;
}

/** What a run has in common with the one before: its recording up to here, where a chunk ended, which is not sent again. */
export interface Kept {
  readonly run: number;
  readonly untilNs: number;
}

/** What the page tells in its own language; the report inside is the engine's, in English. */
export interface Failure {
  /** Which run, when, and the rule that broke. Empty where the worker did not load. */
  readonly message: string;
  /** The command that shows it again, of a scenario saved as FILE. Empty where no run is to blame. */
  readonly again: string;
}
