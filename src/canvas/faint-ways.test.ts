import { expect, it } from 'vitest';
import { FaintWays } from './faint-ways.ts';
import { boxAt } from './geometry.ts';
import { Lanes } from './lanes.ts';
import { Dots } from './moving-requests.ts';
import { PixelBoard } from './pixel-board.ts';
import { type Camera, type Palette, RequestSprites } from './request-shapes.ts';

const FAINT = 0xff808080;
const palette: Palette = { ground: 0xffffffff, operations: [0xff0000ff], failed: 0, faint: FAINT };
const SIZE = { width: 250, height: 90 };
const [source, target] = [boxAt({ x: 10, y: 20 }), boxAt({ x: 300, y: 20 })];
const lanes = new Lanes(
  [
    { source, target },
    { source, target },
  ],
  [source, target],
);
const way = { source: 0, target: 1, kind: 'request' } as const;
/** The second is drawn as an edge. */
const links = [
  { ...way, edge: null },
  { ...way, edge: 'a-b' },
];
const busy = new Dots(1, 2);
busy.isBusy.fill(1);
const sprites = new RequestSprites(palette, 1);
const here: Camera = [0, 0, 0.5];
const there: Camera = [40, 7, 0.4];

function drawn(ways: FaintWays, board: PixelBoard, camera: Camera, dots = busy): number[] {
  board.clear();
  ways.draw(board, dots, { links, lanes, camera, pixelRatio: 1, sprites });
  return Array.from({ length: SIZE.width * SIZE.height }, (_, i) =>
    board.pixelAt(i % SIZE.width, Math.floor(i / SIZE.width)),
  );
}

it('looks the same from frame to frame, and is where the view has moved to', () => {
  const board = new PixelBoard(SIZE.width, SIZE.height);
  const ways = new FaintWays();
  const first = drawn(ways, board, here);
  expect(first.some((pixel) => pixel !== 0)).toBe(true);
  for (let frame = 0; frame < 3; frame++) expect(drawn(ways, board, here)).toEqual(first);
  const moved = drawn(ways, board, there);
  expect(moved).toEqual(drawn(new FaintWays(), board, there));
  expect(moved).not.toEqual(first);
  expect(drawn(ways, board, here)).toEqual(first);
});

it('is seen while requests take it, and only where no edge is', () => {
  const board = new PixelBoard(SIZE.width, SIZE.height);
  const ways = new FaintWays();
  drawn(ways, board, here);
  drawn(ways, board, here);
  const idle = new Dots(1, 2);
  expect(drawn(ways, board, here, idle).every((pixel) => pixel === 0)).toBe(true);
  idle.isBusy[1] = 1;
  expect(drawn(ways, board, here, idle).every((pixel) => pixel === 0)).toBe(true);
});
