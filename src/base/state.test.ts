import { expect, it } from 'vitest';
import { copyState, hashState, restoreState } from './state.ts';

function world() {
  return {
    n: 1,
    text: 'a',
    none: null as null | number,
    flags: new Uint8Array([1, 2]),
    times: new Float64Array([0.1, Number.NaN, -0]),
    list: [{ items: [1, 2] }, { items: [] as number[] }],
    deep: { deeper: { yes: true } },
  };
}

it('a copy shares nothing with the original', () => {
  const live = world();
  const copy = copyState(live);
  expect(copy).toEqual(live);
  live.flags[0] = 9;
  live.list[0]!.items.push(3);
  live.deep.deeper.yes = false;
  expect(copy).toEqual(world());
});

it('restoring puts everything back and keeps the identity of objects', () => {
  const live = world();
  const { flags, list, deep } = live;
  const saved = copyState(live);
  live.n = 2;
  live.none = 7;
  live.flags.fill(0);
  live.list[0]!.items.length = 0;
  live.list.push({ items: [9] });
  live.deep.deeper.yes = false;
  Object.assign(live, { extra: 1 });
  restoreState(live, saved);
  expect(live).toEqual(world());
  expect([live.flags === flags, live.list === list, live.deep === deep]).toEqual([
    true,
    true,
    true,
  ]);
});

it('restoring twice from one copy is safe: the copy is not handed out', () => {
  const live = { grown: new Int32Array(2), list: [] as { n: number }[] };
  live.list.push({ n: 1 });
  const saved = copyState(live);
  live.grown = new Int32Array(4).fill(5);
  live.list = [];
  restoreState(live, saved);
  live.grown[0] = 7;
  live.list[0]!.n = 8;
  restoreState(live, saved);
  expect(live).toEqual({ grown: new Int32Array(2), list: [{ n: 1 }] });
});

it('the hash tells states apart and does not mind the order of keys', () => {
  const hash = hashState(world());
  expect(hashState(copyState(world()))).toBe(hash);
  expect(hashState({ b: 2, a: 1 })).toBe(hashState({ a: 1, b: 2 }));
  const changes: ((w: ReturnType<typeof world>) => void)[] = [
    (w) => (w.n = 2),
    (w) => (w.text = 'b'),
    (w) => (w.none = 0),
    (w) => (w.flags[1] = 3),
    (w) => (w.times[0] = 0.2),
    (w) => w.list[1]!.items.push(0),
    (w) => (w.deep.deeper.yes = false),
  ];
  for (const change of changes) {
    const other = world();
    change(other);
    expect(hashState(other)).not.toBe(hash);
  }
});
