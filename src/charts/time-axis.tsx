/** The axis that all charts share. */
import { memo } from 'react';
import { useFormat } from '../i18n/i18n.ts';
import { momentText } from './moment.ts';
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
