/**
 * Sampled hops as legs: the way there, the way back, and where a call was lost or given up. The request layer draws
 * legs, so this is what it looks up in every frame: which legs may be visible at the cursor.
 *
 * A list for each slice of time, operation type and level: a request's level is the number of trailing zeros of its
 * hashed number, so "level 3 and above" is one request in eight, always the same ones, each journey whole. At ten
 * minutes a second half the recording is under way at once, and drawing one level fewer costs half as much. Levels are
 * chosen for each type, so that a rare one is not thinned away with a common one.
 */
import type { HopColumns } from '../sim/recording.ts';

/** What a leg shows. */
export const legKinds = { out: 0, back: 1, lost: 2, gaveUp: 3 } as const;
export const LEVELS = 16;
/** Operation types that a leg tells apart. */
export const TYPES = 4;
/** The least level drawn, of each operation type. */
export type Levels = ArrayLike<number>;

/** Lists of a slice. */
const LISTS = TYPES * LEVELS;

const KIND_MASK = 3;
const OPERATION_SHIFT = 2;
const FAILED_BIT = 16;

/** One of `legKinds`. */
export function legKind(style: number): number {
  return style & KIND_MASK;
}

/** Index into the operation types: read, write, static, job. */
export function legOperation(style: number): number {
  return (style >> OPERATION_SHIFT) & KIND_MASK;
}

export function legFailed(style: number): boolean {
  return (style & FAILED_BIT) !== 0;
}

interface Leg {
  kind: number;
  startNs: number;
  /** When it truly ended: an answer 0.3 ms later, say. Equal to the start where a call was given up. */
  endNs: number;
  link: number;
  request: number;
  operation: number;
  failed: boolean;
}

/** For counts of every list of a slice. */
export interface Counts {
  readonly legs: Float64Array;
  readonly requests: Float64Array;
}

export function newCounts(): Counts {
  return { legs: new Float64Array(LISTS), requests: new Float64Array(LISTS) };
}

/** Requests of a page of marks: one bit each, 8 kB. */
const MARKS_BITS = 16;

/**
 * Which requests have been met: a bit each, as they are numbered in the order in which they begin. A set of as many
 * numbers would be asked for every leg, and takes five times as long to answer.
 */
class Met {
  readonly #pages: Uint32Array[] = [];
  /** Of what belongs to no request. */
  #other = false;

  /** False where it was there before. */
  add(request: number): boolean {
    if (request < 0) {
      const isNew = !this.#other;
      this.#other = true;
      return isNew;
    }
    this.#pages[request >>> MARKS_BITS] ??= new Uint32Array(2 ** MARKS_BITS / 32);
    const page = this.#pages[request >>> MARKS_BITS]!;
    const word = (request & (2 ** MARKS_BITS - 1)) >>> 5;
    const bit = 1 << (request & 31);
    if ((page[word]! & bit) !== 0) return false;
    page[word]! |= bit;
    return true;
  }
}

/** Legs of a page. */
const PAGE_BITS = 14;
const PAGE_MASK = 2 ** PAGE_BITS - 1;

/**
 * So many legs, a column for each thing that is known of them. Where there are more there are more pages, and none is
 * moved: to copy a million legs takes as long as three frames.
 */
class LegPage {
  readonly startNs = new Float64Array(2 ** PAGE_BITS);
  readonly endNs = new Float64Array(2 ** PAGE_BITS);
  readonly link = new Int32Array(2 ** PAGE_BITS);
  readonly request = new Int32Array(2 ** PAGE_BITS);
  readonly style = new Uint8Array(2 ** PAGE_BITS);
  /** The one before it in its list; −1 for none. */
  readonly next = new Int32Array(2 ** PAGE_BITS);
}

/** Legs that a look-up has found, with what is drawn of them: the index itself is looked into once for each. */
export class FoundLegs {
  count = 0;
  readonly leg: Int32Array;
  readonly startNs: Float64Array;
  readonly endNs: Float64Array;
  readonly link: Int32Array;
  readonly style: Uint8Array;

  /** Has room for so many. */
  constructor(most: number) {
    this.leg = new Int32Array(most);
    this.startNs = new Float64Array(most);
    this.endNs = new Float64Array(most);
    this.link = new Int32Array(most);
    this.style = new Uint8Array(most);
  }
}

/** Enough requests to tell which link most of them use. */
const TRACED_MAX = 1024;

