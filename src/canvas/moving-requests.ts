/**
 * Where each sampled request is at one moment: dots on the lanes between cards. Pure: the same legs, cursor and speed
 * give the same dots, so that going back shows exactly what was there.
 *
 * A hop of 0.3 ms cannot be seen at full speed, so that a dot is drawn on its way for at least half a second of wall
 * time. In slow motion that is less than the true time, and the true time is what is drawn.
 */
import {
  FoundLegs,
  LEVELS,
  type LegIndex,
  type Levels,
  legFailed,
  legKind,
  legKinds,
  legOperation,
  newCounts,
  TYPES,
} from '../stores/leg-index.ts';
import { type Lanes, STEPS } from './lanes.ts';

/** Wall time that a dot is in sight at least. */
const SEEN_MS = 550;
/** A cross stays for this share of that. */
const CROSS_SHARE = 0.8;
const CROSS_STEPS = CROSS_SHARE * STEPS;
/** Where a call that never arrived is crossed out: past two thirds of its way. */
const LOST_STEP = Math.floor(0.7 * STEPS);

/** What a dot looks like: one of four operations on its way there, the same on its way back, or a cross. */
export const looks = { out: 0, back: 4, cross: 8, count: 9 } as const;

/** As many dots as are in sight, in flow coordinates. Made once and filled again in every frame. */
export class Dots {
  count = 0;
  readonly x: Float32Array;
  readonly y: Float32Array;
  /** One of `looks`. */
  readonly look: Uint8Array;
  /** Which leg of the index it shows. */
  readonly leg: Int32Array;
  /** How many dots have each look. */
  readonly perLook = new Int32Array(looks.count);
  /** Links that have a dot. */
  readonly isBusy: Uint8Array;
  readonly found: FoundLegs;

  constructor(most: number, links: number) {
    this.x = new Float32Array(most);
    this.y = new Float32Array(most);
    this.look = new Uint8Array(most);
    this.leg = new Int32Array(most);
    this.found = new FoundLegs(most);
    this.isBusy = new Uint8Array(links);
  }
}

/** Simulated time that a dot is in sight at least, at this speed. */
export function shownNs(speed: number): number {
  return SEEN_MS * 1e6 * speed;
}

/** True where dots travel slower than their requests: what is seen is then not to scale. */
export function isSlowed(legs: LegIndex, speed: number): boolean {
  return shownNs(speed) > legs.longestNs;
}

export interface InSight {
  readonly cursorNs: number;
  readonly speed: number;
  /** What is recorded. */
  readonly fromNs: number;
  readonly toNs: number;
  /** Requests that a link has room for at a time. */
  readonly perLink: number;
}

/** Dots in sight at a time at most: as many as a slow machine still moves at 60 frames a second. */
export const DOTS_IN_SIGHT = 2500;
/** A type of operation that is thinned below this share of a link's room keeps more of its requests. */
const LEAST_SHARE = 1 / 8;
/**
 * Levels are chosen for stretches of this much wall time, so that a sample lasts long enough to be read, and a quiet
 * stretch is not thinned for the sake of a storm that comes later.
 */
const STRETCH_MS = 4000;

const counts = newCounts();

/**
 * The samples, one request in 2^level of each type, of which the busiest link has room for all that it carries and the
 * screen for all that moves. One level for all shows how much there is of each; only a type that would hardly be seen
 * then has a lower one.
 *
 * A link's room is counted in requests, not in dots: a page that asks fifty servers at once sends fifty dots that
 * travel as one, and would otherwise thin itself away.
 */
