/** The axis that all charts share. */
import { memo } from 'react';
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
            {ns === 0 ? '0' : format.duration(ns / 1e6)}
          </text>
        </g>
      ))}
    </svg>
  );
});
