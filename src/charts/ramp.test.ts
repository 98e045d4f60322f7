import { describe, expect, it } from 'vitest';
import { type Rgb, ramp } from './ramp.ts';

/** CIE lightness, 0–100, from another definition than the ramp is made with. */
function lightness(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((byte) => {
    const value = byte / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  const y = 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

const panels: Readonly<Record<string, Rgb>> = { light: [255, 255, 255], dark: [22, 30, 37] };

describe.each(['light', 'dark'])('the ramp on %s ground', (theme) => {
  const steps = ramp(theme === 'dark').map(lightness);
  const sign = theme === 'dark' ? 1 : -1;

  it('goes from little to much in even steps', () => {
    const gaps = steps.slice(1).map((each, i) => sign * (each - steps[i]!));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    expect(Math.min(...gaps)).toBeGreaterThan(mean * 0.4);
    expect(Math.max(...gaps)).toBeLessThan(mean * 1.6);
  });

  it('spans most of what a screen shows, and its least still stands out', () => {
    expect(Math.abs(steps.at(-1)! - steps[0]!)).toBeGreaterThan(50);
    expect(Math.abs(steps[0]! - lightness(panels[theme]!))).toBeGreaterThan(8);
  });
});
