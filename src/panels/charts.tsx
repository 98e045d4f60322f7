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
const WEIGHT_A_LINE = 0.3;

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
  const heights = rowHeights(data, size.height - AXIS_PX);
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
            style={{ height: heights[row], marginBottom: GAP_PX }}
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
          <figure key={id} style={{ height: heights[row], marginBottom: GAP_PX }}>
            <StripChart
              plot={plot}
              measure={lenses[id].measure}
              heightPx={heights[row] ?? 0}
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

function rowHeights(data: readonly ChartData[], heightPx: number): number[] {
  // Room for every line of the read-out, too.
  const weights = data.map(({ id, plot }) =>
    Math.max(lenses[id].weight, plot.series.length * WEIGHT_A_LINE),
  );
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const free = heightPx - GAP_PX * data.length;
  return weights.map((weight) => Math.max(24, Math.floor((free * weight) / whole)));
}

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
