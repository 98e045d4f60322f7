import { describe, expect, it } from 'vitest';
import {
  blogChunks,
  blogScenario,
  blogShape,
  hopColumns,
  MS,
  SECOND,
} from '../../tests/fixtures/synthetic-run.ts';
import { NO_RUN } from '../bridge/client.ts';
import type { FromWorker, ToWorker } from '../bridge/protocol.ts';
import { simulationKey } from '../scenario/divergence.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Summary } from '../sim/summary.ts';
import { advance, landed } from './playback.ts';
import { createRun } from './run.ts';

/** A page without a worker or a screen: the test plays both. */
function bench() {
  const sent: ToWorker[] = [];
  let answer: (message: FromWorker) => void = () => {};
  let frame: ((nowMs: number) => void) | null = null;
  let nowMs = 0;
  let started = 0;
  let disposed = 0;
  const page = createRun({
    start: (onMessage) => {
      answer = onMessage;
      started++;
      return { send: (message) => sent.push(message), dispose: () => disposed++ };
    },
    requestFrame: (callback) => {
      frame = callback;
    },
  });
  return {
    ...page,
    sent,
    answer: (message: FromWorker) => answer(message),
    workers: () => ({ started, disposed }),
    /** Lets wall time pass, a frame every 16 ms. */
    pass(ms: number) {
      const endMs = nowMs + ms;
      while (nowMs < endMs) {
        nowMs = Math.min(nowMs + 16, endMs);
        const due = frame;
        frame = null;
        due?.(nowMs);
      }
    },
    record(run: number, untilSec: number, shape = blogShape) {
      answer({ type: 'started', run, shape, kept: null });
      for (const chunk of blogChunks().filter(({ doneNs }) => doneNs <= untilSec * SECOND)) {
        answer({ type: 'chunk', run, chunk });
      }
    },
    finish(run: number) {
      // Playback looks at nothing but `stopped`.
      answer({ type: 'finished', run, summary: { runHash: `hash ${run}` } as Summary });
    },
  };
}

const edited: Scenario = { ...blogScenario, seed: 43 };

describe('the cursor', () => {
  const step = { cursorNs: 0, elapsedMs: 10, speed: 1, bufferedNs: 1e9, durationNs: 2e9 };

  it('goes as fast as wall time times speed', () => {
    expect(advance(step).cursorNs).toBe(10 * MS);
    expect(advance({ ...step, speed: 0.001 }).cursorNs).toBe(0.01 * MS);
  });

  it('stands at whole nanoseconds, so that the clock never shows a moment that has not come', () => {
    const step = { cursorNs: 0, speed: 1, bufferedNs: 1e9, durationNs: 1e9 };
    expect(advance({ ...step, elapsedMs: 249.999_999_999_9 }).cursorNs).toBe(250e6);
    // Put on a moment in between, it is not pulled back.
    expect(advance({ ...step, cursorNs: 1000.3, elapsedMs: 0 }).cursorNs).toBe(1000.3);
    expect(landed(5_999_999_999.999_999)).toBe(6e9);
    expect([landed(1000.3), landed(1000.005), landed(1000)]).toEqual([1000.3, 1000.005, 1000]);
  });

  it('waits at the end of what is buffered', () => {
    expect(advance({ ...step, speed: 600 })).toEqual({
      cursorNs: 1e9,
      waiting: true,
      ended: false,
    });
  });

  it('stays where it was put beyond the buffer', () => {
    expect(advance({ ...step, cursorNs: 1.5e9 })).toEqual({
      cursorNs: 1.5e9,
      waiting: true,
      ended: false,
    });
  });

  it('ends with the run', () => {
    expect(advance({ ...step, speed: 600, bufferedNs: 2e9 })).toEqual({
      cursorNs: 2e9,
      waiting: false,
      ended: true,
    });
  });
});

