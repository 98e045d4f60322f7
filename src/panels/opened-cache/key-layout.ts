/** Where the keys of a cache stand on the page: lists in rows, a ring as a ring. Pure; pixels. */
import type { KeyList } from '../../stores/opened-cache.ts';

/** One key's box, and the room around it. */
export interface ChipSize {
  readonly width: number;
  readonly height: number;
}

export const GAP_PX = 4;
/** A list's name above its keys. */
export const HEAD_PX = 26;
/** Between a list and the next. */
export const LIST_GAP_PX = 12;
/** "9,960 keys between". */
const BETWEEN_PX = 22;

export interface PlacedKey {
  readonly key: number;
  readonly x: number;
  readonly y: number;
  readonly mark: number | undefined;
  readonly isGhost: boolean;
  readonly isHand: boolean;
}

export interface PlacedList {
  readonly list: KeyList;
  readonly y: number;
  readonly height: number;
  readonly keys: readonly PlacedKey[];
  /** Where keys were left out, if they were. */
  readonly betweenY: number | null;
  readonly ring: Ellipse | null;
}

export interface Ellipse {
  /** Its middle. */
  readonly x: number;
  readonly y: number;
  readonly radiusX: number;
  readonly radiusY: number;
}

export interface KeyLayout {
  readonly height: number;
  readonly lists: readonly PlacedList[];
}

export function columnsIn(width: number, chip: ChipSize): number {
  return Math.max(1, Math.floor((width + GAP_PX) / (chip.width + GAP_PX)));
}

/** Rows of each end of a list: three where there is one list, else one. */
export function rowsFor(lists: number): number {
  return lists <= 1 ? 3 : 1;
}

/** Slots of a ring that can stand side by side. */
const RING_KEYS = 28;
const LIMIT_MAX = 64;

/** How many keys of each list there is room for: both ends have whole rows. */
export function limitFor(
  width: number,
  chip: ChipSize,
  shape: { readonly lists: number; readonly isRing: boolean },
): number {
  if (shape.isRing)
    return Math.min(RING_KEYS, ringPlaces(ellipseIn(width, 0, chip), chip) - OPEN_PLACES);
  const rows = rowsFor(shape.lists);
  const columns = Math.min(columnsIn(width, chip), Math.floor(LIMIT_MAX / (2 * rows)));
  return 2 * rows * columns;
}

export function layOut(lists: readonly KeyList[], width: number, chip: ChipSize): KeyLayout {
  let y = 0;
  const placed = lists.map((list) => {
    const one = list.name === 'ring' ? ring(list, y, width, chip) : rows(list, y, width, chip);
    y += one.height + LIST_GAP_PX;
    return one;
  });
  return { height: Math.max(0, y - LIST_GAP_PX), lists: placed };
}

function rows(list: KeyList, top: number, width: number, chip: ChipSize): PlacedList {
  const columns = columnsIn(width, chip);
  const step = { x: chip.width + GAP_PX, y: chip.height + GAP_PX };
  const head = list.gap ?? list.keys.length;
  const headRows = Math.ceil(head / columns);
  const between = list.gap === undefined ? 0 : BETWEEN_PX;
  const keys = list.keys.map((key, i) => {
    const inTail = i >= head;
    const index = inTail ? i - head : i;
    const row = Math.floor(index / columns) + (inTail ? headRows : 0);
    return {
      ...keyOf(list, i, key),
      x: (index % columns) * step.x,
      y: top + HEAD_PX + row * step.y + (inTail ? between : 0),
    };
  });
  const tailRows = Math.ceil((list.keys.length - head) / columns);
  // A list that is empty keeps the height of a row, so that the first key does not push the others down.
  const bodyRows = Math.max(1, headRows + tailRows);
  return {
    list,
    y: top,
    height: HEAD_PX + bodyRows * step.y - GAP_PX + between,
    keys,
    betweenY: list.gap === undefined ? null : top + HEAD_PX + headRows * step.y,
    ring: null,
  };
}

function keyOf(list: KeyList, index: number, key: number): Omit<PlacedKey, 'x' | 'y'> {
  return {
    key,
    mark: list.marks?.[index],
    isGhost: list.ghost === true,
    isHand: list.hand === key,
  };
}

const RADIUS_X_MAX = 250;
const RADIUS_Y = 122;
/** Places that a ring leaves open at the top, where it shows a stretch. */
const OPEN_PLACES = 2;
/** Points along the ring at which its length is measured. */
const SAMPLES = 1440;

function ellipseIn(width: number, top: number, chip: ChipSize): Ellipse {
  return {
    x: width / 2,
    y: top + HEAD_PX + RADIUS_Y + chip.height / 2,
    radiusX: Math.max(40, Math.min(RADIUS_X_MAX, (width - chip.width) / 2)),
    radiusY: RADIUS_Y,
  };
}

const pointAt = ({ x, y, radiusX, radiusY }: Ellipse, turn: number) => ({
  x: x + radiusX * Math.cos(turn),
  y: y + radiusY * Math.sin(turn),
});

/**
 * The way along the ring in chips, by sample: chips are wider than high, so that more of them stand on a steep stretch
 * than on a level one. From the top, clockwise.
 */
function lengths(ellipse: Ellipse, chip: ChipSize): Float64Array {
  const along = new Float64Array(SAMPLES + 1);
  let before = pointAt(ellipse, -Math.PI / 2);
  for (let i = 1; i <= SAMPLES; i++) {
    const point = pointAt(ellipse, (i / SAMPLES) * 2 * Math.PI - Math.PI / 2);
    const [x, y] = [Math.abs(point.x - before.x), Math.abs(point.y - before.y)];
    along[i] = along[i - 1]! + Math.max(x / (chip.width + GAP_PX), y / (chip.height + GAP_PX));
    before = point;
  }
  return along;
}

/** As many as do not touch; a little less than the length, for chips cut the corners. */
function ringPlaces(ellipse: Ellipse, chip: ChipSize): number {
  return Math.max(4 + OPEN_PLACES, Math.floor(lengths(ellipse, chip)[SAMPLES]! * 0.94));
}

/**
 * Clockwise in the order in which the hand walks. A stretch of a longer ring is open at the top, with the hand at the
 * bottom in its middle; a whole ring begins at the top.
 */
function ring(list: KeyList, top: number, width: number, chip: ChipSize): PlacedList {
  const ellipse = ellipseIn(width, top, chip);
  const along = lengths(ellipse, chip);
  const isWhole = list.keys.length === list.size;
  const places = isWhole ? list.keys.length : list.keys.length + OPEN_PLACES;
  const keys = list.keys.map((key, i) => {
    const share = (isWhole ? i : i + (OPEN_PLACES + 1) / 2) / Math.max(1, places);
    const sample = along.findIndex((length) => length >= share * along[SAMPLES]!);
    const { x, y } = pointAt(ellipse, (sample / SAMPLES) * 2 * Math.PI - Math.PI / 2);
    return { ...keyOf(list, i, key), x: x - chip.width / 2, y: y - chip.height / 2 };
  });
  return {
    list,
    y: top,
    height: HEAD_PX + 2 * RADIUS_Y + chip.height,
    keys,
    betweenY: null,
    ring: ellipse,
  };
}
