/**
 * The charts as one picture that stands alone: title, axes, legends, and in its foot which run it is of. No style sheet
 * and no custom property is needed to see it; fonts are named.
 */
import { heatScale } from '../../charts/heat.ts';
import { momentText } from '../../charts/moment.ts';
import { areaPath, linePath } from '../../charts/paths.ts';
import { tickText } from '../../charts/readings.ts';
import { timeTicks, valueScale } from '../../charts/scales.ts';
import { type Series, type TimeSpan, xScale } from '../../charts/series.ts';
import type { Format } from '../../i18n/format.ts';
import type { ChartData } from '../chart-hooks.ts';
import type { TimeMark } from '../time-marks.ts';

export interface PictureParts {
  readonly title: string;
  readonly data: readonly ChartData[];
  readonly window: TimeSpan;
  readonly outages: readonly TimeSpan[];
  /** Where it ends; the summary does not count it. */
  readonly warmupNs: number;
  readonly marks: readonly TimeMark[];
  /** Which run this is of. */
  readonly foot: string;
  readonly words: { readonly before: string; readonly time: string; readonly warmup: string };
  /** The colours of cells, from little to much, and what the fullest stands for. */
  readonly ramp: readonly string[];
  answers(most: number): string;
  readonly format: Format;
  readonly fontFamily: string;
  /** A CSS colour, custom property or not, as one that stands alone. */
  color(css: string): string;
  /** The cells of a chart as an image, as large as its plot. */
  cells(chart: ChartData, size: { readonly widthPx: number; readonly heightPx: number }): string;
}

export interface Picture {
  readonly svg: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

const WIDTH = 1200;
const LEFT = 300;
const RIGHT = 24;
const TOP = 60;
const PLOT = WIDTH - LEFT - RIGHT;
const PLOT_HEIGHT = 110;
const GAP = 22;
const LINE = 17;
const FOOT = 74;

export function chartsPicture(parts: PictureParts): Picture {
  const { data, window, format, color, words, fontFamily } = parts;
  let top = TOP;
  const charts = data.map((chart) => {
    const lines = chart.heat?.edgesMs ? 1 : chart.plot.series.length;
    const isTable = chart.heat?.edgesMs === null;
    const plotPx = isTable ? LINE * Math.max(1, lines) : PLOT_HEIGHT;
    const svg = `<g transform="translate(${LEFT} ${top})">${oneChart(chart, plotPx, parts)}</g>`;
    top += Math.max(plotPx, LINE * (lines + 1)) + GAP;
    return svg;
  });
  const heightPx = top + FOOT;
  const x = xScale(window, PLOT);
  const ticks = timeTicks(window, PLOT);
  const axis = ticks.map(
    (ns) =>
      `<path d="M${x(ns)} 0v5" stroke="${color('var(--line-strong)')}"/>` +
      text(momentText(ns, window, ticks, format), {
        x: x(ns),
        y: 18,
        anchor: 'middle',
        color: color('var(--ink-3)'),
      }),
  );
  const marks = parts.marks
    .filter(({ atNs }) => atNs >= window.fromNs && atNs <= window.toNs)
    .map(
      ({ atNs, tone }) =>
        `<path d="M${x(atNs)} ${TOP - 12}V${top - GAP}" stroke="${color(`var(--${tone.tone})`)}" stroke-dasharray="1 3" opacity="0.8"/>` +
        `<circle cx="${x(atNs)}" cy="${TOP - 14}" r="3" fill="${color(`var(--${tone.tone})`)}"/>`,
    );
  const faint = color('var(--ink-3)');
  const warmup = warmupPx(parts) > 0 ? text(words.warmup, { x: 0, y: 36, color: faint }) : '';
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${heightPx}" viewBox="0 0 ${WIDTH} ${heightPx}" font-family="${escaped(fontFamily)}" font-size="12">`,
    `<title>${escaped(parts.title)}</title>`,
    `<desc>${escaped(parts.foot)}</desc>`,
    `<pattern id="warmup" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M-1 7L7-1M-1 1L1-1M5 7L7 5" stroke="${color('var(--line)')}"/></pattern>`,
    `<rect width="${WIDTH}" height="${heightPx}" fill="${color('var(--panel)')}"/>`,
    text(parts.title, { x: 24, y: 30, size: 16, weight: 620, color: color('var(--ink)') }),
    `<g transform="translate(${LEFT} 0)">${marks.join('')}</g>`,
    ...charts,
    `<g transform="translate(${LEFT} ${top - GAP + 6})">${axis.join('')}${warmup}${text(words.time, { x: PLOT, y: 36, anchor: 'end', color: faint })}</g>`,
    text(parts.foot, { x: 24, y: heightPx - 16, size: 11, color: color('var(--ink-3)') }),
    '</svg>',
  ];
  return { svg: svg.join('\n'), widthPx: WIDTH, heightPx };
}

/** How much of the plots lies in the warm-up. */
function warmupPx({ window, warmupNs }: PictureParts): number {
  return Math.max(0, Math.min(PLOT, xScale(window, PLOT)(warmupNs)));
}

function oneChart(chart: ChartData, heightPx: number, parts: PictureParts): string {
  const { color } = parts;
  const head = text(chart.unit ? `${chart.title} (${chart.unit})` : chart.title, {
    x: 24 - LEFT,
    y: 12,
    weight: 600,
    color: color('var(--ink)'),
  });
  return head + (chart.heat ? cellsOf(chart, heightPx, parts) : linesOf(chart, heightPx, parts));
}

