import { describe, expect, it } from 'vitest';
import { timeTicks, valueScale } from './scales.ts';
import { type Series, valueAt } from './series.ts';

const series = (...values: number[]): Series[] => [
  { key: 'a', name: 'a', color: 'red', values: Float64Array.from(values) },
];

describe('axes', () => {
  it('begin at zero for rates, even where nothing is slow', () => {
    const scale = valueScale('perSec', series(1990, 2000), 60);
    expect(scale.ticks[0]).toBe(0);
    expect(scale.y(2000)).toBeLessThan(10);
  });

  it('write no more round figures than have room', () => {
    const ticks = (max: number, heightPx: number) =>
      valueScale('perSec', series(max), heightPx).ticks;
    expect(ticks(2000, 62)).toEqual([0, 1000, 2000]);
    expect(ticks(200, 48)).toEqual([0, 200]);
    expect(ticks(130, 62)).toEqual([0, 50, 100]);
  });

  it('give latency whole decades, at least two', () => {
    const scale = valueScale('ms', series(4, 9), 80);
    expect(scale.ticks).toEqual([1, 10, 100]);
    expect(scale.y(10)).toBeCloseTo(40, 6);
  });

  it('have room for everything that is drawn', () => {
    for (const measure of ['perSec', 'ms', 'ratio', 'count'] as const) {
      const values = measure === 'ratio' ? [0, 1] : [0.2, 17, 40_000];
      const scale = valueScale(measure, series(...values), 50);
      for (const value of values) {
        expect(scale.y(value)).toBeGreaterThanOrEqual(0);
        expect(scale.y(value)).toBeLessThanOrEqual(50);
      }
    }
  });

  it('mark round moments', () => {
    const seconds = (ns: number) => ns / 1e9;
    const whole = (toNs: number) => ({ fromNs: 0, toNs });
    expect(timeTicks(whole(60e9), 720).map(seconds)).toEqual([0, 10, 20, 30, 40, 50, 60]);
    expect(timeTicks(whole(0.05e9), 500).map((ns) => ns / 1e6)).toEqual([0, 10, 20, 30, 40, 50]);
    expect(timeTicks(whole(7200e9), 720).map(seconds)[1]).toBe(900);
    expect(timeTicks(whole(0), 500)).toEqual([]);
    // Zoomed in, the moments stay the round ones.
    expect(timeTicks({ fromNs: 12.3e9, toNs: 18e9 }, 500).map(seconds)).toEqual([
      13, 14, 15, 16, 17, 18,
    ]);
  });
});

it('reads the value that is drawn at a moment', () => {
  const plot = { series: series(1, 2, 3), fromNs: 0, stepNs: 10 };
  const read = (ns: number) => valueAt(plot, plot.series[0]!, ns);
  expect([0, 9, 10, 29, 30, 31].map(read)).toEqual([1, 1, 2, 3, 3, Number.NaN]);
});
