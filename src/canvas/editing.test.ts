import Elk from 'elkjs/lib/elk.bundled.js';
import { describe, expect, it } from 'vitest';
import { gallery } from '../gallery/gallery.ts';
import { validateScenario } from '../scenario/validate.ts';
import { aligned, spread } from './align.ts';
import { freeShift } from './free-shift.ts';
import { boxAt, CARD_GAP, CARD_HEIGHT, CARD_WIDTH } from './geometry.ts';
import { cornerOf, type LayoutEngine, layOut, movesFor } from './layout.ts';
import { touches } from './placement.ts';

const places = new Map([
  ['a', { x: 0, y: 100 }],
  ['b', { x: 300, y: 0 }],
  ['c', { x: 1000, y: 50 }],
]);

describe('lining up', () => {
  it.each([
    ['left', 'x', 0],
    ['center', 'x', 500],
    ['right', 'x', 1000],
    ['top', 'y', 0],
    ['middle', 'y', 50],
    ['bottom', 'y', 100],
  ] as const)('%s: all at one %s', (to, axis, at) => {
    const moves = new Map(aligned(places, to).map((move) => [move.id, move]));
    for (const [id, place] of places) {
      expect((moves.get(id) ?? place)[axis], id).toBe(at);
      const other = axis === 'x' ? 'y' : 'x';
      expect((moves.get(id) ?? place)[other], id).toBe(place[other]);
    }
  });

  it('moves only what is out of line', () => {
    expect(aligned(places, 'left').map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it('spreads evenly between the first and the last', () => {
    expect(spread(places, 'across')).toEqual([{ id: 'b', x: 500, y: 0 }]);
  });

  it('spreads cards that lie on one another until they do not', () => {
    const heap = new Map([...places.keys()].map((id) => [id, { x: 0, y: 0 }]));
    const down = CARD_HEIGHT + CARD_GAP / 2;
    expect(spread(heap, 'down').map(({ y }) => y)).toEqual([down, 2 * down]);
  });
});

describe('a place for a group', () => {
  it('is where it stood, if nothing stands there', () => {
    expect(freeShift([], [{ x: 5, y: 5 }])).toEqual({ x: 0, y: 0 });
  });

  it('leaves every card free, and the group as it was', () => {
    const taken = [...places.values()];
    const { x, y } = freeShift(taken, taken);
    for (const one of taken) {
      const box = boxAt({ x: one.x + x, y: one.y + y });
      expect(taken.some((other) => touches(box, boxAt(other)))).toBe(false);
    }
  });
});

// The same code as in the worker.
const layoutHere: LayoutEngine = (graph) => new Elk().layout(graph);

describe('a layout', () => {
  it.each(gallery.map(({ id, file }) => [id, file] as const))(
    'of %s reads from left to right and covers nothing',
    async (_, file) => {
      const result = validateScenario(file);
      if (!result.ok) throw new Error('not valid');
      const laid = await layOut(result.scenario, layoutHere);
      const boxes = [...laid.values()].map(boxAt);
      expect(boxes).toHaveLength(file.nodes.length);
      for (const [i, box] of boxes.entries()) {
        expect(boxes.slice(i + 1).some((other) => touches(box, other))).toBe(false);
      }
      const clients = new Set(file.nodes.flatMap(({ id, kind }) => (kind === 'client' ? id : [])));
      // A client in a zone stands in its zone, which need not be the first.
      for (const { source, target } of result.scenario.edges) {
        if (!clients.has(source)) continue;
        expect(laid.get(source)!.x + CARD_WIDTH).toBeLessThan(laid.get(target)!.x);
      }
    },
  );

  it('keeps what stands in a zone together', async () => {
    const servers = Array.from({ length: 6 }, (_, i) => ({
      id: `web-${i}`,
      kind: 'webServer' as const,
    }));
    const result = validateScenario({
      version: 1,
      nodes: [{ id: 'client', kind: 'client' }, { id: 'lb', kind: 'loadBalancer' }, ...servers],
      edges: [
        { id: 'e', kind: 'request', source: 'client', target: 'lb' },
        ...servers.map(({ id }) => ({ id: `e-${id}`, kind: 'request', source: 'lb', target: id })),
      ],
      zones: [
        { id: 'a', members: ['web-0', 'web-3', 'web-5'] },
        { id: 'b', members: ['web-1', 'web-2', 'web-4'] },
        { id: 'region', kind: 'region', members: ['a', 'b'] },
      ],
    });
    if (!result.ok) throw new Error('not valid');
    const laid = await layOut(result.scenario, layoutHere);
    const range = (ids: string[]) => {
      const at = ids.map((id) => laid.get(id)!.y);
      return [Math.min(...at), Math.max(...at)] as const;
    };
    const a = range(['web-0', 'web-3', 'web-5']);
    const b = range(['web-1', 'web-2', 'web-4']);
    expect(a[1] < b[0] || b[1] < a[0]).toBe(true);
  });
});

describe('a layout of cards that nothing connects', () => {
  const servers = Array.from({ length: 60 }, (_, i) => ({ id: `web-${i}`, kind: 'webServer' }));
  const ids = servers.map(({ id }) => id);
  const edge = { id: 'e', kind: 'request', source: 'web-0', target: 'web-59' };
  const pairs = ids.flatMap((target, i) =>
    i % 2 === 1 ? [{ id: `e-${i}`, kind: 'request', source: ids[i - 1], target }] : [],
  );

  it.each([
    ['alone', [], []],
    ['in one zone', [], [{ id: 'a', members: ids }]],
    ['in a zone and beside it', [edge], [{ id: 'a', members: ids.slice(0, 30) }]],
    ['in pairs', pairs, []],
  ])('%s is a grid, not a column', async (_, edges, zones) => {
    const result = validateScenario({ version: 1, nodes: servers, edges, zones });
    if (!result.ok) throw new Error('not valid');
    const laid = [...(await layOut(result.scenario, layoutHere)).values()];
    expect(laid).toHaveLength(60);
    const boxes = laid.map(boxAt);
    expect(boxes.some((a, i) => boxes.slice(i + 1).some((b) => touches(a, b)))).toBe(false);
    // One column would be 8,800 high.
    expect(Math.max(...laid.map(({ y }) => y)) - cornerOf(laid).y).toBeLessThan(2000);
    expect(Math.max(...laid.map(({ x }) => x)) - cornerOf(laid).x).toBeLessThan(3000);
  });
});

it('a layout that comes late moves those that are still there, as if all were', () => {
  const laid = new Map([
    ['a', { x: 12, y: 12 }],
    ['b', { x: 300, y: 12 }],
    ['c', { x: 600, y: 112 }],
  ]);
  const corner = { x: -100, y: 50 };
  const whole = movesFor(laid, corner, new Set(['a', 'b', 'c', 'new']));
  expect(whole.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(whole[0]).toEqual({ id: 'a', x: -100, y: 50 });
  // The first is gone: the others stand where they would have stood beside it.
  expect(movesFor(laid, corner, new Set(['b', 'c', 'new']))).toEqual(whole.slice(1));
  expect(movesFor(laid, corner, new Set(['new']))).toEqual([]);
});
