/**
 * One chart of the stack: lines and areas over the run's time axis. Knows nothing of the cursor, so it is drawn again
 * only when there is more data.
 */
import { memo, useId } from 'react';
import { useFormat } from '../i18n/i18n.ts';
import { areaPath, linePath } from './paths.ts';
import { tickText } from './readings.ts';
import { type ValueScale, valueScale } from './scales.ts';
import { type Measure, type Plot, type Series, type TimeSpan, xScale } from './series.ts';

/** A stroke at the edge of the plot keeps its width. */
const OVER_PX = 2;

export interface StripChartProps {
  readonly plot: Plot;
  readonly measure: Measure;
  readonly widthPx: number;
  readonly heightPx: number;
  /** What the width stands for. */
  readonly window: TimeSpan;
  /** Drawn up to here; what follows is not simulated yet. */
  readonly doneNs: number;
  readonly outages: readonly TimeSpan[];
  readonly warmupNs: number;
}

export const StripChart = memo(function StripChart(props: StripChartProps) {
  const { plot, measure, widthPx, heightPx, window, doneNs } = props;
  const format = useFormat();
  const hatch = useId();
  const clip = useId();
  if (widthPx <= 0 || heightPx <= 0 || window.toNs <= window.fromNs) return null;
  const scale = valueScale(measure, plot.series, heightPx);
  const x = xScale(window, widthPx);
  const inside = (ns: number) => Math.max(0, Math.min(x(ns), widthPx));
  return (
    <svg className="strip-chart" width={widthPx} height={heightPx} aria-hidden>
      <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse">
        <path className="hatch" d="M-1 7L7-1M-1 1L1-1M5 7L7 5" />
      </pattern>
      <clipPath id={clip}>
        <rect y={-OVER_PX} width={widthPx} height={heightPx + 2 * OVER_PX} />
      </clipPath>
      {props.warmupNs > window.fromNs ? (
        <rect width={inside(props.warmupNs)} height={heightPx} fill={`url(#${hatch})`} />
      ) : null}
      {props.outages
        .filter((band) => band.toNs > window.fromNs && band.fromNs < window.toNs)
        .map((band) => (
          <rect
            key={band.fromNs}
            className="outage"
            x={inside(band.fromNs)}
            width={Math.max(1, inside(band.toNs) - inside(band.fromNs))}
            height={heightPx}
          />
        ))}
      {scale.ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${Math.round(scale.y(tick))})`}>
          <path className="grid-line" d={`M0 .5H${widthPx}`} />
          <text className="tick num" x={-8} dy="0.32em" textAnchor="end">
            {tickText(measure, tick, format)}
          </text>
        </g>
      ))}
      <g clipPath={`url(#${clip})`}>
        {plot.series.map((series) => (
          <SeriesPath key={series.key} {...{ series, plot, scale, x }} />
        ))}
      </g>
      {doneNs < window.toNs ? (
        <g className="not-yet">
          <rect x={inside(doneNs)} width={widthPx - inside(doneNs)} height={heightPx} />
          <path d={`M${Math.round(inside(doneNs)) + 0.5} 0V${heightPx}`} />
        </g>
      ) : null}
    </svg>
  );
});

interface SeriesPathProps {
  readonly series: Series;
  readonly plot: Plot;
  readonly scale: ValueScale;
  readonly x: (ns: number) => number;
}

function SeriesPath({ series, plot, scale, x }: SeriesPathProps) {
  // A value stands for its whole step: drawn at the middle of it.
  const at = { x: (index: number) => x(plot.fromNs + (index + 0.5) * plot.stepNs), y: scale.y };
  const { values, before, color, isArea, dash } = series;
  return (
    <>
      {isArea ? <path className="area" d={areaPath(values, at)} fill={color} /> : null}
      {before ? <path className="line is-before" d={linePath(before, at)} stroke={color} /> : null}
      <path className="line" d={linePath(values, at)} stroke={color} strokeDasharray={dash} />
    </>
  );
}