function linesOf(chart: ChartData, heightPx: number, parts: PictureParts): string {
  const { window, color, format, outages, words } = parts;
  const { plot, measure } = chart;
  const scale = valueScale(measure, plot.series, heightPx);
  const x = xScale(window, PLOT);
  const at = {
    x: (index: number) => Math.max(0, Math.min(PLOT, x(plot.fromNs + (index + 0.5) * plot.stepNs))),
    y: scale.y,
  };
  const shades = outages
    .filter(({ fromNs, toNs }) => toNs > window.fromNs && fromNs < window.toNs)
    .map(({ fromNs, toNs }) => {
      const left = Math.max(0, x(fromNs));
      const width = Math.max(1, Math.min(PLOT, x(toNs)) - left);
      return `<rect x="${left}" width="${width}" height="${heightPx}" fill="${color('var(--bad-soft)')}"/>`;
    });
  const warmup = `<rect width="${warmupPx(parts)}" height="${heightPx}" fill="url(#warmup)"/>`;
  const lines = plot.series.map(({ values, before, color: own, isArea, dash }) => {
    const stroke = color(own);
    return [
      isArea ? `<path d="${areaPath(values, at)}" fill="${stroke}" opacity="0.15"/>` : '',
      before
        ? `<path d="${linePath(before, at)}" fill="none" stroke="${stroke}" stroke-width="1.2" stroke-dasharray="3 2.5" opacity="0.6"/>`
        : '',
      `<path d="${linePath(values, at)}" fill="none" stroke="${stroke}" stroke-width="1.6" stroke-linejoin="round" stroke-linecap="round"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`,
    ].join('');
  });
  const legend = plot.series.map((series, row) => legendEntry(series, row + 1, color));
  const before = plot.series.some((series) => series.before)
    ? legendEntry(
        { name: words.before, color: 'var(--ink-3)', dash: '3 2.5' },
        plot.series.length + 1,
        color,
      )
    : '';
  const grid = scale.ticks.map((tick) => {
    const y = Math.round(scale.y(tick)) + 0.5;
    return (
      `<path d="M0 ${y}H${PLOT}" stroke="${color('var(--line)')}"/>` +
      text(tickText(measure, tick, format), {
        x: -8,
        y: y + 4,
        anchor: 'end',
        size: 10.5,
        color: color('var(--ink-3)'),
      })
    );
  });
  return [warmup, ...shades, ...grid, ...lines, ...legend, before].join('');
}

function cellsOf(chart: ChartData, heightPx: number, parts: PictureParts): string {
  const { color, format } = parts;
  const image = `<image width="${PLOT}" height="${heightPx}" preserveAspectRatio="none" href="${parts.cells(chart, { widthPx: PLOT, heightPx })}"/>`;
  const edges = chart.heat?.edgesMs;
  if (!chart.heat || !edges) {
    const names = chart.plot.series.map(({ name }, row) =>
      text(name, {
        x: -12,
        y: row * LINE + 12.5,
        anchor: 'end',
        size: 11.5,
        color: color('var(--ink-2)'),
      }),
    );
    return image + names.join('');
  }
  const scale = heatScale(edges, heightPx);
  const ticks = scale.ticks.map((tick) =>
    text(tickText('ms', tick, format), {
      x: -8,
      y: scale.y(tick) + 4,
      anchor: 'end',
      size: 10.5,
      color: color('var(--ink-3)'),
    }),
  );
  const key = parts.ramp.map(
    (each, step) =>
      `<rect x="${24 - LEFT + step * 8}" y="${LINE + 4}" width="8" height="8" fill="${each}"/>`,
  );
  const most = text(parts.answers(chart.heat.most), {
    x: 32 - LEFT + parts.ramp.length * 8,
    y: LINE + 12,
    size: 11.5,
    color: color('var(--ink-2)'),
  });
  return image + ticks.join('') + key.join('') + most;
}

function legendEntry(
  { name, color: own, dash }: Pick<Series, 'name' | 'color' | 'dash'>,
  row: number,
  color: PictureParts['color'],
): string {
  const y = row * LINE + 12;
  const dashes = dash ? ` stroke-dasharray="${dash}"` : '';
  return (
    `<path d="M${24 - LEFT} ${y - 4}h16" stroke="${color(own)}" stroke-width="1.8"${dashes}/>` +
    text(name, { x: 48 - LEFT, y, size: 11.5, color: color('var(--ink-2)') })
  );
}

interface TextLook {
  readonly x: number;
  readonly y: number;
  readonly color: string;
  readonly size?: number;
  readonly weight?: number;
  readonly anchor?: 'middle' | 'end';
}

function text(words: string, { x, y, color, size, weight, anchor }: TextLook): string {
  const looks = [
    size ? ` font-size="${size}"` : '',
    weight ? ` font-weight="${weight}"` : '',
    anchor ? ` text-anchor="${anchor}"` : '',
  ];
  return `<text x="${x}" y="${y}" fill="${color}"${looks.join('')}>${escaped(words)}</text>`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** What XML forbids outright is left out. */
function escaped(words: string): string {
  return words.replace(/\p{Cc}/gu, '').replace(/[&<>"]/g, (each) => escapes[each]!);
}
