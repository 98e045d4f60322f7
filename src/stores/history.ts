/**
 * Undo and redo over immutable values. History keeps the earlier values themselves: they share structure, so a
 * hundred steps of a scenario cost little more than one.
 */

/** More steps than anyone walks back by hand; each keeps the parts of a document that differ. */
export const HISTORY_STEPS_MAX = 100;

/** How a change enters history: a step of its own, part of the latest step, or not at all. */
export type Recorded = 'new' | 'merge' | 'never';

/** What a step did, so that the page can say "undo: move db-1". */
export interface Change {
  /** A phrase of the page's words. */
  readonly what: ChangeName;
  /** Of the node, the example, the param: whatever the phrase names. */
  readonly name?: string;
  readonly count?: number;
}

export type ChangeName =
  | 'add'
  | 'connect'
  | 'remove'
  | 'setParam'
  | 'setEdgeParam'
  | 'move'
  | 'rename'
  | 'duplicate'
  | 'addFault'
  | 'removeFault'
  | 'changeFault'
  | 'scenario'
  | 'open';

export interface Step<T> {
  readonly label: Change;
  /** The value to return to. */
  readonly value: T;
}

export interface History<T> {
  readonly past: readonly Step<T>[];
  readonly future: readonly Step<T>[];
}

export const emptyHistory: History<never> = { past: [], future: [] };

export function record<T>(
  history: History<T>,
  step: { readonly label: Change; readonly before: T; readonly recorded: Recorded },
): History<T> {
  if (step.recorded === 'never') return history;
  const latest = history.past.at(-1);
  // A merge joins the step before it only when that is the same kind of change, not an unrelated one.
  if (step.recorded === 'merge' && latest && sameChange(latest.label, step.label)) {
    return { past: history.past, future: [] };
  }
  const past = [...history.past, { label: step.label, value: step.before }];
  return { past: past.slice(-HISTORY_STEPS_MAX), future: [] };
}

const sameChange = (a: Change, b: Change) =>
  a.what === b.what && a.name === b.name && a.count === b.count;

export function stepBack<T>(
  history: History<T>,
  present: T,
): { readonly history: History<T>; readonly value: T } | null {
  const step = history.past.at(-1);
  if (!step) return null;
  return {
    history: {
      past: history.past.slice(0, -1),
      future: [...history.future, { label: step.label, value: present }],
    },
    value: step.value,
  };
}

export function stepForward<T>(
  history: History<T>,
  present: T,
): { readonly history: History<T>; readonly value: T } | null {
  const step = history.future.at(-1);
  if (!step) return null;
  return {
    history: {
      past: [...history.past, { label: step.label, value: present }],
      future: history.future.slice(0, -1),
    },
    value: step.value,
  };
}
