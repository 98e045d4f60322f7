/**
 * The cache that is open: its keys around the cursor, its study over the whole run, and another policy beside it. Asks
 * the worker as the cursor moves; what is here belongs to one run, and goes when another is on screen.
 */
import { createStore } from 'zustand/vanilla';
import type { CacheAnswer, FailedLook, OtherPolicy } from '../bridge/protocol.ts';
import type { CacheStudy, Comparison, PolicyName } from '../scenario/cache-study.ts';
import type { KeyStep } from '../scenario/key-steps.ts';
import type { Peek } from '../scenario/peek.ts';
import { askAboutCache, listenForCache, player, runStore } from './run.ts';

export type { CacheStudy, Comparison, Curve, Doubt, Tally } from '../scenario/cache-study.ts';
export type { KeyList, KeyListName, KeyStep } from '../scenario/key-steps.ts';
export type { OtherPolicy, PolicyName };

export interface OpenedCacheState {
  readonly node: string;
  /** Which of the node's stores: a CDN has one for each point of presence. */
  readonly store: number;
  /** Keys of each list that there is room for, here and in the other policy. */
  readonly limit: number;
  readonly otherLimit: number;
  /** Of which run everything below is. */
  readonly run: number;
  readonly peek: Peek | null;
  /** The moment that the peek was asked for. */
  readonly peekedNs: number;
  /** The other policy's steps over the same stretch. */
  readonly otherSteps: readonly KeyStep[];
  readonly study: CacheStudy | null;
  readonly other: OtherPolicy | null;
  readonly comparison: Comparison | null;
  /** Of what was asked, what broke off, and why. */
  readonly failures: Failures;
}

export type Failures = Readonly<Partial<Record<'peek' | 'study' | 'compare', string>>>;

const closed: OpenedCacheState = {
  node: '',
  store: 0,
  limit: 0,
  otherLimit: 0,
  run: 0,
  peek: null,
  peekedNs: 0,
  otherSteps: [],
  study: null,
  other: null,
  comparison: null,
  failures: {},
};

export const openedCacheStore = createStore<OpenedCacheState>(() => closed);

/** Steps a wall second that can still be followed; above, playing shows a picture now and then and sums. */
export const FOLLOWED_PER_SEC = 6;
/** At speed the keys are shown anew so often: calm, and no flicker. */
const PICTURE_EVERY_MS = 1000;
/** Of the steps ahead of the cursor so many must be left, or the next are asked for. */
const STEPS_LEFT = 20;

let lastId = 0;
/** The question that waits for its answer, of each type. */
let asked: { peek: number | null; study: number | null; compare: number | null } = {
  peek: null,
  study: null,
  compare: null,
};
let askedAtMs = 0;
let askedNs = 0;

export function openCacheOf(node: string): () => void {
  forget({ ...closed, node });
  listenForCache(receive);
  return () => {
    listenForCache(null);
    forget(closed);
  };
}

export function showStore(store: number): void {
  forget({ ...kept(), store });
}

export function makeRoomFor(limit: number, otherLimit: number): void {
  const state = openedCacheStore.getState();
  if (state.limit === limit && state.otherLimit === otherLimit) return;
  openedCacheStore.setState({ limit, otherLimit, peek: null, otherSteps: [] });
  askAgain('peek');
  player.requestFrame();
}

export function compareWith(other: OtherPolicy | null): void {
  openedCacheStore.setState({ other, comparison: null, peek: null, otherSteps: [] });
  askAgain('peek', 'compare');
  player.requestFrame();
}

/** What broke off may well succeed of something else. */
function askAgain(...what: readonly (keyof typeof asked)[]): void {
  const failures = { ...openedCacheStore.getState().failures };
  for (const each of what) {
    asked[each] = null;
    delete failures[each];
  }
  openedCacheStore.setState({ failures });
}

/** Asks once more for what broke off. */
export function lookAgain(): void {
  askAgain(...(Object.keys(openedCacheStore.getState().failures) as (keyof Failures)[]));
  player.requestFrame();
}

/** What was chosen, without what was learnt. */
function kept(): OpenedCacheState {
  const { node, store, limit, otherLimit, other } = openedCacheStore.getState();
  return { ...closed, node, store, limit, otherLimit, other };
}

function forget(state: OpenedCacheState): void {
  openedCacheStore.setState(state, true);
  asked = { peek: null, study: null, compare: null };
  player.requestFrame();
}

/** Asks for what is missing at the cursor. Called in every frame while a cache is open. */
export function follow(cursorNs: number, nowMs: number): void {
  const { run } = runStore.getState();
  if (openedCacheStore.getState().run !== run) forget({ ...kept(), run });
  askForPeek(cursorNs, nowMs);
  askForStudy();
}

