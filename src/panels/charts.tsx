/**
 * The charts under the time bar, on the same axis as its track. The cursor and the pointer's hair line run through all
 * of them, and what they cross is written beside each.
 */
import { useMemo, useRef, useState } from 'react';
import { DataTable } from '../charts/data-table.tsx';
import { Legend } from '../charts/legend.tsx';
import { readingText } from '../charts/readings.ts';
import { rangeOf, valueAt } from '../charts/series.ts';
import { StripChart } from '../charts/strip-chart.tsx';
import { TimeAxis } from '../charts/time-axis.tsx';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { player } from '../stores/run.ts';
import { useFrame, useRun } from '../stores/run-hooks.ts';
import { PHONE, useMedia } from '../ui/media.ts';
import { useSize } from '../ui/size.ts';
import { type ChartData, useChartChoices, useChartData } from './chart-hooks.ts';
import './charts.css';
import { clockText } from './clock.ts';
import { lenses } from './lenses.ts';
import { outages } from './outages.ts';
import { useSeekDrag } from './seek-drag.ts';

/** Between two charts, pixels. */
const GAP_PX = 8;
const AXIS_PX = 20;
/** A line of a read-out, and the title where it stands above the lines; the style sheet says the same. */
const LINE_PX = 16;
const TITLE_PX = 24;
const LINES_SIDE_BY_SIDE = 3;
const PLOT_PX_MIN = 24;

export function Charts() {
  const { t } = useTranslation();
  const { shown } = useChartChoices();
  const data = useChartData(shown);
  const plots = useRef<HTMLDivElement>(null);
  const size = useSize(plots);
  const [hoverNs, setHoverNs] = useState<number | null>(null);
  const cursorNs = useRun((state) => state.cursorNs);
  const shape = useRun((state) => state.shape);
  const durationNs = useRun((state) => state.durationNs);
  const bands = useOutages();
  const drag = useSeekDrag(plots);
  const doneNs = player.recording()?.doneNs ?? 0;
  const isStacked = useMedia(PHONE);
  const rows = rowHeights(data, size.height - AXIS_PX, isStacked);
  const common = {
    widthPx: size.width,
    durationNs,
    doneNs,
    outages: bands,
    warmupNs: shape?.warmupNs ?? 0,
  };
  return (
    <section className="charts" aria-label={t('charts.label')}>
      <div className="chart-gutter">
        {data.map(({ id, plot }, row) => (
          <div
            key={id}
            className="chart-head"
            style={{ height: rows[row]?.heightPx, marginBottom: GAP_PX }}
          >
            <h3>
              {t(`charts.${id}`)}
              {id === 'throughput' ? <small>{t('charts.throughputUnit')}</small> : null}
            </h3>
            <Legend plot={plot} measure={lenses[id].measure} atNs={hoverNs ?? cursorNs} />
          </div>
        ))}
      </div>
      <div
        ref={plots}
        className="chart-plots"
        {...drag.handlers}
        onPointerMove={(pointer) => {
          drag.handlers.onPointerMove(pointer);
          setHoverNs(durationNs > 0 ? drag.nsAt(pointer.clientX) : null);
        }}
        onPointerLeave={() => setHoverNs(null)}
      >
        {data.length === 0 ? <p className="chart-empty">{t('charts.noData')}</p> : null}
        {data.map(({ id, plot }, row) => (
          <figure
            key={id}
            style={{
              height: rows[row]?.heightPx,
              paddingTop: rows[row]?.headPx,
              marginBottom: GAP_PX,
            }}
          >
            <StripChart
              plot={plot}
              measure={lenses[id].measure}
              heightPx={plotPx(rows[row])}
              {...common}
            />
            <ChartInWords data={{ id, plot }} doneNs={doneNs} />
          </figure>
        ))}
        {data.length > 0 ? <TimeAxis durationNs={durationNs} widthPx={size.width} /> : null}
        {hoverNs === null ? null : <HairLine ns={hoverNs} />}
        {data.length > 0 ? <CursorLine /> : null}
      </div>
    </section>
  );
}

interface Row {
  readonly heightPx: number;
  /** What the read-out takes of it, where it stands above the plot. */
  readonly headPx: number;
}

