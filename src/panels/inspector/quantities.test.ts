import { describe, expect, it } from 'vitest';
import {
  nextStep,
  readDuration,
  readNumber,
  readPercent,
  writeDuration,
  writePercent,
} from './quantities.ts';

describe('numbers as people type them', () => {
  it.each([
    ['1,500', 1500],
    ['1500', 1500],
    ['10k', 10_000],
    ['2.5M', 2_500_000],
    ['0,5', 0.5],
    ['.25', 0.25],
    ['1e3', 1000],
  ])('%s is %d', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it.each(['', 'ten', '1.2.3', '1,2,3', '--1', 'NaN', 'Infinity'])('“%s” is none', (text) => {
    expect(readNumber(text)).toBeNull();
  });

  it('takes the unit on screen unless another is typed', () => {
    expect(readDuration('30', 's')).toBe(30_000);
    expect(readDuration('30 ms', 's')).toBe(30);
    expect(readDuration('0.1s', 'ms')).toBe(100);
    expect(readDuration('2 min', 'ms')).toBe(120_000);
    expect(readDuration('3초', 'ms')).toBe(3000);
    expect(readDuration('30밀리초', 's')).toBe(30);
    expect(readDuration('500µs', 'ms')).toBe(0.5);
    expect(readDuration('5 parsecs', 'ms')).toBeNull();
  });

  it('writes durations in seconds from one second on, in minutes where they come out even', () => {
    expect(writeDuration(999)).toEqual({ text: '999', unit: 'ms' });
    expect(writeDuration(1000)).toEqual({ text: '1', unit: 's' });
    expect(writeDuration(5000)).toEqual({ text: '5', unit: 's' });
    expect(writeDuration(30_000)).toEqual({ text: '30', unit: 's' });
    expect(writeDuration(12_345)).toEqual({ text: '12.345', unit: 's' });
    expect(writeDuration(3_600_000)).toEqual({ text: '60', unit: 'min' });
    expect(writeDuration(86_400_000)).toEqual({ text: '24', unit: 'h' });
  });

  it('reads back what it writes', () => {
    for (const ms of [
      0, 0.05, 1, 999, 1000, 1234.5678, 10_000, 12_300, 60_000, 7_992_000, 2_592_000_000,
    ]) {
      const { text, unit } = writeDuration(ms);
      expect(readDuration(text, unit)).toBe(ms);
    }
    for (const ratio of [0, 0.001, 0.2, 0.99, 1]) {
      expect(readPercent(writePercent(ratio))).toBe(ratio);
    }
  });

  it('steps by ones, or by a tenth of the size', () => {
    expect(nextStep(3, { up: true, large: false, isWhole: true })).toBe(4);
    expect(nextStep(200, { up: true, large: false, isWhole: true })).toBe(210);
    expect(nextStep(0.5, { up: false, large: false, isWhole: false })).toBe(0.49);
    expect(nextStep(200, { up: true, large: true, isWhole: true })).toBe(300);
  });
});
