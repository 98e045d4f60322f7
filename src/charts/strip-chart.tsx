/**
 * One chart of the stack: lines and areas over the run's time axis. Knows nothing of the cursor, so it is drawn again
 * only when there is more data.
 */
import { memo, useId } from 'react';
import { useFormat } from '../i18n/i18n.ts';
import { areaPath, linePath } from './paths.ts';
import { tickText } from './readings.ts';
import { type ValueScale, valueScale } from './scales.ts';
import type { Measure, Plot, Series } from './series.ts';

export interface Band {
  readonly fromNs: number;
  readonly toNs: number;
}

export interface StripChartProps {
  readonly plot: Plot;
  readonly measure: Measure;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly durationNs: number;
  /** Drawn up to here; what follows is not simulated yet. */
  readonly doneNs: number;
  readonly outages: readonly Band[];
  readonly warmupNs: number;
}

export const StripChart = memo(function StripChart(props: StripChartProps) {
  const { plot, measure, widthPx, heightPx, durationNs, doneNs } = props;
  const format = useFormat();
  const hatch = useId();
  if (widthPx <= 0 || heightPx <= 0 || durationNs <= 0) return null;
  const scale = valueScale(measure, plot.series, heightPx);
  const x = (ns: number) => (ns / durationNs) * widthPx;
  return (
    <svg className="strip-chart" width={widthPx} height={heightPx} aria-hidden>
      <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse">
        <path className="hatch" d="M-1 7L7-1M-1 1L1-1M5 7L7 5" />
      </pattern>
      {props.warmupNs > 0 ? (
        <rect width={x(props.warmupNs)} height={heightPx} fill={`url(#${hatch})`} />
      ) : null}
      {props.outages.map((band) => (
        <rect
          key={band.fromNs}
          className="outage"
          x={x(band.fromNs)}
          width={Math.max(1, x(band.toNs) - x(band.fromNs))}
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
      {plot.series.map((series) => (
        <SeriesPath key={series.key} {...{ series, plot, scale, x }} />
      ))}
      {doneNs < durationNs ? (
        <g className="not-yet">
          <rect x={x(doneNs)} width={widthPx - x(doneNs)} height={heightPx} />
          <path d={`M${Math.round(x(doneNs)) + 0.5} 0V${heightPx}`} />
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
  const at = { x: (index: number) => x((index + 0.5) * plot.stepNs), y: scale.y };
  const { values, color, isArea, dash } = series;
  return (
    <>
      {isArea ? <path className="area" d={areaPath(values, at)} fill={color} /> : null}
      <path className="line" d={linePath(values, at)} stroke={color} strokeDasharray={dash} />
    </>
  );
}