/** Every row has room for its read-out; what is left goes to the plots by their weights. */
function rowHeights(data: readonly ChartData[], heightPx: number, isStacked: boolean): Row[] {
  const heads = data.map(({ plot }) => {
    const lines = plot.series.length;
    return isStacked ? TITLE_PX + LINE_PX * Math.ceil(lines / LINES_SIDE_BY_SIDE) : 0;
  });
  const least = data.map(({ plot }, row) =>
    isStacked ? heads[row]! + PLOT_PX_MIN : Math.max(PLOT_PX_MIN, LINE_PX * plot.series.length),
  );
  const weights = data.map(({ id }) => lenses[id].weight);
  const free = heightPx - GAP_PX * data.length;
  const fair = share(free, weights, heads);
  const short = fair.map((height, row) => height < least[row]!);
  // Those that would be cut short get what they need, and the others share the rest.
  const taken = sum(least.filter((_, row) => short[row]));
  const rest = share(
    free - taken,
    weights.map((weight, row) => (short[row] ? 0 : weight)),
    heads.map((head, row) => (short[row] ? 0 : head)),
  );
  return data.map((_, row) => ({
    heightPx: short[row] ? least[row]! : Math.max(PLOT_PX_MIN, rest[row]!),
    headPx: heads[row]!,
  }));
}

/** Divides a height by weights, after every row has had its own part. */
function share(heightPx: number, weights: readonly number[], own: readonly number[]): number[] {
  const free = heightPx - sum(own);
  const whole = sum(weights) || 1;
  return weights.map((weight, row) => own[row]! + Math.floor((free * weight) / whole));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

const plotPx = (row: Row | undefined) => (row ? row.heightPx - row.headPx : 0);

/** Moved by a share of the plots' own width, as the time bar's handle is, so that the two are one line. */
function CursorLine() {
  const carrier = useRef<HTMLDivElement>(null);
  const durationNs = useRun((state) => state.durationNs);
  useFrame((cursorNs) => {
    const share = durationNs > 0 ? (cursorNs / durationNs) * 100 : 0;
    if (carrier.current) carrier.current.style.transform = `translateX(${share}%)`;
  });
  return <div ref={carrier} className="cursor-line" aria-hidden />;
}

function HairLine({ ns }: { readonly ns: number }) {
  const format = useFormat();
  const speed = useRun((state) => state.speed);
  const durationNs = useRun((state) => state.durationNs);
  return (
    <div className="hair-line" style={{ left: `${(ns / durationNs) * 100}%` }} aria-hidden>
      <span className="mono">{clockText(ns, speed, format)}</span>
    </div>
  );
}

function useOutages() {
  const shape = useRun((state) => state.shape);
  const run = useRun((state) => state.run);
  const events = useRun(() => player.recording()?.events.length ?? 0);
  const doneNs = useRun(() => player.recording()?.doneNs ?? 0);
  return useMemo(() => {
    const recording = player.recording();
    return recording && shape && run > 0 && events > 0
      ? outages(recording.events, shape, doneNs)
      : [];
  }, [shape, run, events, doneNs]);
}

/** What the picture shows, for whoever does not see it; once the run is done, so as not to be rebuilt all along. */
function ChartInWords({ data, doneNs }: { readonly data: ChartData; readonly doneNs: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const status = useRun((state) => state.status);
  const { measure } = lenses[data.id];
  const text = useMemo(() => {
    const write = (value: number) => readingText(measure, value, format);
    return data.plot.series
      .map((series) => {
        const range = rangeOf([series]);
        const now = valueAt(data.plot, series, player.cursorNs());
        return range
          ? t('charts.summary', {
              name: series.name,
              min: write(range.min),
              max: write(range.max),
              now: write(now),
            })
          : `${series.name}: ${t('charts.noData')}`;
      })
      .join('. ');
  }, [data.plot, measure, format, t]);
  const name = t(`charts.${data.id}`);
  return (
    <>
      <figcaption className="visually-hidden">{`${name}. ${text}`}</figcaption>
      {status === 'finished' ? (
        <DataTable caption={name} plot={data.plot} measure={measure} doneNs={doneNs} />
      ) : null}
    </>
  );
}
