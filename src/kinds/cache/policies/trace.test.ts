import { describe, expect, it } from 'vitest';
import { densify, parseTrace } from './trace.ts';

describe('a trace in text', () => {
  it('has one integer a line, and may have blank lines and either line ending', () => {
    expect(parseTrace('3\r\n-1\r\n\r\n  3 \n9007199254740991')).toEqual([3, -1, 3, 2 ** 53 - 1]);
    expect(parseTrace('7\n')).toEqual([7]);
    expect(parseTrace('\uFEFF7\n')).toEqual([7]);
    expect(parseTrace('')).toEqual([]);
    expect(parseTrace('\n\n')).toEqual([]);
  });

  it('is refused with the number of its first bad line', () => {
    const seventeenth = `${'1\n'.repeat(16)}abc\nxyz\n`;
    expect(() => parseTrace(seventeenth)).toThrow('line 17: expected an integer, got "abc"');
    expect(() => parseTrace('\n\n1.5')).toThrow('line 3: expected an integer, got "1.5"');
    expect(() => parseTrace('1 2')).toThrow('line 1: expected an integer, got "1 2"');
    expect(() => parseTrace('1e3')).toThrow('line 1: expected an integer, got "1e3"');
    expect(() => parseTrace('x'.repeat(1000))).toThrow(/got "x{40}…"$/);
  });

  it('has keys of any size, and takes none for another', () => {
    const [a, b] = ['9007199254740993', '9007199254740992'];
    expect(parseTrace(`${a}\n${b}\n-${a}`)).toEqual([BigInt(a), BigInt(b), -BigInt(a)]);
    const { trace, keyCount } = densify(parseTrace([a, b, '7', a, `00${b}`, `-${a}`].join('\n')));
    expect([...trace]).toEqual([0, 1, 2, 0, 1, 3]);
    expect(keyCount).toBe(4);
    expect(() => parseTrace('1'.repeat(101))).toThrow(
      'line 1: expected at most 100 digits, got 101',
    );
  });
});

describe('a dense trace', () => {
  it('numbers keys by first appearance', () => {
    const { trace, keyCount } = densify([-5, 2 ** 53 - 1, -5, 0, -0, 2 ** 53 - 1]);
    expect([...trace]).toEqual([0, 1, 0, 2, 2, 1]);
    expect(keyCount).toBe(3);
  });

  it('may be empty', () => {
    expect(densify([])).toEqual({ trace: new Int32Array(0), keyCount: 0 });
  });
});
