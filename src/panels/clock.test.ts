import { expect, it } from 'vitest';
import { formats } from '../i18n/format.ts';
import { clockText, momentText, speedText } from './clock.ts';

const en = formats('en');

it('shows thousandths, cut and not rounded', () => {
  expect(clockText(23_412_999_999, 1, en)).toBe('00:23.412');
  expect(clockText(0, 600, en)).toBe('00:00.000');
});

it('says of a moment what the story says of it', () => {
  for (const ns of [
    0, 999_999, 1e6, 20_000_499_999, 20_000_500_000, 23_412_999_999.7, 59_999_999_999,
  ]) {
    expect(clockText(ns, 1, en)).toBe(en.time(ns / 1e6));
    expect(clockText(ns, 0.001, en).split('\u202f')[0]).toBe(en.time(ns / 1e6));
  }
});

it('shows microseconds in slow motion', () => {
  expect(clockText(23_412_034_500, 0.01, en)).toBe('00:23.412\u202f034');
});

it('writes slow motion as a fraction', () => {
  expect([0.0001, 0.1, 0.5, 60].map((speed) => speedText(speed, en))).toEqual([
    '1/10000\u202f×',
    '1/10\u202f×',
    '0.5\u202f×',
    '60\u202f×',
  ]);
});

it('writes a moment that stands alone with microseconds only where it has some', () => {
  expect(momentText(5_999_000_000, en)).toBe('00:05.999');
  expect(momentText(28_683_458_000, en)).toBe('00:28.683\u202f458');
});
