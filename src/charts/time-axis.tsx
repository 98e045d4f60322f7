/** The axis that all charts share. */
import { memo } from 'react';
import { useFormat } from '../i18n/i18n.ts';
import { placeBetween } from './label-place.ts';
import { momentText } from './moment.ts';
import { timeTicks } from './scales.ts';
import { type TimeSpan, xScale } from './series.ts';

/** Nearer to an end than this, a moment's text would stand outside. */
const END_PX = 20;

export const TimeAxis = memo(function TimeAxis({
  window,
  widthPx,
  begin,
}: {
  readonly window: TimeSpan;
  readonly widthPx: number;
  /** A stretch at its beginning that has a name, as the warm-up. */
  readonly begin?: { readonly endPx: number; readonly name: string } | undefined;
}) {
  const format = useFormat();
  const x = xScale(window, widthPx);
  const ticks = timeTicks(window, widthPx);
  const moments = ticks.map((ns) => ({
    ns,
    xPx: x(ns),
    text: momentText(ns, window, ticks, format),
    isStart: x(ns) < END_PX,
  }));
  const namePx = begin && placeBetween(begin.name, moments, { endPx: begin.endPx, widthPx });
  return (
    <svg className="time-axis" width={widthPx} height={18} aria-hidden>
      {moments.map(({ ns, xPx, text, isStart }) => (
        <g key={ns} transform={`translate(${xPx} 0)`}>
          <path className="grid-line" d="M.5 0v4" />
          <text className="tick num" y={14} textAnchor={isStart ? 'start' : 'middle'}>
            {text}
          </text>
        </g>
      ))}
      {begin && namePx != null ? (
        <>
          <path className="begin-line" d={`M0 1.5H${begin.endPx}`} />
          <text className="tick begin-name" x={namePx} y={14}>
            {begin.name}
          </text>
        </>
      ) : null}
    </svg>
  );
});
