/**
 * The run and its playback: what the worker has recorded so far, and where the cursor stands in it.
 *
 * The store holds slow facts, bumped at most ten times a second; what moves in every frame (the cursor, the recording
 * behind it) is read from `player` and never goes through React. After an edit the old recording stays on screen until
 * the new one has passed the cursor, so that turning a knob never blanks the page.
 */
import { createStore } from 'zustand/vanilla';
import { type Engine, NO_RUN, startEngine } from '../bridge/client.ts';
import type {
  CacheAnswer,
  CacheQuestion,
  FailedLook,
  Failure,
  FromWorker,
} from '../bridge/protocol.ts';
import { simulationKey } from '../scenario/divergence.ts';
import type { Scenario } from '../scenario/schema.ts';
import { BY_HAND } from '../scenario/stop-reasons.ts';
import type { Journeys } from '../sim/journal.ts';
import type { RunShape } from '../sim/recording.ts';
import type { Summary } from '../sim/summary.ts';
import { afterReplacing, type BeforeState, keptAs, nothingBefore } from './before.ts';
import { type CloseUp, CloseUps } from './close-ups.ts';
import { advance, CLOSE_UP_SPEED, landed } from './playback.ts';
import { Recording } from './recording.ts';
import { stepFrom } from './stepping.ts';

export type { FailedLook } from '../bridge/protocol.ts';

export interface RunState extends BeforeState {
  readonly status: 'idle' | 'running' | 'finished' | 'failed';
  /** Number of the run whose recording is on screen. */
  readonly run: number;
  /** Number of the run asked for last: where it is another, what is on screen is of the run before. */
  readonly requested: number;
  readonly shape: RunShape | null;
  /** What ran: the document may have moved on since. */
  readonly scenario: Scenario | null;
  /** How far the engine has come, as of that version; after an edit, how far the new run has. */
  readonly bufferedNs: number;
  readonly durationNs: number;
  readonly playing: boolean;
  /** It would play, but what comes next is not recorded yet. */
  readonly waiting: boolean;
  /** Simulated seconds a wall second. */
  readonly speed: number;
  readonly summary: Summary | null;
  readonly failure: Failure | null;
  /** Rises when data or cursor have changed, at most ten times a second. */
  readonly version: number;
  /** The cursor as of that version: for what is written, not for what moves. */
  readonly cursorNs: number;
  /** The latest state asked for, as one number: see `watchState`. */
  readonly state: WatchedState | null;
  /** Why the cursor cannot be seen from close by; null where it can. */
  readonly closeUpFailure: string | null;
}

export interface WatchedState {
  readonly atNs: number;
  /** Null where it could not be had, for a reason that `failure` tells. */
  readonly hash: number | null;
  readonly failure?: string;
}

export interface Player {
  cursorNs(): number;
  play(): void;
  pause(): void;
  toggle(): void;
  seek(ns: number): void;
  /** To the next event of the story (1) or the one before (-1); in slow motion to where the next hop begins or ends. */
  step(direction: 1 | -1): void;
  setSpeed(speed: number): void;
  /** Called in every frame in which something may have moved; returns how to stop. */
  onFrame(callback: (cursorNs: number) => void): () => void;
  /** Asks for one frame, for who draws something that the player does not know of. */
  requestFrame(): void;
  /** Has all that is read of a recording at the cursor read anew. */
  refresh(): void;
  /** Whether the engine runs ahead at half its pace, while the page needs the machine for what a hand does. */
  giveWay(isOn: boolean): void;
  /** What is on screen. */
  recording(): Recording | null;
  /** Every hop around the cursor, in slow motion once the worker has answered. */
  closeUp(): CloseUp | null;
}

export interface RunDependencies {
  readonly start: (onMessage: (message: FromWorker) => void) => Engine;
  readonly requestFrame: (callback: (nowMs: number) => void) => void;
}

/** A run under way or done. */
interface Take {
  readonly run: number;
  readonly scenario: Scenario;
  readonly work: number;
  readonly key: string;
  readonly recording: Recording;
  summary: Summary | null;
}

