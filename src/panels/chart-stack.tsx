/**
 * Charts above one another on one axis of time. The cursor and the hair line under the pointer run through all of them,
 * and what they cross is written beside each. A drag moves the cursor; with Shift, or on the axis, it chooses the
 * stretch that is shown. A double click opens the slowest request of that moment.
 */
import { lazy, type ReactNode, Suspense, useRef } from 'react';
import { useStore } from 'zustand';
import { Legend } from '../charts/legend.tsx';
import type { Plot, TimeSpan } from '../charts/series.ts';
import { StripChart } from '../charts/strip-chart.tsx';
import { TimeAxis } from '../charts/time-axis.tsx';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { chartWindowStore, pointAt } from '../stores/chart-window.ts';
import { openSlowestNear } from '../stores/requests.ts';
import { player } from '../stores/run.ts';
import { useHoverNs, useRun } from '../stores/run-hooks.ts';
import { PHONE, useMedia } from '../ui/media.ts';
import { useSize } from '../ui/size.ts';
import { useBrush } from './brush.ts';
import { CursorLine } from './chart-cursor.tsx';
import { type ChartData, nothingWord, useAwake } from './chart-hooks.ts';
import { AXIS_PX, GAP_PX, plotPx, rowHeights, tallRows } from './chart-rows.ts';
import './charts.css';
import { useOutages } from './outage-hooks.ts';
import { isLifted, useSeekDrag } from './seek-drag.ts';
import { SlowestHere } from './slowest-here.tsx';

// Keys and words to read the charts by: wanted once there is a run to read, or a hand at the charts.
const ChartAxis = lazy(async () => ({ default: (await import('./chart-axis.tsx')).ChartAxis }));
const ChartInWords = lazy(async () => ({
  default: (await import('./chart-words.tsx')).ChartInWords,
}));

const Pointed = lazy(async () => ({ default: (await import('./chart-pointed.tsx')).Pointed }));

export interface ChartStackProps {
  readonly data: readonly ChartData[];
  readonly window: TimeSpan;
  /** The same, for who asks between two renders. */
  readonly span: () => TimeSpan;
  /** As high as they like; else they share the height there is. */
  readonly isTall?: boolean;
  /** What is not drawn as lines. */
  readonly cells?: CellsRenderer;
}

export interface CellsRenderer {
  picture(
    chart: ChartData,
    size: { readonly widthPx: number; readonly heightPx: number },
  ): ReactNode;
  legend(chart: ChartData, atNs: number): ReactNode;
}

