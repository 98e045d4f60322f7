/**
 * A ramp of colours from little to much whose steps look alike: lightness rises (or falls, on paper) evenly in OKLab, so
 * that it is read without telling hues apart. On dark ground much is bright, on light ground much is dark.
 * Source of the matrices: B. Ottosson, "A perceptual color space for image processing" (2020).
 */
export type Rgb = readonly [red: number, green: number, blue: number];

export const RAMP_STEPS = 64;

interface Stop {
  readonly lightness: number;
  readonly chroma: number;
  /** Degrees. */
  readonly hue: number;
}

/** Both ends stand out from the panel they are drawn on. */
const stops = {
  light: [
    { lightness: 0.9, chroma: 0.045, hue: 185 },
    { lightness: 0.34, chroma: 0.135, hue: 285 },
  ],
  dark: [
    { lightness: 0.36, chroma: 0.09, hue: 280 },
    { lightness: 0.93, chroma: 0.12, hue: 160 },
  ],
} as const satisfies Record<string, readonly [Stop, Stop]>;

export function ramp(isDark: boolean): readonly Rgb[] {
  const [from, to] = stops[isDark ? 'dark' : 'light'];
  return Array.from({ length: RAMP_STEPS }, (_, step) => {
    const share = step / (RAMP_STEPS - 1);
    const mix = (part: keyof Stop) => from[part] + (to[part] - from[part]) * share;
    return rgbOf({ lightness: mix('lightness'), chroma: mix('chroma'), hue: mix('hue') });
  });
}

export const cssColor = ([red, green, blue]: Rgb) => `rgb(${red} ${green} ${blue})`;

export const rampColor = (colors: readonly Rgb[], share: number): Rgb =>
  colors[Math.round(share * (colors.length - 1))]!;

function rgbOf({ lightness, chroma, hue }: Stop): Rgb {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    channel(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** Linear light as a byte of sRGB; what no screen shows is cut. */
function channel(linear: number): number {
  const value = Math.max(0, Math.min(1, linear));
  const encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(encoded * 255);
}