export function chooseLevels(legs: LegIndex, about: InSight, into: Uint8Array): void {
  const stretchNs = STRETCH_MS * 1e6 * about.speed;
  const fromNs = Math.floor(about.cursorNs / stretchNs) * stretchNs;
  const stretch = {
    fromNs: Math.max(about.fromNs, fromNs),
    // The end belongs to the next stretch, and to the next slice.
    toNs: Math.max(about.fromNs, Math.min(about.toNs, fromNs + stretchNs) - 1),
  };
  const coveredNs = legs.countIn(stretch, counts);
  const share = Math.min(1, shownNs(about.speed) / coveredNs);
  const onBusiest = share * legs.busiestShare;
  let common = 0;
  while (
    common < LEVELS - 1 &&
    (countOfAll(counts.legs, common) * share > DOTS_IN_SIGHT ||
      countOfAll(counts.requests, common) * onBusiest > about.perLink)
  ) {
    common++;
  }
  const least = about.perLink * LEAST_SHARE;
  for (let type = 0; type < TYPES; type++) {
    let level = common;
    while (
      level > 0 &&
      countFrom(counts.requests, type, level) * onBusiest < least &&
      countFrom(counts.legs, type, level - 1) * share < DOTS_IN_SIGHT / TYPES
    ) {
      level--;
    }
    into[type] = level;
  }
}

function countOfAll(counts: Float64Array, level: number): number {
  let count = 0;
  for (let type = 0; type < TYPES; type++) count += countFrom(counts, type, level);
  return count;
}

/** Of a type, at or above a level. */
function countFrom(counts: Float64Array, type: number, level: number): number {
  let count = 0;
  for (let from = level; from < LEVELS; from++) count += counts[type * LEVELS + from]!;
  return count;
}

/** Reused, so that a frame leaves nothing for the garbage collector. */
const wanted: { fromNs: number; waysFromNs: number; toNs: number; levels: Levels } = {
  fromNs: 0,
  waysFromNs: 0,
  toNs: 0,
  levels: [],
};

export function placeDots(
  legs: LegIndex,
  lanes: Lanes,
  at: { readonly cursorNs: number; readonly speed: number; readonly levels: Levels },
  into: Dots,
): void {
  const leastNs = shownNs(at.speed);
  wanted.toNs = at.cursorNs;
  wanted.fromNs = at.cursorNs - Math.max(legs.longestNs, leastNs * (1 + CROSS_SHARE));
  wanted.waysFromNs = at.cursorNs - Math.max(legs.longestNs, leastNs);
  wanted.levels = at.levels;
  const { found } = into;
  legs.collect(wanted, found);
  into.count = 0;
  into.isBusy.fill(0);
  into.perLook.fill(0);
  for (let i = 0; i < found.count; i++) {
    const style = found.style[i]!;
    const takesNs =
      legKind(style) <= legKinds.back
        ? Math.max(leastNs, found.endNs[i]! - found.startNs[i]!)
        : leastNs;
    const share = (at.cursorNs - found.startNs[i]!) / takesNs;
    // Long past are all alike, and a whole number all the same.
    placeLeg(into, i, style, Math.floor(Math.min(2, share) * STEPS), lanes);
  }
}

/** `step`: how far it is, in steps of a lane; more than all of them where it is past its end. */
function placeLeg(into: Dots, i: number, style: number, step: number, lanes: Lanes): void {
  switch (legKind(style)) {
    case legKinds.out:
      if (step < STEPS) put(into, i, lanes, 0, step, looks.out + legOperation(style));
      return;
    case legKinds.back: {
      const look = legFailed(style) ? looks.cross : looks.back + legOperation(style);
      if (step < STEPS) put(into, i, lanes, 1, step, look);
      return;
    }
    case legKinds.lost:
      if (step < LOST_STEP) put(into, i, lanes, 0, step, looks.out + legOperation(style));
      else if (step < LOST_STEP + CROSS_STEPS) put(into, i, lanes, 0, LOST_STEP, looks.cross);
      return;
    default:
      // Given up: crossed out where the caller stands.
      if (step < CROSS_STEPS) put(into, i, lanes, 0, 0, looks.cross);
  }
}

/** Shows a leg that was found. */
function put(
  into: Dots,
  foundAt: number,
  lanes: Lanes,
  way: 0 | 1,
  step: number,
  look: number,
): void {
  const link = into.found.link[foundAt]!;
  if (!lanes.has(link)) return;
  into.isBusy[link] = 1;
  const i = into.count;
  if (!lanes.place(link, way, step, into, i)) return;
  into.leg[i] = into.found.leg[foundAt]!;
  into.look[i] = look;
  into.perLook[look]!++;
  into.count = i + 1;
}
