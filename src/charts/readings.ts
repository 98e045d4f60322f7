/** How a chart's figures are written. */
import type { Format } from '../i18n/format.ts';
import type { Measure } from './series.ts';

export function readingText(measure: Measure, value: number, format: Format): string {
  if (!Number.isFinite(value)) return '–';
  switch (measure) {
    case 'perSec':
      return format.rate(value);
    case 'ms':
      return format.duration(value);
    case 'ratio':
      return format.ratio(value);
    case 'count':
      return format.number(value);
    default:
      return measure satisfies never;
  }
}

/** How much more or less it is than before: `+32 ms`, `−12 /s`; shares in points. Empty where nothing can be said. */
export function differenceText(
  measure: Measure,
  { now, before }: { readonly now: number; readonly before: number },
  format: Format,
): string {
  if (!Number.isFinite(now) || !Number.isFinite(before)) return '';
  const size = Math.abs(now - before);
  const text = measure === 'ratio' ? format.points(size) : readingText(measure, size, format);
  if (now === before) return `±${text}`;
  return `${now > before ? '+' : '−'}${text}`;
}

/** Beside the axis, where the title has said the unit of rates. */
export function tickText(measure: Measure, value: number, format: Format): string {
  if (measure === 'ms') return format.durationTick(value);
  if (measure === 'ratio') return format.quantity({ value: format.percent(value), unit: '%' });
  return value >= 1000 ? `${format.number(value / 1000)}k` : format.number(value);
}
