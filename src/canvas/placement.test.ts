import { describe, expect, it } from 'vitest';
import { scenarioSchema } from '../scenario/schema.ts';
import { boxAt, linkPath } from './geometry.ts';
import { besideCard, freePlace, type Place, placesOf, upright, waysOf } from './placement.ts';

const overlaps = (a: Place, b: Place) =>
  Math.abs(a.x - b.x) < boxAt(a).width && Math.abs(a.y - b.y) < boxAt(a).height;

const edge = (source: string, target: string) =>
  scenarioSchema.parse({
    version: 1,
    nodes: [
      { id: source, kind: 'webServer' },
      { id: target, kind: 'database' },
    ],
    edges: [{ id: 'e', kind: 'request', source, target }],
  }).edges[0]!;

describe('places of cards', () => {
  it('never puts one on another, however often the same place is wanted', () => {
    const taken: Place[] = [];
    for (let n = 0; n < 40; n++) taken.push(freePlace(taken, { x: 0, y: 0 }));
    const pairs = taken.flatMap((a, i) => taken.slice(i + 1).map((b) => [a, b] as const));
    expect(pairs.filter(([a, b]) => overlaps(a, b))).toEqual([]);
  });

  it('keeps a new card off the way of a line, unless there is no room near by', () => {
    const places = new Map([
      ['web', { x: 0, y: 0 }],
      ['db', { x: 672, y: 0 }],
    ]);
    const ways = waysOf([edge('web', 'db')], places);
    const taken = [...places.values()];
    expect(freePlace(taken, { x: 224, y: 0 })).toEqual({ x: 224, y: 0 });
    expect(freePlace(taken, { x: 224, y: 0 }, ways)).toEqual({ x: 224, y: 148 });
    // Lines everywhere: then at least not on a card.
    const everywhere = Array.from({ length: 100 }, (_, row) => {
      const y = (row - 50) * 40;
      return waysOf(
        [edge('web', 'db')],
        new Map([
          ['web', { x: -1500, y }],
          ['db', { x: 1500, y }],
        ]),
      );
    }).flat();
    expect(freePlace([{ x: 0, y: 0 }], { x: 0, y: 0 }, everywhere)).toEqual({ x: 0, y: 148 });
  });

  it('puts to the right what is called, to the left who calls, and below what stands beside', () => {
    const at = { x: 0, y: 0 };
    expect(besideCard(at, 'client', 'webServer').x).toBeGreaterThan(0);
    expect(besideCard(at, 'queue', 'worker').x).toBeGreaterThan(0);
    expect(besideCard(at, 'webServer', 'client').x).toBeLessThan(0);
    for (const [kind, added] of [
      ['webServer', 'webServer'],
      ['cache', 'database'],
      ['database', 'queue'],
    ] as const) {
      expect(besideCard(at, kind, added)).toEqual({ x: 0, y: 148 });
    }
  });

  it('lays out a file without positions from its clients to the right', () => {
    const scenario = scenarioSchema.parse({
      version: 1,
      nodes: [
        { id: 'db', kind: 'database' },
        { id: 'web', kind: 'webServer' },
        { id: 'c', kind: 'client' },
      ],
      edges: [
        { id: 'a', kind: 'request', source: 'c', target: 'web' },
        { id: 'b', kind: 'request', source: 'web', target: 'db' },
      ],
    });
    const places = placesOf(scenario);
    expect(places.get('c')!.x).toBeLessThan(places.get('web')!.x);
    expect(places.get('web')!.x).toBeLessThan(places.get('db')!.x);
  });

  it.each([
    ['that nothing connects', 0],
    ['of which half are called by one', 30],
  ])('lays out sixty cards %s as a whole that fits a screen', (_, called) => {
    const ids = Array.from({ length: 60 }, (_, i) => `n${i}`);
    const targets = ids.slice(1, called + 1);
    const scenario = scenarioSchema.parse({
      version: 1,
      nodes: ids.map((id) => ({ id, kind: 'loadBalancer' })),
      edges: targets.map((target) => ({ id: target, kind: 'request', source: 'n0', target })),
    });
    const places = placesOf(scenario);
    const all = ids.map((id) => places.get(id)!);
    expect(all.some((a, i) => all.slice(i + 1).some((b) => overlaps(a, b)))).toBe(false);
    for (const target of targets) expect(places.get(target)!.x).toBeGreaterThan(all[0]!.x);
    const spanOf = (along: readonly number[]) => Math.max(...along) - Math.min(...along);
    const shape = spanOf(all.map(({ x }) => x)) / spanOf(all.map(({ y }) => y));
    expect(shape).toBeGreaterThan(1);
    expect(shape).toBeLessThan(2);
  });

  it('turns the drawing on an upright screen and reads places back', () => {
    const place = { x: 448, y: 216 };
    const { x, y } = upright.read(upright.show(place));
    expect(x).toBeCloseTo(place.x);
    expect(y).toBeCloseTo(place.y);
  });
});

describe('links', () => {
  it('run from side to facing side, with points at equal distances', () => {
    const path = linkPath(boxAt({ x: 0, y: 0 }), boxAt({ x: 400, y: 200 }));
    const points = path.points(21);
    expect([points[0], points[1]]).toEqual([168, 46]);
    expect([points[40], points[41]]).toEqual([400, 246]);
    const steps = Array.from({ length: 20 }, (_, i) =>
      Math.hypot(points[i * 2 + 2]! - points[i * 2]!, points[i * 2 + 3]! - points[i * 2 + 1]!),
    );
    expect(Math.max(...steps) / Math.min(...steps)).toBeLessThan(1.05);
  });

  it('run downwards between cards that stand one above the other', () => {
    const points = linkPath(boxAt({ x: 0, y: 0 }), boxAt({ x: 20, y: 300 })).points(2);
    expect([...points]).toEqual([84, 92, 104, 300]);
  });
});
