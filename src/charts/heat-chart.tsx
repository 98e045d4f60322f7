/** Cells on a canvas, with the axis of its rows beside it. */
import { memo, useLayoutEffect, useRef } from 'react';
import { useFormat } from '../i18n/i18n.ts';
import { type Heat, heatScale, heatShare, rowBounds } from './heat.ts';
import { cssColor, ramp, rampColor } from './ramp.ts';
import { tickText } from './readings.ts';
import { type TimeSpan, xScale } from './series.ts';

export interface HeatChartProps {
  readonly heat: Heat;
  /** Where the first column begins, and how long each is. */
  readonly fromNs: number;
  readonly stepNs: number;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly window: TimeSpan;
  readonly isDark: boolean;
}

export const HeatChart = memo(function HeatChart(props: HeatChartProps) {
  const { heat, widthPx, heightPx, window } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const format = useFormat();
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || widthPx <= 0 || heightPx <= 0 || window.toNs <= window.fromNs) return;
    const scale = devicePixelRatio;
    context.canvas.width = Math.round(widthPx * scale);
    context.canvas.height = Math.round(heightPx * scale);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    paintHeat(context, props);
  }, [props, widthPx, heightPx, window]);
  if (widthPx <= 0 || heightPx <= 0) return null;
  const ticks = heat.edgesMs ? heatScale(heat.edgesMs, heightPx) : null;
  return (
    <div className="heat-chart" style={{ height: heightPx }} aria-hidden>
      <canvas ref={canvas} />
      {ticks ? (
        <svg className="strip-chart" width={widthPx} height={heightPx} aria-hidden>
          {ticks.ticks.map((tick) => (
            <g key={tick} transform={`translate(0 ${Math.round(ticks.y(tick))})`}>
              <path className="grid-line" d={`M0 .5H${widthPx}`} opacity="0.5" />
              <text className="tick num" x={-8} dy="0.32em" textAnchor="end">
                {tickText('ms', tick, format)}
              </text>
            </g>
          ))}
        </svg>
      ) : null}
    </div>
  );
});

/** Also used for the picture that is saved. */
export function paintHeat(
  context: Pick<CanvasRenderingContext2D, 'fillRect' | 'fillStyle'>,
  { heat, fromNs, stepNs, widthPx, heightPx, window, isDark }: HeatChartProps,
): void {
  const colors = ramp(isDark).map(cssColor);
  const bounds = rowBounds(heat, heightPx);
  const x = xScale(window, widthPx);
  const columns = heat.cells.length / Math.max(1, heat.rows);
  for (let column = 0; column < columns; column++) {
    // Whole pixels, so that neighbours leave no seam.
    const left = Math.max(0, Math.round(x(fromNs + column * stepNs)));
    const right = Math.min(widthPx, Math.round(x(fromNs + (column + 1) * stepNs)));
    if (right <= left) continue;
    for (let row = 0; row < heat.rows; row++) {
      const share = heatShare(heat, heat.cells[column * heat.rows + row]!);
      if (share === null) continue;
      const { topPx, heightPx: high } = bounds[row]!;
      context.fillStyle = colors[Math.round(share * (colors.length - 1))]!;
      context.fillRect(left, topPx, right - left, Math.max(1, high));
    }
  }
}

/** Colours enough for a key, from little to much. */
export function keyColors(isDark: boolean): string[] {
  const colors = ramp(isDark);
  return Array.from({ length: 9 }, (_, i) => cssColor(rampColor(colors, i / 8)));
}

/** What the colours stand for. */
export function HeatKey({
  heat,
  isDark,
  least,
  most,
}: {
  readonly heat: Heat;
  readonly isDark: boolean;
  readonly least: string;
  readonly most: string;
}) {
  const stops = keyColors(isDark);
  return (
    <div className={`heat-key num ${heat.isLogarithmic ? 'is-log' : ''}`}>
      <span>{least}</span>
      <span className="heat-ramp" style={{ background: `linear-gradient(to right, ${stops})` }} />
      <span>{most}</span>
    </div>
  );
}
