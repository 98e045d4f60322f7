/** How the moments of an axis are written. */
import type { Format } from '../i18n/format.ts';
import type { TimeSpan } from './series.ts';

/** `30 s` in a run of a minute; `1:30` and `2:15:00` in longer ones, where units would crowd. */
export function momentText(
  ns: number,
  { toNs }: TimeSpan,
  ticks: readonly number[],
  format: Format,
): string {
  if (ns === 0) return '0';
  if (toNs <= 60e9) return format.duration(ns / 1e6);
  const stepNs = (ticks[1] ?? 1e9) - (ticks[0] ?? 0);
  const decimals = stepNs >= 1e9 ? 0 : Math.ceil(-Math.log10(stepNs / 1e9) - 0.001);
  const seconds = ns / 1e9;
  const pad = (value: number, digits = 0) =>
    value.toFixed(digits).padStart(digits > 0 ? 3 + digits : 2, '0');
  const hours = Math.floor(seconds / 3600 + 1e-9);
  const minutes = Math.floor(seconds / 60 + 1e-9) % 60;
  const rest = pad(Math.max(0, seconds - (hours * 60 + minutes) * 60), decimals);
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}
