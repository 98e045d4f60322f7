/** The axis that all charts share. */
import { memo } from 'react';
import type { Format } from '../i18n/format.ts';
import { useFormat } from '../i18n/i18n.ts';
import { timeTicks } from './scales.ts';
import { type TimeSpan, xScale } from './series.ts';

/** Nearer to an end than this, a moment's text would stand outside. */
const END_PX = 20;

export const TimeAxis = memo(function TimeAxis({
  window,
  widthPx,
}: {
  readonly window: TimeSpan;
  readonly widthPx: number;
}) {
  const format = useFormat();
  const x = xScale(window, widthPx);
  const ticks = timeTicks(window, widthPx);
  return (
    <svg className="time-axis" width={widthPx} height={18} aria-hidden>
      {ticks.map((ns) => (
        <g key={ns} transform={`translate(${x(ns)} 0)`}>
          <path className="grid-line" d="M.5 0v4" />
          <text className="tick num" y={14} textAnchor={x(ns) < END_PX ? 'start' : 'middle'}>
            {momentText(ns, window, ticks, format)}
          </text>
        </g>
      ))}
    </svg>
  );
});

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