function askForPeek(cursorNs: number, nowMs: number): void {
  const state = openedCacheStore.getState();
  const { node, store, limit, otherLimit, peek, other, study, failures } = state;
  const hasMoved = cursorNs !== askedNs && nowMs - askedAtMs >= PICTURE_EVERY_MS;
  if (failures.peek !== undefined && hasMoved) asked.peek = null;
  if (node === '' || limit === 0 || asked.peek !== null) return;
  if (!isPeekWanted(peek, cursorNs, nowMs)) return;
  const id = ++lastId;
  const moment = { node, store, atNs: Math.floor(cursorNs), limit };
  const beside = study && other ? { ...other, limit: otherLimit } : null;
  if (!askAboutCache({ type: 'peek', id, moment, other: beside })) return;
  asked.peek = id;
  askedAtMs = nowMs;
  askedNs = cursorNs;
}

function isPeekWanted(peek: Peek | null, cursorNs: number, nowMs: number): boolean {
  if (peek === null) return true;
  const { playing, bufferedNs } = runStore.getState();
  if (playing && !isFollowed()) return nowMs - askedAtMs >= PICTURE_EVERY_MS;
  if (cursorNs < peek.fromNs) return true;
  // Beyond what is recorded there is nothing more to be had.
  if (peek.toNs >= bufferedNs) return false;
  if (cursorNs > peek.toNs) return true;
  const left = peek.steps.length - stepIndex(peek.steps, cursorNs);
  return left < STEPS_LEFT && askedNs < cursorNs;
}

/** Whether the steps go by slowly enough to be seen one by one. */
export function isFollowed(): boolean {
  const { playing, speed } = runStore.getState();
  return !playing || speed * stepsPerSec() <= FOLLOWED_PER_SEC;
}

/** Steps a simulated second around the cursor. */
export function stepsPerSec(): number {
  const { peek } = openedCacheStore.getState();
  if (!peek || peek.steps.length < 2) return 0;
  const spanNs = peek.steps.at(-1)!.atNs - peek.steps[0]!.atNs;
  return spanNs > 0 ? ((peek.steps.length - 1) * 1e9) / spanNs : Number.POSITIVE_INFINITY;
}

function askForStudy(): void {
  const { node, store, study, other, comparison } = openedCacheStore.getState();
  if (node === '' || runStore.getState().status !== 'finished') return;
  if (study === null && asked.study === null) {
    const id = ++lastId;
    if (askAboutCache({ type: 'study', id, node, store })) asked.study = id;
  }
  if (study !== null && other !== null && comparison === null && asked.compare === null) {
    const id = ++lastId;
    if (askAboutCache({ type: 'compare', id, other })) asked.compare = id;
  }
}

function receive(answer: CacheAnswer | FailedLook): void {
  if ('about' in answer) {
    receiveFailure(answer);
    return;
  }
  switch (answer.type) {
    case 'peeked':
      if (answer.id !== asked.peek) return;
      // A node without keys is not asked about again and again: the number stays, until something else is looked at.
      askAgain('peek');
      if (answer.peek === null) asked.peek = answer.id;
      openedCacheStore.setState({
        peek: answer.peek,
        peekedNs: askedNs,
        otherSteps: answer.other ?? [],
      });
      break;
    case 'studied': {
      if (answer.id !== asked.study) return;
      // The number stays: a node without keys is not asked about again and again.
      const { other } = openedCacheStore.getState();
      openedCacheStore.setState({ study: answer.study });
      // The steps of the other policy can only be had from now on; a look on its way is without.
      if (other !== null) {
        openedCacheStore.setState({ peek: null });
        asked.peek = null;
      }
      break;
    }
    case 'compared':
      if (answer.id !== asked.compare) return;
      asked.compare = null;
      openedCacheStore.setState({ comparison: answer.comparison });
      break;
  }
  player.requestFrame();
}

/** Its number stays: what broke off is not asked for again and again, but elsewhere or by hand. */
function receiveFailure({ about, message }: FailedLook): void {
  const { type } = about;
  if (type !== 'peek' && type !== 'study' && type !== 'compare') return;
  if (about.id !== asked[type]) return;
  // Keys of another moment would be a false answer.
  const shown = type === 'peek' ? { peek: null, otherSteps: [] } : {};
  openedCacheStore.setState(({ failures }) => ({
    ...shown,
    failures: { ...failures, [type]: message },
  }));
}

/** The last step at or before a moment; 0 where all are later. */
export function stepIndex(steps: readonly KeyStep[], ns: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (steps[middle]!.atNs <= ns) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, low - 1);
}

/** To the neighbouring step; where it is not known yet, to the edge of what is, from where more is asked for. */
export function stepAccess(direction: 1 | -1): void {
  player.pause();
  const { peek } = openedCacheStore.getState();
  const cursorNs = player.cursorNs();
  if (!peek) return;
  const { steps, fromNs, toNs } = peek;
  if (direction > 0) {
    const next = steps.find((step) => step.atNs > cursorNs);
    player.seek(next?.atNs ?? Math.max(cursorNs, toNs + 1));
    return;
  }
  const current = steps[stepIndex(steps, cursorNs)]!;
  const before = steps.findLast((step) => step.atNs < Math.min(current.atNs, cursorNs));
  player.seek(before?.atNs ?? Math.max(0, fromNs - 1));
}
