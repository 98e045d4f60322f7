/** The hit ratio over the run, beside the best possible, theory, and another policy. */
import { useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { DataTable } from '../../charts/data-table.tsx';
import { Legend } from '../../charts/legend.tsx';
import { StripChart } from '../../charts/strip-chart.tsx';
import { TimeAxis } from '../../charts/time-axis.tsx';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { lookAgain, openedCacheStore } from '../../stores/opened-cache.ts';
import { useRun } from '../../stores/run-hooks.ts';
import { useSize } from '../../ui/size.ts';
import { CursorLine } from '../chart-cursor.tsx';
import { LookFailed } from '../look-failed.tsx';
import { useSeekDrag } from '../seek-drag.ts';
import { policyLabel } from './cache-node.ts';
import { hitCurves } from './hit-curves.ts';

const HEIGHT_PX = 140;
const NO_OUTAGES = [] as const;

export function HitRatio() {
  const { t } = useTranslation();
  const format = useFormat();
  const { language } = format;
  const study = useStore(openedCacheStore, (state) => state.study);
  const failure = useStore(openedCacheStore, (state) => state.failures.study);
  const comparison = useStore(openedCacheStore, (state) => state.comparison);
  const shape = useRun((state) => state.shape);
  const durationNs = useRun((state) => state.durationNs);
  const cursorNs = useRun((state) => state.cursorNs);
  const plots = useRef<HTMLDivElement>(null);
  const { width } = useSize(plots);
  const drag = useSeekDrag(plots);
  const [hoverNs, setHoverNs] = useState<number | null>(null);
  const sliceNs = shape?.sliceNs ?? 1;
  const plot = useMemo(() => {
    if (!study) return null;
    return hitCurves(
      { study, comparison, sliceNs },
      {
        measured: t('openedCache.curveMeasured'),
        best: t('openedCache.curveBest'),
        predicted: t('openedCache.curvePredicted'),
        other: comparison
          ? t('openedCache.curveOther', { policy: policyLabel(comparison.policy, language) })
          : '',
      },
    );
  }, [study, comparison, sliceNs, t, language]);
  const whole = useMemo(() => ({ fromNs: 0, toNs: durationNs }), [durationNs]);
  const title = t('openedCache.overTime');
  return (
    <section className="hit-ratio" aria-label={title}>
      <div className="hit-ratio-head">
        <h3>
          {title}{' '}
          {plot ? (
            <small className="num">
              {t('charts.step', { time: format.duration(plot.stepNs / 1e6) })}
            </small>
          ) : null}
        </h3>
        {plot ? <Legend plot={plot} measure="ratio" atNs={hoverNs ?? cursorNs} /> : null}
      </div>
      <div
        ref={plots}
        className="chart-plots hit-ratio-plot"
        {...drag.handlers}
        onPointerMove={(pointer) => {
          drag.handlers.onPointerMove(pointer);
          setHoverNs(durationNs > 0 ? drag.nsAt(pointer.clientX) : null);
        }}
        onPointerLeave={() => setHoverNs(null)}
      >
        {plot ? (
          <>
            <StripChart
              plot={plot}
              measure="ratio"
              widthPx={width}
              heightPx={HEIGHT_PX}
              window={whole}
              doneNs={durationNs}
              outages={NO_OUTAGES}
              warmupNs={shape?.warmupNs ?? 0}
            />
            <TimeAxis window={whole} widthPx={width} />
            <CursorLine window={whole} widthPx={width} />
            <DataTable caption={title} plot={plot} measure="ratio" window={whole} />
          </>
        ) : failure !== undefined ? (
          <LookFailed message={failure} onAgain={lookAgain} />
        ) : (
          <p className="chart-empty">{t('openedCache.studying')}</p>
        )}
      </div>
      {plot ? <p className="hit-ratio-help">{t('openedCache.curveHelp')}</p> : null}
    </section>
  );
}
