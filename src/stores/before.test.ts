/** Which run the present one is compared with, through edits, undo, pins and other documents. */
import { describe, expect, it } from 'vitest';
import {
  blogChunks,
  blogScenario,
  blogShape,
  hopColumns,
  SECOND,
} from '../../tests/fixtures/synthetic-run.ts';
import type { FromWorker } from '../bridge/protocol.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Summary } from '../sim/summary.ts';
import { createRun } from './run.ts';

const original = blogScenario;
const edited: Scenario = { ...blogScenario, seed: 43 };
const editedAgain: Scenario = { ...blogScenario, seed: 44 };

/** Without the hops, which nothing here looks at. */
const chunks = blogChunks().map((chunk) => ({ ...chunk, hops: hopColumns([]) }));

/** A page whose worker is played by the test. */
function page() {
  let answer: (message: FromWorker) => void = () => {};
  const made = createRun({
    start: (onMessage) => {
      answer = onMessage;
      return { send: () => {}, dispose: () => {} };
    },
    requestFrame: () => {},
  });
  let run = 0;
  return {
    ...made,
    /** The engine's part: all of the run, or as far as it came. */
    simulate({ untilSec = 60, isFinished = true, stopped = '' } = {}) {
      run++;
      answer({ type: 'started', run, shape: blogShape, kept: null });
      for (const chunk of chunks.filter(({ doneNs }) => doneNs <= untilSec * SECOND)) {
        answer({ type: 'chunk', run, chunk });
      }
      // Nothing here looks into the summary.
      const summary = (stopped ? { stopped } : {}) as Summary;
      if (isFinished) answer({ type: 'finished', run, summary });
    },
    compared: () => made.store.getState().before?.scenario,
  };
}

function played(...scenarios: readonly Scenario[]) {
  const made = page();
  for (const scenario of scenarios) {
    made.runScenario(scenario, 1);
    made.simulate();
  }
  return made;
}

describe('the run before', () => {
  it('is nothing at first, and the one before an edit afterwards', () => {
    expect(played(original).compared()).toBeUndefined();
    const { store, compared } = played(original, edited);
    expect(compared()).toBe(original);
    const { series } = store.getState().before!;
    expect(series.slices).toBe(240);
    expect(series.totalValue(90, 'failed')).toBeGreaterThan(40);
    expect(series).not.toHaveProperty('legs');
  });

  it('is one run only, however many edits there are', () => {
    expect(played(original, edited, editedAgain).compared()).toBe(edited);
  });

  it('is none that somebody stopped', () => {
    const { runScenario, simulate, compared } = played(original, edited);
    runScenario(editedAgain, 1);
    simulate({ untilSec: 5, stopped: 'by hand' });
    runScenario({ ...blogScenario, seed: 45 }, 1);
    simulate();
    expect(compared()).toBe(edited);
  });

  it('stays on screen until the new run takes the place of the old one', () => {
    const { player, runScenario, simulate, compared } = played(original);
    player.seek(30 * SECOND);
    runScenario(edited, 1);
    expect(compared()).toBeUndefined();
    simulate({ untilSec: 20, isFinished: false });
    expect(compared()).toBeUndefined();
    expect(player.cursorNs()).toBe(30 * SECOND);
  });

  it('is the edited run after an undo, with the cursor where it was', () => {
    const { player, runScenario, simulate, compared } = played(original, edited);
    player.seek(31.5 * SECOND);
    runScenario(original, 1);
    simulate();
    expect(compared()).toBe(edited);
    expect(player.cursorNs()).toBe(31.5 * SECOND);
  });

  it('is never a run that was cut off by the next edit', () => {
    const { runScenario, simulate, compared } = played(original);
    runScenario(edited, 1);
    simulate({ untilSec: 20, isFinished: false });
    runScenario(editedAgain, 1);
    simulate();
    expect(compared()).toBe(original);
  });

  it('stays through further edits where it is pinned, until it is released', () => {
    const { store, runScenario, simulate, keepForComparison, releaseComparison, compared } =
      played(original);
    keepForComparison();
    expect(store.getState().isBeforePinned).toBe(true);
    for (const scenario of [edited, editedAgain]) {
      runScenario(scenario, 1);
      simulate();
      expect(compared()).toBe(original);
      expect(store.getState().scenario).toBe(scenario);
    }
    releaseComparison();
    expect(compared()).toBe(original);
    runScenario(edited, 1);
    simulate();
    expect(compared()).toBe(editedAgain);
  });

  it('is dropped where another document is opened, pinned or not', () => {
    const opened = played(original, edited);
    opened.keepForComparison();
    opened.runScenario(editedAgain, 2);
    opened.simulate();
    expect(opened.store.getState()).toMatchObject({ before: null, isBeforePinned: false });
  });

  it('is dropped where the same scenario is opened as another document, and follows its edits', () => {
    const opened = played(original, edited);
    opened.runScenario(edited, 2);
    expect(opened.compared()).toBeUndefined();
    opened.runScenario(editedAgain, 2);
    opened.simulate();
    expect(opened.compared()).toBe(edited);
  });

  it('is not the same scenario run again', () => {
    const { runAgain, simulate, compared } = played(original, edited);
    runAgain();
    simulate();
    expect(compared()).toBe(original);
  });
});