export function ChartStack({ data, window, span, isTall = false, cells }: ChartStackProps) {
  const { t } = useTranslation();
  const plots = useRef<HTMLDivElement>(null);
  const size = useSize(plots);
  const hoverNs = useHoverNs();
  const warmupNs = useRun((state) => state.shape?.warmupNs ?? 0);
  const zoomed = useStore(chartWindowStore, (state) => state.zoomed);
  const outages = useOutages();
  const drag = useSeekDrag(plots, { span });
  const brush = useBrush(drag.nsAt);
  // As of the data's last look: the cursor alone does not have the charts drawn again.
  const doneNs = player.recording()?.doneNs ?? 0;
  const isStacked = useMedia(PHONE);
  const rows = isTall
    ? tallRows(data, isStacked)
    : rowHeights(data, size.height - AXIS_PX, isStacked);
  const common = { widthPx: size.width, window, doneNs, outages, warmupNs };
  const hasData = data.length > 0;
  const [isAwake, wake] = useAwake();
  const axis = <TimeAxis window={window} widthPx={size.width} />;
  // Where the whole run stands beside what is looked at closely, it shows where that is.
  const chosen = brush.chosen ?? (zoomed && zoomed.fromNs > window.fromNs ? zoomed : null);
  return (
    <>
      <div className="chart-gutter">
        {data.map((chart, row) => (
          <div
            key={chart.id}
            className="chart-head"
            style={{ height: rows[row]?.heightPx, marginBottom: GAP_PX }}
          >
            <h3>
              {chart.title}
              {chart.unit ? <small>{chart.unit}</small> : null}
              {row === 0 ? <Step plot={chart.plot} /> : null}
              {chart.id === 'latency' ? <SlowestHere /> : null}
              {chart.plot.series.some(({ before }) => before) ? <BeforeKey /> : null}
            </h3>
            {chart.plot.series.length === 0 && !(chart.heat && cells) ? (
              <p className="chart-none">{t(nothingWord(chart.id, doneNs >= window.toNs))}</p>
            ) : (
              <ReadOut chart={chart} cells={cells} />
            )}
          </div>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the time bar's slider and the button beside the latency do the same. */}
      <div
        ref={plots}
        className="chart-plots"
        onPointerDown={(pointer) => {
          if (pointer.shiftKey || isOnAxis(pointer.target)) brush.start(pointer);
          else drag.handlers.onPointerDown(pointer);
        }}
        onPointerEnter={wake}
        onPointerMove={(pointer) => {
          brush.move(pointer);
          drag.handlers.onPointerMove(pointer);
          pointAt(hasData ? drag.nsAt(pointer.clientX) : null);
        }}
        onPointerUp={(pointer) => {
          brush.end(pointer);
          drag.handlers.onPointerUp(pointer);
          if (isLifted(pointer)) pointAt(null);
        }}
        onPointerCancel={(pointer) => {
          brush.cancel();
          drag.handlers.onPointerCancel(pointer);
          pointAt(null);
        }}
        onPointerLeave={() => pointAt(null)}
        onDoubleClick={({ target, clientX }) => {
          if (!isOnAxis(target)) openSlowestNear(drag.nsAt(clientX));
        }}
      >
        {hasData ? null : <p className="chart-empty">{t('charts.noData')}</p>}
        {data.map((chart, row) => (
          <figure
            key={chart.id}
            style={{
              height: rows[row]?.heightPx,
              paddingTop: rows[row]?.headPx,
              marginBottom: GAP_PX,
            }}
          >
            {chart.heat && cells ? (
              cells.picture(chart, { widthPx: size.width, heightPx: plotPx(rows[row]) })
            ) : (
              <StripChart
                plot={chart.plot}
                measure={chart.measure}
                heightPx={plotPx(rows[row])}
                {...common}
              />
            )}
            {isAwake ? (
              <Suspense>
                <ChartInWords data={chart} window={window} />
              </Suspense>
            ) : null}
          </figure>
        ))}
        {hasData ? (
          <Suspense fallback={axis}>
            {isAwake ? (
              <ChartAxis
                data={data}
                window={window}
                widthPx={size.width}
                hasMarks={isTall || window.fromNs === zoomed?.fromNs}
              />
            ) : (
              axis
            )}
          </Suspense>
        ) : null}
        {hoverNs === null && !chosen ? null : (
          <Suspense>
            <Pointed {...{ hoverNs, chosen, window }} />
          </Suspense>
        )}
        {hasData ? <CursorLine window={window} widthPx={size.width} /> : null}
      </div>
    </>
  );
}

/** What the chart says where somebody points, or at the cursor: ten times a second, without the chart. */
function ReadOut({
  chart,
  cells,
}: {
  readonly chart: ChartData;
  readonly cells: CellsRenderer | undefined;
}) {
  const hoverNs = useHoverNs();
  const cursorNs = useRun((state) => state.cursorNs);
  const atNs = hoverNs ?? cursorNs;
  if (chart.heat && cells) return cells.legend(chart, atNs);
  return <Legend plot={chart.plot} measure={chart.measure} atNs={atNs} />;
}

/** Why a card may say another figure: it looks back longer. */
function Step({ plot: { stepNs } }: { readonly plot: Plot }) {
  const { t } = useTranslation();
  const time = useFormat().duration(stepNs / 1e6);
  return <small title={t('charts.stepHelp')}>{t('charts.step', { time })}</small>;
}

/** What the faint lines are. */
function BeforeKey() {
  const { t } = useTranslation();
  return (
    <small className="before-key">
      <svg width="14" height="8" aria-hidden>
        <path className="line is-before" d="M0 4H14" />
      </svg>
      {t('charts.before')}
    </small>
  );
}

const isOnAxis = (target: EventTarget) =>
  target instanceof Element && target.closest('.chart-axis') !== null;
