/** A program with its calls taken in does what it did; what could change its meaning stops the build. */
import { describe, expect, it } from 'vitest';
import { bundlePureHalf } from '../../tests/engines/bundle.ts';
import { hottest, withCallsInlined } from './inline-calls.plugin.ts';

/** What `main()` returns before and after, and how many calls were taken in. */
async function both(code: string, ...names: string[]) {
  const hot = names.map((name) => ({ name }));
  const { text, sites } = withCallsInlined(code, hot);
  const run = async (program: string) => {
    const url = `data:text/javascript,${encodeURIComponent(`${program}\nexport { main };`)}`;
    return (await import(/* @vite-ignore */ url)).main();
  };
  let count = 0;
  for (const of of sites.values()) count += of;
  return { before: await run(code), after: await run(text), count };
}

async function expectSame(code: string, count: number, ...names: string[]) {
  const { before, after, count: found } = await both(code, ...names);
  expect(after).toEqual(before);
  expect(before).toBeDefined();
  expect(found).toBe(count);
}

describe('a call that stands for itself is taken in', () => {
  it('as a statement, a declaration, an assignment and an answer', () =>
    expectSame(
      `class Box {
        constructor() { this.sum = 0; this.last = 0; }
        add(x) { this.sum += x; return this.sum; }
        twice(x) { this.add(x); const sum = this.add(x); this.last = this.add(0); return this.add(sum); }
      }
      function main() { const box = new Box(); const a = box.twice(3); return [a, box.sum, box.last]; }`,
      // Four in `twice` itself, which is also taken into main, with its four.
      9,
      '.add',
      '.twice',
    ));

  it('where it is left early, out of loops and branches', () =>
    expectSame(
      `function firstAbove(list, x) {
        for (const one of list) {
          if (one > x) return one;
          if (one < 0) { return; }
        }
        return -1;
      }
      function main() {
        const a = firstAbove([1, 5, 9], 4);
        const b = firstAbove([1, -5, 9], 4);
        let c = 0;
        c = firstAbove([1], 4);
        return [a, b, c];
      }`,
      3,
      'firstAbove',
    ));

  it('with receiver and arguments looked up once, in their order, before the body', () =>
    expectSame(
      `const log = [];
      class Bag { put(first, second) { log.push('put', first + first, second); return log.length; } }
      const bag = new Bag();
      function see(name, value) { log.push(name); return value; }
      function main() { const n = see('bag', { bag }).bag.put(see('a', 1), see('b', 2)); return [n, log]; }`,
      1,
      '.put',
    ));

  it('with parameters that the body changes, defaults and missing arguments', () =>
    expectSame(
      `function mix(h, by = 7, other) { h = h * 31 + by; return [h, other]; }
      function main() { const h = 1; const a = mix(h); const b = mix(h, 2, 3); const c = mix(h, undefined); return [h, a, b, c]; }`,
      3,
      'mix',
    ));

  it('with names of its own that the caller has too', () =>
    expectSame(
      `function half({ x }, y) { const z = x / 2; let w = z; w += y; return w; }
      function main() { const x = 8, y = 1, z = 5, w = 6; const v = half({ x: z }, x); return [v, x, y, z, w]; }`,
      1,
      'half',
    ));

  it('with a plus before it, in a branch without braces', () =>
    expectSame(
      `function one() { return '1'; }
      let seen = 0;
      function note() { seen++; }
      function main() { if (seen === 0) note(); else note(); const n = +one(); return [n, seen]; }`,
      3,
      'one',
      'note',
    ));

  it('and one within an expression, or behind a question mark, stays', () =>
    expectSame(
      `class Box { get2(x) { return x * 2; } }
      function main() { const box = new Box(); const a = 1 + box.get2(2); const b = box?.get2(3); return [a, b]; }`,
      0,
      '.get2',
    ));

  it('only into those named', () => {
    const code = 'function a() { b(); } function b() { c(); } function c() {}';
    const { sites } = withCallsInlined(code, [{ name: 'c', into: ['a'] }, { name: 'b' }]);
    expect(Object.fromEntries(sites)).toEqual({ b: 1 });
  });
});

describe('the build stops', () => {
  const refusal = (code: string, name: string) => () => withCallsInlined(code, [{ name }]);

  it('where a name of the body is another thing in the caller', () => {
    const code = `const k = 1; function f() { return k; } function main(k) { const a = f(); return a; }`;
    expect(refusal(code, 'f')).toThrow('f cannot be inlined in “');
    expect(refusal(code, 'f')).toThrow('k is another thing there');
  });

  it('where two things have the name', () => {
    const two = 'class A { go() {} } class B { go() {} }';
    expect(refusal(two, '.go')).toThrow('.go is the name of 2 things, not of one function');
    expect(refusal('class A { go() {} } const b = { go: () => {} };', '.go')).toThrow('2 things');
  });

  it.each([
    ['a function within it', 'function f() { return () => 1; }'],
    ['a function that waits', 'async function f() {}'],
    ['arguments', 'function f() { return arguments[0]; }'],
    ['var', 'function f() { var x = 1; return x; }'],
    ['a label', 'function f() { a: for (;;) break a; }'],
  ])('at %s', (what, code) => {
    expect(refusal(code, 'f')).toThrow(`f cannot be inlined: ${what}`);
  });

  it('at a function that ends up in itself', () => {
    expect(refusal('function f(x) { if (x > 0) f(x - 1); }', 'f')).toThrow('f calls itself');
  });
});

it('every name of the list is a function of the engine that is called so', async () => {
  const { sites } = withCallsInlined(await bundlePureHalf([]), hottest);
  expect([...sites.keys()].sort()).toEqual(hottest.map(({ name }) => name).sort());
});
