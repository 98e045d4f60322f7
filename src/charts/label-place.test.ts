import { describe, expect, it } from 'vitest';
import { placeBetween } from './label-place.ts';

const axis = [
  { xPx: 0, text: '0', isStart: true },
  { xPx: 112, text: '10 s', isStart: false },
  { xPx: 224, text: '20 s', isStart: false },
];

describe('a word beside the moments of an axis', () => {
  it('stands in the first gap that holds it', () => {
    const x = placeBetween('warm-up', axis, { endPx: 56, widthPx: 300 })!;
    expect(x).toBeGreaterThan(6);
    // Seven letters of about six pixels end well before “10 s”, which begins at 100.
    expect(x + 7 * 6.2).toBeLessThan(96);
  });

  it('goes on to the next gap, as long as most of it is before the end', () => {
    const tight = [
      { xPx: 0, text: '0', isStart: true },
      { xPx: 40, text: '1:05:30', isStart: false },
      ...axis.slice(2),
    ];
    const x = placeBetween('warm-up', tight, { endPx: 120, widthPx: 300 })!;
    expect(x).toBeGreaterThan(40 + 3.5 * 6.2);
    expect(placeBetween('warm-up', tight, { endPx: 60, widthPx: 300 })).toBeNull();
  });

  it('stands nowhere rather than on a moment', () => {
    const full = Array.from({ length: 6 }, (_, i) => ({
      xPx: 50 * i,
      text: '10 s',
      isStart: false,
    }));
    expect(placeBetween('warm-up', full, { endPx: 300, widthPx: 300 })).toBeNull();
    expect(placeBetween('워밍업', full.slice(0, 2), { endPx: 300, widthPx: 300 })).toBeGreaterThan(
      50,
    );
  });
});
