/** Numbers as people type them: `30 s`, `1,500`, `10k`, `20 %`. Pure. */

/** What stands in a field, and the unit after it: a bare number typed there has that unit. */
export interface Written {
  readonly text: string;
  readonly unit: string;
}

/** A duration's unit is one of four, whatever the page's language calls it. */
export interface WrittenDuration extends Written {
  readonly unit: 'ms' | 's' | 'min' | 'h';
}

const MS_OF: Readonly<Record<string, number>> = {
  마이크로초: 0.001,
  us: 0.001,
  µs: 0.001,
  μs: 0.001,
  ms: 1,
  밀리초: 1,
  s: 1000,
  sec: 1000,
  초: 1000,
  m: 60_000,
  min: 60_000,
  분: 60_000,
  h: 3_600_000,
  시간: 3_600_000,
};

const plain = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 12 });

export function writeNumber(value: number): string {
  return plain.format(value);
}

/** Seconds from 1,000 ms on; minutes from ten on and hours from two on, where they come out even. */
export function writeDuration(ms: number): WrittenDuration {
  if (ms >= 7_200_000 && ms % 3_600_000 === 0) {
    return { text: writeNumber(ms / 3_600_000), unit: 'h' };
  }
  if (ms >= 600_000 && ms % 60_000 === 0) return { text: writeNumber(ms / 60_000), unit: 'min' };
  if (ms >= 1000) return { text: writeNumber(ms / 1000), unit: 's' };
  return { text: writeNumber(ms), unit: 'ms' };
}

/** Milliseconds, or null for what is no duration. */
export function readDuration(text: string, unit: string): number | null {
  const match = /^(.*?)\s*([a-zµμ가-힣]*)$/i.exec(text.trim());
  const factor = MS_OF[(match?.[2] || unit).toLowerCase()];
  const value = readNumber(match?.[1] ?? '');
  return factor === undefined || value === null ? null : trimmed(value * factor);
}

/** Commas between groups of three are decoration; a single other comma is a decimal point. */
export function readNumber(text: string): number | null {
  const match = /^(.*?)\s*([kKmM]?)$/.exec(text.trim().replace(/[\s\u202f\u00a0]/g, ''));
  const digits = match?.[1] ?? '';
  const ungrouped = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(digits)
    ? digits.replaceAll(',', '')
    : digits.replace(',', '.');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(ungrouped)) return null;
  const factor = { k: 1e3, m: 1e6 }[(match?.[2] ?? '').toLowerCase()] ?? 1;
  const value = Number(ungrouped) * factor;
  return Number.isFinite(value) ? trimmed(value) : null;
}

export function writePercent(ratio: number): string {
  return writeNumber(trimmed(ratio * 100));
}

export function readPercent(text: string): number | null {
  const value = readNumber(text.replace(/\s*%\s*$/, ''));
  return value === null ? null : trimmed(value / 100);
}

/** 0.1 × 3 is 0.3 here: what was typed has no more than 12 figures. */
function trimmed(value: number): number {
  return Number(value.toPrecision(12));
}

/** The neighbouring number for an arrow key: ones below ten, else a tenth of the leading power. */
export function nextStep(
  value: number,
  step: { readonly up: boolean; readonly large: boolean; readonly isWhole: boolean },
): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(Math.abs(value), 1e-9)));
  const fine = Math.abs(value) < 1 && !step.isWhole ? power / 10 : Math.max(power / 10, 1);
  const size = Math.max(step.isWhole ? 1 : 0, fine) * (step.large ? 10 : 1);
  return trimmed(value + (step.up ? size : -size));
}
