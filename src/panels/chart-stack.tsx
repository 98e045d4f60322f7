/**
 * Charts above one another on one axis of time. The cursor and the hair line under the pointer run through all of them,
 * and what they cross is written beside each. A drag moves the cursor; with Shift, or on the axis, it chooses the
 * stretch that is shown. A double click opens the slowest request of that moment.
 */
import { useRef } from 'react';
import { useStore } from 'zustand';
import { Legend } from '../charts/legend.tsx';
import { StripChart } from '../charts/strip-chart.tsx';
import { useTranslation } from '../i18n/i18n.ts';
import { chartWindowStore, pointAt, windowNs } from '../stores/chart-window.ts';
import { openSlowestNear } from '../stores/requests.ts';
import { player } from '../stores/run.ts';
import { useChartWindow, useHoverNs, useRun } from '../stores/run-hooks.ts';
import { PHONE, useMedia } from '../ui/media.ts';
import { useSize } from '../ui/size.ts';
import { useBrush } from './brush.ts';
import { ChartAxis } from './chart-axis.tsx';
import { Chosen, CursorLine, HairLine } from './chart-cursor.tsx';
import { useChartData } from './chart-hooks.ts';
import { AXIS_PX, GAP_PX, plotPx, rowHeights } from './chart-rows.ts';
import { ChartInWords } from './chart-words.tsx';
import './charts.css';
import { type LensId, lenses } from './lenses.ts';
import { useOutages } from './outage-hooks.ts';
import { useSeekDrag } from './seek-drag.ts';
import { SlowestHere } from './slowest-here.tsx';

export function ChartStack({ shown }: { readonly shown: readonly LensId[] }) {
  const { t } = useTranslation();
  const data = useChartData(shown);
  const plots = useRef<HTMLDivElement>(null);
  const size = useSize(plots);
  const window = useChartWindow();
  const hoverNs = useHoverNs();
  const cursorNs = useRun((state) => state.cursorNs);
  const warmupNs = useRun((state) => state.shape?.warmupNs ?? 0);
  const outages = useOutages();
  const drag = useSeekDrag(plots, { span: windowNs });
  const brush = useBrush(drag.nsAt);
  const doneNs = player.recording()?.doneNs ?? 0;
  const rows = rowHeights(data, size.height - AXIS_PX, useMedia(PHONE));
  const common = { widthPx: size.width, window, doneNs, outages, warmupNs };
  const isZoomed = useStore(chartWindowStore, (state) => state.zoomed !== null);
  const hasData = data.length > 0;
  return (
    <>
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
              {id === 'latency' ? <SlowestHere /> : null}
              {plot.series.some(({ before }) => before) ? <BeforeKey /> : null}
            </h3>
            {plot.series.length === 0 ? (
              <p className="chart-none">{t(id === 'errors' ? 'charts.none' : 'charts.noData')}</p>
            ) : (
              <Legend plot={plot} measure={lenses[id].measure} atNs={hoverNs ?? cursorNs} />
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
        onPointerMove={(pointer) => {
          brush.move(pointer);
          drag.handlers.onPointerMove(pointer);
          pointAt(hasData ? drag.nsAt(pointer.clientX) : null);
        }}
        onPointerUp={(pointer) => {
          brush.end(pointer);
          drag.handlers.onPointerUp(pointer);
        }}
        onPointerCancel={(pointer) => {
          brush.cancel();
          drag.handlers.onPointerCancel(pointer);
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
            <StripChart
              plot={chart.plot}
              measure={lenses[chart.id].measure}
              heightPx={plotPx(rows[row])}
              {...common}
            />
            <ChartInWords data={chart} window={window} />
          </figure>
        ))}
        {hasData ? (
          <ChartAxis data={data} window={window} widthPx={size.width} hasMarks={isZoomed} />
        ) : null}
        {hoverNs === null ? null : <HairLine ns={hoverNs} window={window} />}
        {brush.chosen ? <Chosen span={brush.chosen} window={window} /> : null}
        {hasData ? <CursorLine window={window} /> : null}
      </div>
    </>
  );
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