interface Requested {
  readonly run: number;
  readonly scenario: Scenario;
  readonly work: number;
  readonly key: string;
}

const VERSION_EVERY_MS = 100;
/** With more nodes there is more to write each time, and their cards, which take turns, do not change more often either. */
const LARGE_NODES = 50;
const LARGE_VERSION_EVERY_MS = 250;
/** A frame that took longer was a hidden tab or a stall: playback resumes where it was instead of leaping. */
const LONGEST_FRAME_MS = 100;

function versionEveryMs(shown: Take | null): number {
  const nodes = shown?.recording.shape.nodeIds.length ?? 0;
  return nodes > LARGE_NODES ? LARGE_VERSION_EVERY_MS : VERSION_EVERY_MS;
}

const initialState: RunState = {
  status: 'idle',
  run: 0,
  requested: 0,
  shape: null,
  scenario: null,
  bufferedNs: 0,
  durationNs: 0,
  playing: false,
  waiting: false,
  speed: 1,
  summary: null,
  failure: null,
  version: 0,
  cursorNs: 0,
  state: null,
  closeUpFailure: null,
  ...nothingBefore,
};

export function createRun(dependencies: RunDependencies) {
  const store = createStore<RunState>()(() => initialState);
  const closeUps = new CloseUps();
  const listeners = new Set<(cursorNs: number) => void>();
  let onAnswer: ((answer: CacheAnswer | FailedLook) => void) | null = null;
  const questions = new Map<number, (answer: Journeys | string | FailedLook | null) => void>();
  let lastQuestion = 0;
  let engine: Engine | null = null;
  let requested: Requested | null = null;
  /** What was asked for and has not started, by number. */
  const asked = new Map<number, Requested>();
  let shown: Take | null = null;
  let incoming: Take | null = null;
  let cursorNs = 0;
  /** What the store is told with its next version: chunks come more often than anybody could read. */
  let bufferedNs = 0;
  let frameAsked = false;
  let lastFrameMs: number | null = null;
  let lastVersionMs = Number.NEGATIVE_INFINITY;
  let stale = false;
  let givesWay = false;
  let stateWatchers = 0;
  let askedStateNs: number | null = null;
  /** A step that waits for the hops around the cursor. */
  let stepOnceSeen: 1 | -1 | null = null;

  /** `work`: which document it is; runs of one are compared with each other, runs of two never. */
  function runScenario(scenario: Scenario, work = 0): void {
    const key = simulationKey(scenario);
    if (requested?.key === key) {
      if (requested.work !== work) renameWork(work);
      return;
    }
    const run = (requested?.run ?? 0) + 1;
    requested = { run, scenario, work, key };
    asked.set(run, requested);
    forgetQuestions();
    engine ??= dependencies.start(receive);
    bufferedNs = 0;
    store.setState({ status: 'running', requested: run, bufferedNs: 0, failure: null });
    engine.send({ type: 'run', run, scenario });
    touch();
  }

  /** Ends the run under way where it stands: what it has recorded stays, and its results are of that. */
  function stopRun(): void {
    if (store.getState().status !== 'running' || !requested) return;
    engine?.send({ type: 'stop', run: requested.run });
  }

  /** The same scenario once more from its start: what was stopped by hand may be wanted after all. */
  function runAgain(): void {
    if (!requested || store.getState().status === 'running') return;
    const { scenario, work } = requested;
    requested = { ...requested, key: '' };
    runScenario(scenario, work);
  }

  /** The same scenario was opened as another document: what it is a run of changes, the run does not. */
  function renameWork(work: number): void {
    if (requested) {
      requested = { ...requested, work };
      if (asked.has(requested.run)) asked.set(requested.run, requested);
    }
    incoming = incoming && { ...incoming, work };
    shown = shown && { ...shown, work };
    store.setState(nothingBefore);
  }

  /** Keeps the run on screen as what all further runs of this document are compared with. */
  function keepForComparison(): void {
    if (shown?.summary) {
      store.setState({ before: keptAs(comparable(shown)), isBeforePinned: true });
    }
  }

  /** From the next edit on, the run before is compared with again. */
  function releaseComparison(): void {
    store.setState({ isBeforePinned: false });
  }

  function receive(message: FromWorker): void {
    if (message.run === NO_RUN && message.type === 'failed') {
      // Nothing will ever come from it; the next run gets another.
      engine?.dispose();
      engine = null;
      fail(message);
    }
    // Of a run that the next one has replaced only the recording matters: that one may go on from it.
    if (message.type === 'started') start(message);
    else if (message.type === 'chunk') takeOf(message.run)?.recording.append(message.chunk);
    if (message.run !== requested?.run) return;
    if (message.type === 'finished') take().summary = message.summary;
    else if (message.type === 'closeUp') receiveCloseUp(message);
    else if (message.type === 'stateAt') receiveState({ atNs: message.atNs, hash: message.hash });
    else if (message.type === 'failed') fail(message);
    else if (message.type === 'journey') answer(message.id, message.journey);
    else if (message.type === 'trace') answer(message.id, message.text);
    else if (message.type === 'lookFailed') receiveFailure(message);
    else if (message.type !== 'started' && message.type !== 'chunk') {
      onAnswer?.(message);
      return;
    }
    if (['started', 'chunk', 'finished'].includes(message.type)) publish();
    touch();
  }

  /** Asks the worker about the run on screen. Null while that is not its latest, or once another takes its place. */
  function ask(
    question:
      | { readonly type: 'journey'; readonly request: number }
      | { readonly type: 'trace'; readonly fromNs: number; readonly toNs: number },
  ): Promise<Journeys | string | FailedLook | null> {
    const run = answerable();
    if (run === null) return Promise.resolve(null);
    const id = ++lastQuestion;
    engine?.send({ ...question, run, id });
    return new Promise((resolve) => questions.set(id, resolve));
  }

  /** The run on screen, if the worker still has it: not once another has begun there, and not once it has failed. */
  function answerable(): number | null {
    const isKept = shown !== null && incoming === null && shown.run === requested?.run;
    return isKept && store.getState().status !== 'failed' ? shown!.run : null;
  }

  function answer(id: number, what: Journeys | string | FailedLook | null): void {
    questions.get(id)?.(what);
    questions.delete(id);
  }

  function forgetQuestions(): void {
    for (const id of [...questions.keys()]) answer(id, null);
  }

  /** A request of the run on screen with all its hops; without one where the run has none of that number yet. */
  async function askJourney(request: number): Promise<Journeys | FailedLook | null> {
    return (await ask({ type: 'journey', request })) as Journeys | FailedLook | null;
  }

  /** A window of the run on screen as the text of a trace file. */
  async function askTrace(fromNs: number, toNs: number): Promise<string | FailedLook | null> {
    return (await ask({ type: 'trace', fromNs, toNs })) as string | FailedLook | null;
  }

  /** Told where one looked; it is not asked again for the same until something else has been looked at. */
  function receiveFailure({ about, message }: FailedLook): void {
    if (about.type === 'closeUp') {
      stepOnceSeen = null;
      store.setState({ closeUpFailure: message });
    } else if (about.type === 'stateAt') {
      receiveState({ atNs: about.atNs, hash: null, failure: message });
    } else if (about.type === 'journey' || about.type === 'trace') {
      answer(about.id, { about, message });
    } else onAnswer?.({ about, message });
  }

  function receiveCloseUp(message: Extract<FromWorker, { type: 'closeUp' }>): void {
    closeUps.receive(message);
    store.setState({ closeUpFailure: null });
    if (stepOnceSeen === null || !closeUpNow()) return;
    const direction = stepOnceSeen;
    stepOnceSeen = null;
    player.step(direction);
  }

  function start({ run, shape, kept }: Extract<FromWorker, { type: 'started' }>): void {
    const about = asked.get(run);
    if (!about) return;
    asked.delete(run);
    const recording = kept
      ? takeOf(kept.run)!.recording.until(kept.untilNs, shape)
      : new Recording(shape);
    incoming = { ...about, recording, summary: null };
  }

  function takeOf(run: number): Take | undefined {
    return [incoming, shown].find((take) => take?.run === run) ?? undefined;
  }

  /** The run being recorded: on its way in, or on screen already. */
  function take(): Take {
    const current = incoming ?? shown;
    if (!current) throw new Error('a run reported before it started');
    return current;
  }

  function fail({ message, again }: Failure): void {
    incoming = null;
    forgetQuestions();
    const failure = { message, again };
    store.setState({ status: 'failed', failure, playing: false, waiting: false });
    touch();
  }

  /** Shows the new recording once it reaches the cursor, and tells how far it has come. */
  function publish(): void {
    const current = take();
    if (current === incoming && isReady(current)) show(current);
    bufferedNs = current.recording.doneNs;
    if (current.summary) {
      store.setState({ status: 'finished', bufferedNs, summary: current.summary });
      if (current === shown) store.setState({ durationNs: endNs(current) });
    }
  }

  function isReady(take: Take): boolean {
    if (!shown || take.summary) return true;
    return take.recording.doneNs > Math.min(cursorNs, take.recording.shape.durationNs - 1);
  }

  function show(take: Take): void {
    const before = afterReplacing(store.getState(), shown && comparable(shown), take);
    shown = take;
    incoming = null;
    closeUps.clear();
    stepOnceSeen = null;
    askedStateNs = null;
    const durationNs = endNs(take);
    cursorNs = Math.min(cursorNs, durationNs);
    const { run, scenario, recording, summary } = take;
    store.setState({
      run,
      scenario,
      shape: recording.shape,
      durationNs,
      summary,
      state: null,
      closeUpFailure: null,
      ...before,
    });
  }

  function frame(nowMs: number): void {
    frameAsked = false;
    const elapsedMs = Math.min(nowMs - (lastFrameMs ?? nowMs), LONGEST_FRAME_MS);
    lastFrameMs = nowMs;
    move(elapsedMs);
    askCloseUp();
    askState();
    tellListeners();
    if (stale && nowMs - lastVersionMs >= versionEveryMs(shown)) {
      lastVersionMs = nowMs;
      stale = false;
      store.setState({ version: store.getState().version + 1, cursorNs, bufferedNs });
    }
    if (store.getState().playing || stale) requestFrame();
    else lastFrameMs = null;
  }

  function tellListeners(): void {
    for (const listener of listeners) listener(cursorNs);
  }

  function move(elapsedMs: number): void {
    const { playing, speed } = store.getState();
    if (!playing || !shown) return;
    const bufferedNs = incoming ? cursorNs : shown.recording.doneNs;
    const step = advance({ cursorNs, elapsedMs, speed, bufferedNs, durationNs: endNs(shown) });
    if (step.cursorNs !== cursorNs) stale = true;
    cursorNs = step.cursorNs;
    if (step.ended) store.setState({ playing: false });
    if (step.waiting !== store.getState().waiting) store.setState({ waiting: step.waiting });
  }

  function askCloseUp(): void {
    // A window is run again from the checkpoints of the latest run: while that is not the one on screen, none fits.
    const run = answerable();
    if (!shown || run === null) return;
    const wanted = closeUps.wanted(cursorNs, store.getState().speed, shown.recording);
    if (!wanted) return;
    const { id, fromNs, toNs } = wanted;
    engine?.send({ type: 'closeUp', run, id, fromNs, toNs });
  }

  /** Asks about a cache of the run on screen; false where the worker has gone on to a later one. */
  function askAboutCache(question: CacheQuestion): boolean {
    const run = answerable();
    if (run === null) return false;
    engine?.send({ ...question, run });
    return true;
  }

  /** Who hears the answers: one open cache at a time. */
  function listenForCache(listener: typeof onAnswer): void {
    onAnswer = listener;
  }

  /** One at a time, and only while the cursor rests: each runs a stretch again. */
  function askState(): void {
    if (stateWatchers === 0 || askedStateNs !== null || store.getState().playing) return;
    const run = answerable();
    if (!shown || run === null) return;
    const isRecorded = shown.summary !== null || cursorNs < shown.recording.doneNs;
    if (!isRecorded || store.getState().state?.atNs === cursorNs) return;
    askedStateNs = cursorNs;
    engine?.send({ type: 'stateAt', run, atNs: cursorNs });
  }

  function receiveState(state: WatchedState): void {
    askedStateNs = null;
    store.setState({ state });
  }

  /** Keeps `state` at the cursor while it rests; returns how to stop. */
  function watchState(): () => void {
    stateWatchers++;
    touch();
    return () => {
      stateWatchers--;
    };
  }

  function requestFrame(): void {
    if (frameAsked) return;
    frameAsked = true;
    dependencies.requestFrame(frame);
  }

  function touch(): void {
    stale = true;
    requestFrame();
  }

  function seek(ns: number): void {
    stepOnceSeen = null;
    cursorNs = Math.max(0, Math.min(landed(ns), store.getState().durationNs));
    touch();
  }

  function closeUpNow(): CloseUp | null {
    const { speed } = store.getState();
    return speed > CLOSE_UP_SPEED ? null : closeUps.at(cursorNs, speed);
  }

  const player: Player = {
    cursorNs: () => cursorNs,
    play() {
      if (shown && cursorNs >= endNs(shown)) cursorNs = 0;
      stepOnceSeen = null;
      store.setState({ playing: true });
      touch();
    },
    pause() {
      const wasPlaying = store.getState().playing;
      store.setState({ playing: false, waiting: false });
      // At once: who writes in every other frame only may be one behind, and the button says already that it rests.
      if (wasPlaying) tellListeners();
      touch();
    },
    toggle() {
      if (store.getState().playing) player.pause();
      else player.play();
    },
    seek,
    step(direction) {
      player.pause();
      if (!shown) return;
      const { recording } = shown;
      const { speed } = store.getState();
      // Every hop of slow motion is on its way from the worker: one of them is the next.
      const isAsked = answerable() !== null && store.getState().closeUpFailure === null;
      if (isAsked && closeUps.isComing(cursorNs, speed, recording)) {
        stepOnceSeen = direction;
        return;
      }
      seek(stepFrom({ recording, closeUp: closeUpNow(), cursorNs, direction }));
    },
    setSpeed(speed) {
      stepOnceSeen = null;
      store.setState({ speed });
      touch();
    },
    onFrame(callback) {
      listeners.add(callback);
      requestFrame();
      return () => listeners.delete(callback);
    },
    requestFrame,
    refresh: () => {
      if (shown) touch();
    },
    giveWay(isOn) {
      if (isOn === givesWay) return;
      givesWay = isOn;
      engine?.send({ type: 'giveWay', isOn });
    },
    recording: () => shown?.recording ?? null,
    closeUp: closeUpNow,
  };
  return {
    store,
    player,
    runScenario,
    stopRun,
    runAgain,
    watchState,
    askAboutCache,
    listenForCache,
    askJourney,
    askTrace,
    keepForComparison,
    releaseComparison,
  };
}

function comparable({ run, scenario, work, key, recording, summary }: Take) {
  const isFinished = summary !== null && summary.stopped !== BY_HAND;
  return { run, scenario, work, key, isFinished, series: () => recording.seriesAlone() };
}

/** A run that stopped early ends where it stopped. */
function endNs(take: Take): number {
  const { shape, doneNs } = take.recording;
  return take.summary?.stopped === undefined ? shape.durationNs : doneNs;
}

const page = createRun({
  start: startEngine,
  requestFrame: (callback) => requestAnimationFrame(callback),
});

export const runStore = page.store;
export const player = page.player;
/** Runs it unless nothing that matters to a run has changed since the last one. */
export const runScenario = page.runScenario;
export const stopRun = page.stopRun;
export const runAgain = page.runAgain;
export const { askAboutCache, listenForCache, watchState, askJourney, askTrace } = page;
export const { keepForComparison, releaseComparison } = page;