export class LegIndex {
  count = 0;
  /** Longest true way, which bounds how far back a look-up must reach. */
  longestNs = 0;
  readonly #sliceNs: number;
  readonly #originNs: number;
  #head = new Int32Array(0);
  /** Of each list: its legs, and the requests that are first met there. */
  #legs = new Int32Array(0);
  #requests = new Int32Array(0);
  readonly #met = new Met();
  /** The first requests with the links that each has used, and the highest number among them. */
  readonly #traced = new Map<number, Set<number>>();
  #lastTraced = -1;
  readonly #perLink: number[] = [];
  readonly #pages: LegPage[] = [];
  /** Slices in which a call was lost or given up. */
  readonly #hasCrosses: boolean[] = [];
  /** The one that is being added: thousands a second would be garbage. */
  readonly #leg: Leg = {
    kind: 0,
    startNs: 0,
    endNs: 0,
    link: 0,
    request: 0,
    operation: 0,
    failed: false,
  };

  /** Legs before the origin are kept in the first slice. */
  constructor(slices: { readonly sliceNs: number; readonly originNs: number }) {
    this.#sliceNs = slices.sliceNs;
    this.#originNs = slices.originNs;
  }

  startNs(leg: number): number {
    return this.#pages[leg >>> PAGE_BITS]!.startNs[leg & PAGE_MASK]!;
  }

  endNs(leg: number): number {
    return this.#pages[leg >>> PAGE_BITS]!.endNs[leg & PAGE_MASK]!;
  }

  link(leg: number): number {
    return this.#pages[leg >>> PAGE_BITS]!.link[leg & PAGE_MASK]!;
  }

  request(leg: number): number {
    return this.#pages[leg >>> PAGE_BITS]!.request[leg & PAGE_MASK]!;
  }

  style(leg: number): number {
    return this.#pages[leg >>> PAGE_BITS]!.style[leg & PAGE_MASK]!;
  }

  /** The first `count` legs, as another index of the same slices. */
  head(count: number): LegIndex {
    const head = new LegIndex({ sliceNs: this.#sliceNs, originNs: this.#originNs });
    for (let at = 0; at < count; at++) {
      const style = this.style(at);
      head.#addLeg({
        kind: legKind(style),
        startNs: this.startNs(at),
        endNs: this.endNs(at),
        link: this.link(at),
        request: this.request(at),
        operation: legOperation(style),
        failed: legFailed(style),
      });
    }
    return head;
  }

  append(hops: HopColumns): void {
    for (let hop = 0; hop < hops.count; hop++) this.#addHop(hops, hop);
  }

  /**
   * What begins in the slices which a window touches, of each type and level alone, `[type][level]`; answers how long
   * those slices are together.
   */
  countIn(window: { readonly fromNs: number; readonly toNs: number }, into: Counts): number {
    const first = this.#sliceOf(window.fromNs);
    const end = this.#sliceOf(window.toNs) + 1;
    const lists = Math.min(end * LISTS, this.#head.length);
    into.legs.fill(0);
    into.requests.fill(0);
    for (let list = first * LISTS; list < lists; list++) {
      into.legs[list % LISTS]! += this.#legs[list]!;
      into.requests[list % LISTS]! += this.#requests[list]!;
    }
    return (end - first) * this.#sliceNs;
  }

  /** Of all requests, the share that uses the link which most of them use. */
  get busiestShare(): number {
    if (this.#traced.size === 0) return 1;
    // Links that nobody has used are holes in the list, which a reduction passes over.
    return this.#perLink.reduce((most, users) => Math.max(most, users), 0) / this.#traced.size;
  }

  /**
   * Legs that began in `[fromNs, toNs]` and whose request is in the sample of its type, as many as `into` has room for.
   * Of the time before `waysFromNs` only crosses are wanted: slices without any are passed over.
   */
  collect(
    window: {
      readonly fromNs: number;
      readonly waysFromNs?: number;
      readonly toNs: number;
      readonly levels: Levels;
    },
    into: FoundLegs,
  ): void {
    const { fromNs, toNs, levels } = window;
    const most = into.leg.length;
    const first = this.#sliceOf(fromNs);
    const firstOfWays = this.#sliceOf(window.waysFromNs ?? fromNs);
    const end = Math.min(this.#sliceOf(toNs) + 1, this.#head.length / LISTS);
    let found = 0;
    for (let slice = first; slice < end; slice++) {
      if (slice < firstOfWays && !this.#hasCrosses[slice]) continue;
      for (let at = 0; at < LISTS; at++) {
        if (at % LEVELS < levels[Math.floor(at / LEVELS)]!) continue;
        let leg = this.#head[slice * LISTS + at]!;
        while (leg >= 0 && found < most) {
          const page = this.#pages[leg >>> PAGE_BITS]!;
          const inPage = leg & PAGE_MASK;
          const startNs = page.startNs[inPage]!;
          if (startNs >= fromNs && startNs <= toNs) {
            into.leg[found] = leg;
            into.startNs[found] = startNs;
            into.endNs[found] = page.endNs[inPage]!;
            into.link[found] = page.link[inPage]!;
            into.style[found] = page.style[inPage]!;
            found++;
          }
          leg = page.next[inPage]!;
        }
      }
    }
    into.count = found;
  }

  /** The moment next to another one, on either side, at which a leg begins or ends; null where there is none. */
  momentBeside(ns: number, direction: 1 | -1): number | null {
    let best = direction * Number.POSITIVE_INFINITY;
    for (let leg = 0; leg < this.count; leg++) {
      for (const atNs of [this.startNs(leg), this.endNs(leg)]) {
        if ((atNs - ns) * direction > 0 && (best - atNs) * direction > 0) best = atNs;
      }
    }
    return Number.isFinite(best) ? best : null;
  }

  #addHop(hops: HopColumns, hop: number): void {
    const leftNs = hops.leftNs[hop]!;
    // It waited for a connection, in vain or to this day: nothing went over the link.
    if (Number.isNaN(leftNs)) return;
    const arrivedNs = hops.arrivedNs[hop]!;
    const answeredNs = hops.answeredNs[hop]!;
    const endedNs = hops.endedNs[hop]!;
    const failed = hops.outcome[hop] !== 0;
    const arrived = !Number.isNaN(arrivedNs);
    const answered = !Number.isNaN(answeredNs);
    // A close-up ends in the middle of things: hops still under way have no end yet.
    const ended = Number.isFinite(endedNs);
    const leg = this.#leg;
    leg.link = hops.link[hop]!;
    leg.request = hops.request[hop]!;
    leg.operation = hops.operation[hop]!;
    const isLost = ended && !arrived;
    leg.kind = isLost ? legKinds.lost : legKinds.out;
    leg.startNs = leftNs;
    leg.endNs = arrived ? arrivedNs : leftNs;
    leg.failed = isLost;
    this.#addLeg(leg);
    leg.failed = failed;
    const inTime = answered && ended && answeredNs <= endedNs;
    if (answered) {
      leg.kind = legKinds.back;
      leg.startNs = answeredNs;
      // An answer that comes after the caller has gone still travels, as long as the request did.
      leg.endNs = inTime ? endedNs : answeredNs + arrivedNs - leftNs;
      this.#addLeg(leg);
    }
    if (failed && ended && !inTime) {
      leg.kind = legKinds.gaveUp;
      leg.startNs = endedNs;
      leg.endNs = endedNs;
      this.#addLeg(leg);
    }
  }

  #addLeg({ kind, startNs, endNs, link, request, operation, failed }: Readonly<Leg>): void {
    const leg = this.count++;
    const at = leg & PAGE_MASK;
    if (at === 0) this.#pages.push(new LegPage());
    const page = this.#pages[leg >>> PAGE_BITS]!;
    const type = operation & KIND_MASK;
    page.startNs[at] = startNs;
    page.endNs[at] = endNs;
    page.link[at] = link;
    page.request[at] = request;
    page.style[at] = kind | (type << OPERATION_SHIFT) | (failed ? FAILED_BIT : 0);
    if (endNs - startNs > this.longestNs) this.longestNs = endNs - startNs;
    const slice = this.#sliceOf(startNs);
    if (kind > legKinds.back) this.#hasCrosses[slice] = true;
    const list = slice * LISTS + type * LEVELS + levelOf(request);
    if (list >= this.#head.length) this.#growHead(list + 1);
    page.next[at] = this.#head[list]!;
    this.#head[list] = leg;
    this.#legs[list]!++;
    this.#meet(request, link, list);
  }

  #meet(request: number, link: number, list: number): void {
    if (this.#met.add(request)) {
      this.#requests[list]!++;
      if (this.#traced.size < TRACED_MAX) {
        this.#traced.set(request, new Set());
        this.#lastTraced = Math.max(this.#lastTraced, request);
      }
    }
    // Most have come later than the few that are traced: they need not be looked for.
    if (request > this.#lastTraced) return;
    const used = this.#traced.get(request);
    if (!used || used.has(link)) return;
    used.add(link);
    this.#perLink[link] = (this.#perLink[link] ?? 0) + 1;
  }

  #sliceOf(ns: number): number {
    return Math.max(0, Math.floor((ns - this.#originNs) / this.#sliceNs));
  }

  #growHead(length: number): void {
    const size = Math.max(length, this.#head.length * 2, 64 * LISTS);
    const head = new Int32Array(size).fill(-1);
    head.set(this.#head);
    this.#head = head;
    this.#legs = longer(this.#legs, size);
    this.#requests = longer(this.#requests, size);
  }
}

function longer(from: Int32Array, size: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(size);
  to.set(from);
  return to;
}

/** Requests are numbered in order of arrival, and the recorder's own sample may be every n-th: hash, then count zeros. */
export function levelOf(request: number): number {
  let hash = Math.imul(request ^ (request >>> 16), 0x45d9f3b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  hash ^= hash >>> 16;
  return hash === 0 ? LEVELS - 1 : Math.min(LEVELS - 1, 31 - Math.clz32(hash & -hash));
}
