/** The axis that all charts share. */
import { memo } from 'react';
import type { Format } from '../i18n/format.ts';
import { useFormat } from '../i18n/i18n.ts';
import { timeTicks } from './scales.ts';

export const TimeAxis = memo(function TimeAxis({
  durationNs,
  widthPx,
}: {
  readonly durationNs: number;
  readonly widthPx: number;
}) {
  const format = useFormat();
  const x = (ns: number) => (ns / durationNs) * widthPx;
  return (
    <svg className="time-axis" width={widthPx} height={18} aria-hidden>
      {timeTicks(durationNs, widthPx).map((ns) => (
        <g key={ns} transform={`translate(${x(ns)} 0)`}>
          <path className="grid-line" d="M.5 0v4" />
          <text className="tick num" y={14} textAnchor={ns === 0 ? 'start' : 'middle'}>
            {ns === 0 ? '0' : momentText(ns, durationNs, format)}
          </text>
        </g>
      ))}
    </svg>
  );
});

/** `30 s` in a run of a minute; `1:30` and `2:15:00` in longer ones, where units would crowd. */
function momentText(ns: number, durationNs: number, format: Format): string {
  if (durationNs <= 60e9) return format.duration(ns / 1e6);
  const seconds = Math.round(ns / 1e9);
  const pad = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = pad(seconds % 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${rest}` : `${minutes}:${rest}`;
}
