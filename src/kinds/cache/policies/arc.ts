/**
 * ARC, adaptive replacement: keys seen once lately (T1) and more often (T2), with ghosts of both
 * (B1, B2). A returning ghost of B1 says that T1 is too small, one of B2 that it is too large, and
 * the target for T1 moves accordingly. The figure's cache never shrinks; here a removal may leave
 * room, and then nothing is evicted until it is used.
 * Source: Megiddo and Modha, "ARC: a self-tuning, low overhead replacement cache", FAST 2003,
 * figure 4, real-valued p.
 */
import {
  createKeyLists,
  type KeyLists,
  moveToHead,
  popTail,
  pushHead,
  shownList,
  tailOf,
  unlink,
} from './key-lists.ts';
import { NONE, type Policy } from './policy.ts';

export interface ArcState {
  readonly capacityKeys: number;
  readonly lists: KeyLists;
  /** How many keys T1 should hold; the paper's p. */
  t1Target: number;
}

const T1 = 0;
const T2 = 1;
const B1 = 2;
const B2 = 3;

export const arc: Policy<ArcState> = {
  create: ({ capacityKeys, keyCount }) => ({
    capacityKeys,
    lists: createKeyLists({ keyCount, listCount: 4 }),
    t1Target: 0,
  }),

  has: ({ lists }, key) => lists.home[key]! < B1,

  hit({ lists }, key) {
    moveToHead(lists, T2, key);
  },

  admit(state, key) {
    if (state.capacityKeys === 0) return key;
    const ghostList = state.lists.home[key]!;
    if (ghostList === B1 || ghostList === B2) return admitGhost(state, key, ghostList);
    return admitStranger(state, key);
  },

  remove({ lists }, key) {
    if (lists.home[key]! < B1) unlink(lists, key);
  },

  size: ({ lists }) => residentCount(lists),

  listOf: ({ lists }, key) => lists.home[key]!,

  lists: ({ lists, t1Target }, limit) => [
    shownList(lists, T1, { name: 't1', limit, room: t1Target }),
    shownList(lists, T2, { name: 't2', limit }),
    shownList(lists, B1, { name: 'b1', limit, ghost: true }),
    shownList(lists, B2, { name: 'b2', limit, ghost: true }),
  ],
};

function residentCount({ sizes }: KeyLists): number {
  return sizes[T1]! + sizes[T2]!;
}

/** The paper's cases II and III. */
function admitGhost(state: ArcState, key: number, ghostList: typeof B1 | typeof B2): number {
  const { lists, capacityKeys } = state;
  const b1 = lists.sizes[B1]!;
  const b2 = lists.sizes[B2]!;
  state.t1Target =
    ghostList === B1
      ? Math.min(capacityKeys, state.t1Target + Math.max(b2 / b1, 1))
      : Math.max(0, state.t1Target - Math.max(b1 / b2, 1));
  const evicted = replace(state, ghostList === B2);
  moveToHead(lists, T2, key);
  return evicted;
}

/** The paper's case IV: a key that is neither resident nor remembered. */
function admitStranger(state: ArcState, key: number): number {
  const { lists } = state;
  const evicted = makeRoom(state);
  pushHead(lists, T1, key);
  return evicted;
}

function makeRoom(state: ArcState): number {
  const { lists, capacityKeys } = state;
  const { sizes } = lists;
  const seenOnce = sizes[T1]! + sizes[B1]!;
  if (seenOnce >= capacityKeys) {
    // T1 and B1 together remember `capacityKeys` keys: one of them must go, the ghosts first.
    const victimList = sizes[B1]! > 0 ? B1 : T1;
    const oldest = popTail(lists, victimList);
    return victimList === T1 ? oldest : replace(state, false);
  }
  const seen = seenOnce + sizes[T2]! + sizes[B2]!;
  if (seen < capacityKeys) return NONE;
  if (seen >= 2 * capacityKeys) popTail(lists, B2);
  return replace(state, false);
}

/** Turns the oldest key of T1 or T2 into a ghost, where the cache is full. */
function replace(state: ArcState, isForB2: boolean): number {
  const { lists, capacityKeys, t1Target } = state;
  if (residentCount(lists) < capacityKeys) return NONE;
  const t1 = lists.sizes[T1]!;
  const isT1Over = t1 > t1Target || (isForB2 && t1 === t1Target);
  const isFromT1 = t1 >= 1 && isT1Over;
  const oldest = tailOf(lists, isFromT1 ? T1 : T2);
  moveToHead(lists, isFromT1 ? B1 : B2, oldest);
  return oldest;
}
