/** Where a card goes when nobody said where: beside the others, never on top of one. Pure. */
import { mayCall } from '../scenario/drawing.ts';
import type { Kind } from '../scenario/editing.ts';
import type { Scenario } from '../scenario/schema.ts';
import { type Box, boxAt, CARD_GAP, CARD_HEIGHT, CARD_WIDTH, linkPath } from './geometry.ts';

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** How the document's places are shown; an upright phone turns the drawing, so that it runs downwards. */
export interface Axes {
  show(place: Place): Place;
  /** The document's place for one on screen. */
  read(place: Place): Place;
}

export const landscape: Axes = { show: (place) => place, read: (place) => place };

// Cards stay as wide as they are: rows become columns and need more room. Columns become rows with room to
// spare: an upright screen has it, and requests can be seen to move.
const TURNED_X = 1.35;
const TURNED_Y = 1.2;
export const upright: Axes = {
  show: ({ x, y }) => ({ x: y * TURNED_X, y: x * TURNED_Y }),
  read: ({ x, y }) => ({ x: y / TURNED_Y, y: x / TURNED_X }),
};

/** From one column of a drawing to the next. */
export const COLUMN = CARD_WIDTH + CARD_GAP;
export const ROW = CARD_HEIGHT + CARD_GAP;
/** Rings around the wanted place; with 1,000 cards allowed, 40 rings of 6,560 places always have a free one. */
const RINGS_MAX = 40;

/** A card goes so far out of the way of a line; further off it would no longer seem to belong to where it is wanted. */
const RINGS_FOR_WAYS = 3;
/** Of the drawing's dots: where nothing else says where. */
const GRID = 20;

/**
 * The wanted place, or the nearest free one on a grid around it: never on a card and, near by, not on the way of a
 * line.
 */
export function freePlace(
  taken: readonly Place[],
  wanted: Place,
  ways: readonly Float64Array[] = [],
): Place {
  const boxes = taken.map(boxAt);
  const isFree = (place: Place) => !boxes.some((other) => touches(boxAt(place), other));
  const isClear = (place: Place) => !ways.some((way) => crosses(way, boxAt(place)));
  if (ways.length > 0) {
    for (const place of nearby(wanted, RINGS_FOR_WAYS)) {
      if (isFree(place) && isClear(place)) return place;
    }
  }
  for (const place of nearby(wanted, RINGS_MAX)) if (isFree(place)) return place;
  return wanted;
}

/** Points so close along a line that no card fits between two of them. */
const WAY_POINTS = 48;

/** The lines of a drawing whose cards stand at these places. */
export function waysOf(
  edges: Scenario['edges'],
  places: ReadonlyMap<string, Place>,
): readonly Float64Array[] {
  return edges.flatMap(({ source, target }) => {
    const [from, to] = [places.get(source), places.get(target)];
    return from && to ? [linkPath(boxAt(from), boxAt(to)).points(WAY_POINTS)] : [];
  });
}

function crosses(way: Float64Array, { x, y, width, height }: Box): boolean {
  for (let i = 0; i < way.length; i += 2) {
    const [atX, atY] = [way[i]!, way[i + 1]!];
    const isInside =
      atX > x - CLEARANCE &&
      atX < x + width + CLEARANCE &&
      atY > y - CLEARANCE &&
      atY < y + height + CLEARANCE;
    if (isInside) return true;
  }
  return false;
}

/**
 * Where one looks for a new card beside another: to its right what it may call, to its left what may call it, and below
 * it what stands beside it: a second server, or a database beside the cache that the same server asks.
 */
export function besideCard({ x, y }: Place, kind: Kind, added: Kind): Place {
  if (leadsTo(kind, added)) return { x: x + COLUMN, y };
  return leadsTo(added, kind) ? { x: x - COLUMN, y } : { x, y: y + ROW };
}

function leadsTo(from: Kind, to: Kind): boolean {
  if (from === to || from === 'cache') return false;
  return mayCall[from].includes(to) || (from === 'queue' && to === 'worker');
}

/** Onto the dots. */
export function onGrid({ x, y }: Place): Place {
  return { x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID };
}