describe('a run on the page', () => {
  it('plays what is recorded and waits for the rest', () => {
    const { store, player, runScenario, record, pass } = bench();
    runScenario(blogScenario);
    expect(store.getState().status).toBe('running');
    record(1, 5);
    player.setSpeed(10);
    player.play();
    pass(1000);
    expect(player.cursorNs()).toBe(5 * SECOND);
    expect(store.getState()).toMatchObject({ waiting: true, playing: true, bufferedNs: 5e9 });
  });

  it('stops at the end and starts over from there', () => {
    const { store, player, runScenario, record, finish, pass } = bench();
    runScenario(blogScenario);
    record(1, 60);
    finish(1);
    player.setSpeed(600);
    player.play();
    pass(500);
    expect(store.getState()).toMatchObject({ playing: false, status: 'finished' });
    expect(player.cursorNs()).toBe(60 * SECOND);
    player.setSpeed(1);
    player.play();
    pass(100);
    expect(player.cursorNs()).toBeLessThan(SECOND);
  });

  it('tells of a pause at once, where it stands and stays', () => {
    const { player, runScenario, record, pass } = bench();
    runScenario(blogScenario);
    record(1, 60);
    const told: number[] = [];
    player.onFrame((cursorNs) => told.push(cursorNs));
    player.play();
    pass(100);
    const before = told.length;
    player.pause();
    expect(told.slice(before)).toEqual([player.cursorNs()]);
    // What rests has nothing new to tell.
    player.pause();
    expect(told.length).toBe(before + 1);
    pass(100);
    expect(new Set(told.slice(before)).size).toBe(1);
  });

  it('does not run again when only names and places changed', () => {
    const { runScenario, sent } = bench();
    runScenario(blogScenario);
    const moved = blogScenario.nodes.map((node) => ({ ...node, position: { x: 1, y: 2 } }));
    runScenario({ ...blogScenario, name: 'Other', nodes: moved } as Scenario);
    expect(sent.length).toBe(1);
    expect(simulationKey(edited)).not.toBe(simulationKey(blogScenario));
  });

  it('shows the old recording until the new one has passed the cursor', () => {
    const { store, player, runScenario, record, finish, answer, pass } = bench();
    runScenario(blogScenario);
    record(1, 60);
    finish(1);
    player.seek(30 * SECOND);
    const before = player.recording();
    runScenario(edited);
    record(2, 20);
    pass(150);
    expect(player.recording()).toBe(before);
    expect(store.getState()).toMatchObject({ status: 'running', bufferedNs: 20e9, run: 1 });
    expect(store.getState().requested).toBe(2);
    for (const chunk of blogChunks().filter(({ doneNs }) => doneNs > 20e9 && doneNs <= 40e9)) {
      answer({ type: 'chunk', run: 2, chunk });
    }
    expect(player.recording()).not.toBe(before);
    expect(store.getState()).toMatchObject({ run: 2, requested: 2, summary: null });
    expect(player.cursorNs()).toBe(30 * SECOND);
  });

  it('drops what a run sends after the next one was asked for', () => {
    const { store, runScenario, record, pass } = bench();
    runScenario(blogScenario);
    runScenario(edited);
    record(1, 20);
    pass(150);
    expect(store.getState().bufferedNs).toBe(0);
  });

  it('steps from event to event', () => {
    const { player, runScenario, record } = bench();
    runScenario(blogScenario);
    record(1, 60);
    const stops = [1, 1, 1, -1, -1, -1].map((direction) => {
      player.step(direction as 1 | -1);
      return player.cursorNs() / MS;
    });
    expect(stops.slice(0, 5)).toEqual([20_000, 20_843, 21_843, 20_843, 20_000]);
    // No event is left on that side: the hop before.
    expect(stops[5]).toBeGreaterThan(19_900);
    expect(stops[5]).toBeLessThan(20_000);
  });

  it('steps from hop to hop where nothing strikes, and to the ends only beyond the first and the last', () => {
    const { player, runScenario, answer } = bench();
    runScenario(blogScenario);
    answer({ type: 'started', run: 1, shape: blogShape, kept: null });
    const hops = hopColumns([
      { request: 1, sentNs: 10 * MS, arrivedNs: 12 * MS, answeredNs: 15 * MS, endedNs: 17 * MS },
    ]);
    for (const chunk of blogChunks()) {
      const isFirst = chunk.doneNs === blogChunks()[0]!.doneNs;
      const none = { ...chunk, events: [], hops: isFirst ? hops : hopColumns([]) };
      answer({ type: 'chunk', run: 1, chunk: none });
    }
    const stops = [1, 1, 1, 1, 1, -1, -1, -1, -1, -1].map((direction) => {
      player.step(direction as 1 | -1);
      return player.cursorNs() / MS;
    });
    expect(stops).toEqual([10, 12, 15, 17, 60_000, 17, 15, 12, 10, 0]);
  });

  it('waits in slow motion for the hops around the cursor, and steps to the next of all', () => {
    const { player, runScenario, record, answer, pass, sent } = bench();
    runScenario(blogScenario);
    record(1, 60);
    player.seek(10 * SECOND);
    player.setSpeed(0.0001);
    player.step(1);
    expect(player.cursorNs()).toBe(10 * SECOND);
    pass(50);
    const { id, fromNs, toNs } = sent.filter((message) => message.type === 'closeUp').at(-1)!;
    const hops = hopColumns([
      { request: 1, sentNs: 10 * SECOND + 700, arrivedNs: 10 * SECOND + 900 },
    ]);
    answer({ type: 'closeUp', run: 1, id, fromNs, toNs, hops, oneIn: 1 });
    expect(player.cursorNs()).toBe(10 * SECOND + 700);
    player.step(1);
    expect(player.cursorNs()).toBe(10 * SECOND + 900);
  });

  it('says so when the engine fails', () => {
    const { store, runScenario, answer } = bench();
    runScenario(blogScenario);
    const failure = { message: 'arrived ≠ done', again: 'run FILE' };
    answer({ type: 'failed', run: 1, ...failure });
    expect(store.getState()).toMatchObject({ status: 'failed', failure });
  });

  it('starts another worker with the next run where the first did not load', () => {
    const { store, runScenario, answer, workers, sent } = bench();
    runScenario(blogScenario);
    answer({ type: 'failed', run: NO_RUN, message: '', again: '' });
    expect(store.getState().status).toBe('failed');
    expect(workers()).toEqual({ started: 1, disposed: 1 });
    runScenario(edited);
    expect(workers()).toEqual({ started: 2, disposed: 1 });
    expect(sent.at(-1)).toMatchObject({ type: 'run', run: 2 });
    expect(store.getState()).toMatchObject({ status: 'running', failure: null });
  });

  it('gives way while the page needs the machine, and is told so once', () => {
    const { player, runScenario, sent } = bench();
    player.giveWay(true);
    expect(sent).toEqual([]);
    player.giveWay(false);
    runScenario(blogScenario);
    player.giveWay(true);
    player.giveWay(true);
    player.giveWay(false);
    expect(sent.slice(1)).toEqual([
      { type: 'giveWay', isOn: true },
      { type: 'giveWay', isOn: false },
    ]);
  });

  it('answers what is asked after a failure with nothing, at once', async () => {
    const { runScenario, record, finish, answer, sent, askJourney, askTrace, askAboutCache } =
      bench();
    runScenario(blogScenario);
    record(1, 60);
    finish(1);
    answer({ type: 'failed', run: 1, message: 'arrived ≠ done', again: '' });
    const before = sent.length;
    expect(await askJourney(1)).toBeNull();
    expect(await askTrace(0, 1)).toBeNull();
    expect(askAboutCache({ type: 'study', id: 1, node: 'cache', store: 0 })).toBe(false);
    expect(sent).toHaveLength(before);
  });

  it('bumps its version at most ten times a second', () => {
    const { store, player, runScenario, record, pass } = bench();
    runScenario(blogScenario);
    record(1, 60);
    player.play();
    const before = store.getState().version;
    pass(2000);
    expect(store.getState().version - before).toBeGreaterThan(15);
    expect(store.getState().version - before).toBeLessThanOrEqual(20);
  });

  it('bumps it four times a second on a large drawing, as often as its cards change', () => {
    const { store, player, runScenario, record, pass } = bench();
    const more = Array.from({ length: 51 - blogShape.nodeIds.length }, (_, i) => `more-${i}`);
    runScenario(blogScenario);
    record(1, 60, { ...blogShape, nodeIds: [...blogShape.nodeIds, ...more] });
    player.play();
    const before = store.getState().version;
    pass(2000);
    expect(store.getState().version - before).toBeGreaterThan(6);
    expect(store.getState().version - before).toBeLessThanOrEqual(8);
  });

  it('asks for close-ups in slow motion, and shows the one around the cursor', () => {
    const { player, runScenario, record, sent, answer, pass } = bench();
    runScenario(blogScenario);
    record(1, 60);
    player.seek(10 * SECOND);
    player.setSpeed(0.001);
    pass(50);
    const asked = sent.filter((message) => message.type === 'closeUp');
    expect(asked.length).toBe(1);
    const { id, fromNs, toNs } = asked[0]!;
    expect(fromNs).toBeLessThanOrEqual(10 * SECOND);
    expect(toNs).toBeGreaterThan(10 * SECOND);
    expect(player.closeUp()).toBeNull();
    answer({ type: 'closeUp', run: 1, id, fromNs, toNs, hops: hopColumns([]), oneIn: 1 });
    expect(player.closeUp()?.oneIn).toBe(1);
    player.setSpeed(1);
    expect(player.closeUp()).toBeNull();
  });
});

describe('a run that is stopped', () => {
  it('ends where it stands, and can be run again from its start', () => {
    const page = bench();
    page.stopRun();
    page.runScenario(blogScenario);
    page.record(1, 30);
    page.stopRun();
    expect(page.sent.at(-1)).toEqual({ type: 'stop', run: 1 });
    const doneNs = page.player.recording()!.doneNs;
    page.answer({ type: 'finished', run: 1, summary: { stopped: 'by hand' } as Summary });
    expect(page.store.getState()).toMatchObject({ status: 'finished', durationNs: doneNs });
    expect(doneNs).toBeLessThan(blogShape.durationNs);
    // Nothing left to stop.
    page.stopRun();
    expect(page.sent).toHaveLength(2);
    page.runScenario(blogScenario);
    expect(page.sent).toHaveLength(2);
    page.runAgain();
    expect(page.sent.at(-1)).toMatchObject({ type: 'run', run: 2 });
    expect(page.store.getState().status).toBe('running');
  });
});
