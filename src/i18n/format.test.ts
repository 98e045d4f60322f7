import { describe, expect, it } from 'vitest';
import { formats } from './format.ts';

const en = formats('en');
const ko = formats('ko');

/** Narrow spaces as plain ones, so that the expectations can be read. */
const plain = (text: string) => text.replaceAll('\u202f', ' ');

describe('numbers', () => {
  it.each([
    [0, '0'],
    [3.05e-13, '0'],
    [-3.05e-13, '0'],
    [0.12345, '0.123'],
    [9.876, '9.88'],
    [87.44, '87.4'],
    [99.96, '100'],
    [412.4, '412'],
    [1998, '1,998'],
    [2000, '2,000'],
    [99_999, '99,999'],
    [123_456, '123k'],
    [999_600, '1M'],
    [1_234_567, '1.23M'],
    [2.5e9, '2.5G'],
    [-12.34, '-12.3'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NaN, '–'],
  ])('writes %d as %s', (value, text) => {
    expect(en.number(value)).toBe(text);
    expect(ko.number(value)).toBe(text);
  });

  it('counts with every digit', () => {
    expect(en.count(1_234_567)).toBe('1,234,567');
  });

  it('writes rates with their unit', () => {
    expect(plain(en.rate(2000))).toBe('2,000 /s');
  });

  it('joins names as the language does', () => {
    expect(en.list(['a', 'b', 'c'])).toBe('a, b and c');
    expect(ko.list(['a', 'b'])).toBe('a 및 b');
  });
});

describe('ratios', () => {
  it.each([
    [0, '0 %'],
    [1, '100 %'],
    [0.874, '87.4 %'],
    [0.5, '50.0 %'],
    [0.0423, '4.23 %'],
    [0.00001, '<0.01 %'],
    [0.9996, '99.96 %'],
    [0.999999999, '99.999 %'],
  ])('writes %d as %s', (value, text) => {
    expect(plain(en.ratio(value))).toBe(text);
  });

  it('keeps the sign close in Korean', () => {
    expect(ko.ratio(0.874)).toBe('87.4%');
  });

  it('gives cards a whole percent, and never says all or none of what is neither', () => {
    expect(en.percent(0.62)).toBe('62');
    expect(en.percent(0.042)).toBe('4.2');
    expect(en.percent(0.998)).toBe('99');
    expect(en.percent(1)).toBe('100');
    expect(en.percent(0.0001)).toBe('<0.1');
    expect(en.percent(0)).toBe('0');
  });
});

describe('durations', () => {
  it.each([
    [0, '0 ms', '0ms'],
    [0.0001, '0.1 µs', '0.1µs'],
    [0.0423, '42.3 µs', '42.3µs'],
    [0.42, '0.42 ms', '0.42ms'],
    [12.34, '12.3 ms', '12.3ms'],
    [231, '231 ms', '231ms'],
    [999.9, '1 s', '1초'],
    [1240, '1.24 s', '1.24초'],
    [59_994, '60 s', '60초'],
    [60_000, '1 min', '1분'],
    [125_000, '2 min 5 s', '2분 5초'],
    [3_600_000, '1 h', '1시간'],
    [3_900_000, '1 h 5 min', '1시간 5분'],
    [90_000_000, '25 h', '25시간'],
  ])('writes %d ms as %s and %s', (ms, english, korean) => {
    expect(plain(en.duration(ms))).toBe(english);
    expect(plain(ko.duration(ms))).toBe(korean);
  });

  it('gives figure and unit apart', () => {
    expect(en.durationParts(1240)).toEqual({ value: '1.24', unit: 's' });
    expect([0.01, 10, 200, 2000].map((ms) => plain(ko.durationTick(ms)))).toEqual([
      '10µs',
      '10ms',
      '200ms',
      '2초',
    ]);
    expect(ko.durationTick(120_000)).toBe('2분');
    expect(plain(en.durationTick(100))).toBe('100 ms');
    expect(plain(en.durationTick(100_000))).toBe('100 s');
    expect(ko.durationTick(100_000)).toBe('100초');
    expect(ko.durationParts(1240)).toEqual({ value: '1.24', unit: '초' });
    expect(en.durationParts(125_000).unit).toBe('');
    expect(plain(en.quantity({ value: '2,000', unit: '/s' }))).toBe('2,000 /s');
    expect(ko.quantity({ value: '51', unit: '% 사용' })).toBe('51% 사용');
    expect(en.quantity({ value: '', unit: 'quiet' })).toBe('quiet');
  });
});

describe('moments', () => {
  it('shows minutes always on the clock and hours where there are some', () => {
    expect(en.time(23_412)).toBe('00:23.412');
    expect(en.time(754_007)).toBe('12:34.007');
    expect(en.time(3_723_412)).toBe('1:02:03.412');
    expect(en.time(-5)).toBe('00:00.000');
  });

  it('shows no millisecond that has not come, on the clock and in a list', () => {
    expect(en.time(23_412.999)).toBe('00:23.412');
    expect(en.shortTime(23_412.999)).toBe('23.412');
    // What doubles leave short of a moment is that moment.
    expect(en.shortTime(1000 * (4.35 * 100 - 0.65 * 100 + 0.1 + 0.2))).toBe('06:10.300');
    expect(en.shortTime(12.999_999_999)).toBe('0.013');
  });

  it('leaves minutes out of a list while there are none', () => {
    expect(en.shortTime(23_412)).toBe('23.412');
    expect(en.shortTime(83_412)).toBe('01:23.412');
  });
});