function* nearby(wanted: Place, rings: number): Generator<Place> {
  for (let ring = 0; ring <= rings; ring++) {
    const places: Place[] = [];
    for (let row = -ring; row <= ring; row++) {
      for (let column = -ring; column <= ring; column++) {
        if (Math.max(Math.abs(row), Math.abs(column)) !== ring) continue;
        places.push({ x: wanted.x + column * COLUMN, y: wanted.y + row * ROW });
      }
    }
    // Below first, then to the right: a second server belongs under the first.
    yield* places.sort((a, b) => cost(a, wanted) - cost(b, wanted));
  }
}

function cost(place: Place, wanted: Place): number {
  const x = place.x - wanted.x;
  const y = place.y - wanted.y;
  return Math.hypot(x, y) + (x < 0 ? 20 : 0) + (y < 0 ? 20 : 0);
}

/** Closer than a third of the usual gap counts as touching. */
const CLEARANCE = CARD_GAP / 3;

export function touches(a: Box, b: Box): boolean {
  return (
    a.x < b.x + b.width + CLEARANCE &&
    b.x < a.x + a.width + CLEARANCE &&
    a.y < b.y + b.height + CLEARANCE &&
    b.y < a.y + a.height + CLEARANCE
  );
}

/**
 * A place for every node: its own, or for a file written by hand one by how many hops it is from the clients.
 */
export function placesOf(scenario: Scenario): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const node of scenario.nodes) if (node.position) places.set(node.id, node.position);
  if (places.size === scenario.nodes.length) return places;
  const hops = hopsFromClients(scenario);
  const hopOf = (id: string) => hops.get(id) ?? 0;
  if (places.size === 0) return blocksOf(scenario.nodes, hopOf);
  for (const { id } of scenario.nodes) {
    if (places.has(id)) continue;
    places.set(id, freePlace([...places.values()], { x: hopOf(id) * COLUMN, y: 0 }));
  }
  return places;
}

/** Of a screen: so many cards in a block of this shape are seen largest. */
const BLOCKS_ASPECT = 1.6;
/** So few stand in one column. */
const BLOCK_ROWS_MIN = 4;

/** A block for each hop, from left to right, as high as it takes for all of them not to be wider than a screen. */
function blocksOf(nodes: Scenario['nodes'], hopOf: (id: string) => number): Map<string, Place> {
  const last = Math.max(...nodes.map(({ id }) => hopOf(id)));
  const blocks = Array.from({ length: last + 1 }, (): string[] => []);
  for (const { id } of nodes) blocks[hopOf(id)]!.push(id);
  let rows = BLOCK_ROWS_MIN;
  const columnsOf = (block: readonly string[]) => Math.ceil(block.length / rows);
  const isTooWide = () => {
    const columns = blocks.reduce((sum, block) => sum + columnsOf(block), 0);
    return columns > blocks.length && columns * COLUMN > rows * ROW * BLOCKS_ASPECT;
  };
  while (isTooWide()) rows++;
  const places = new Map<string, Place>();
  let left = 0;
  for (const block of blocks) {
    const columns = columnsOf(block);
    const above = (Math.ceil(block.length / columns) - 1) / 2;
    for (const [i, id] of block.entries()) {
      const [column, row] = [left + (i % columns), Math.floor(i / columns) - above];
      places.set(id, { x: column * COLUMN, y: row * ROW });
    }
    left += columns;
  }
  return places;
}

/** Breadth first over the edges; what nothing leads to starts at 0. */
function hopsFromClients(scenario: Scenario): ReadonlyMap<string, number> {
  const led = new Set(scenario.edges.map((edge) => edge.target));
  const hops = new Map<string, number>();
  for (const node of scenario.nodes) if (!led.has(node.id)) hops.set(node.id, 0);
  // A map gives its entries in order of arrival, those added on the way included.
  for (const [id, hop] of hops) {
    for (const edge of scenario.edges) {
      if (edge.source === id && !hops.has(edge.target)) hops.set(edge.target, hop + 1);
    }
  }
  return hops;
}
