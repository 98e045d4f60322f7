import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { problemInEnglish } from '../base/text-problems.ts';
import { noSettings, readSettings, writeSettings } from './settings.ts';

const read = (text: string) => readSettings(text.split('&'));

describe('the settings of a link', () => {
  it('are none where none are named, whatever else stands there', () => {
    expect(read('s=abc&utm_source=x')).toEqual({ ok: true, settings: noSettings });
  });

  it('are read in any order', () => {
    expect(read('t=12.5&s=abc&readonly=1&autoplay=0&embed=1')).toEqual({
      ok: true,
      settings: { isEmbedded: true, isReadOnly: true, isAutoplay: false, atMs: 12_500 },
    });
  });

  it.each(['embed=yes', 'readonly=', 'autoplay=2', 't=', 't=-1', 't=1e3', 't=NaN', 't=1:20'])(
    'say what was expected instead of %s',
    (text) => {
      const result = read(text);
      expect(result.ok ? '' : problemInEnglish(result.problem)).toMatch(/^expected /);
    },
  );

  it('bound a time', () => {
    expect(read(`t=${'9'.repeat(31)}`).ok).toBe(false);
    expect(read(`t=0.${'1'.repeat(100)}`).ok).toBe(false);
  });

  it('bring back every microsecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (micros) => {
        const atMs = micros / 1000;
        const result = read(writeSettings({ atMs }).slice(1));
        expect(result.ok && result.settings.atMs).toBe(atMs);
        expect(result.ok && Math.round((result.settings.atMs ?? 0) * 1000)).toBe(micros);
      }),
    );
  });

  it('are written as short as they can be', () => {
    expect(writeSettings({})).toBe('');
    expect(writeSettings({ atMs: 0.25, isEmbedded: true })).toBe('&embed=1&t=0.00025');
    expect(writeSettings({ atMs: 60_000, isReadOnly: true, isAutoplay: true })).toBe(
      '&readonly=1&autoplay=1&t=60',
    );
  });
});
