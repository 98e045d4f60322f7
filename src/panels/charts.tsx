/** The charts under the time bar, on the same axis as its track. */
import { lazy, Suspense, useMemo } from 'react';
import { useStore } from 'zustand';
import { useTranslation } from '../i18n/i18n.ts';
import { chartChoiceStore } from '../stores/chart-choice.ts';
import { visibleWindow, windowNs } from '../stores/chart-window.ts';
import { runStore } from '../stores/run.ts';
import { useChartWindow, useRun } from '../stores/run-hooks.ts';
import { useAwake, useChartChoices, useChartData } from './chart-hooks.ts';
import { ChartStack } from './chart-stack.tsx';
import { OutdatedMark } from './outdated-mark.tsx';

// What can be done with the charts: wanted as soon as there is something in them.
const ChartTools = lazy(async () => ({ default: (await import('./chart-tools.tsx')).ChartTools }));

/** Beside the large charts these show the whole run, and where the large ones are in it. */
const wholeRun = () => visibleWindow(null, runStore.getState().durationNs);

export function Charts() {
  const { t } = useTranslation();
  const { shown } = useChartChoices();
  const isLarge = useStore(chartChoiceStore, (state) => state.isLarge);
  const zoomed = useChartWindow();
  const toNs = useRun((state) => state.durationNs);
  const whole = useMemo(() => ({ fromNs: 0, toNs }), [toNs]);
  const window = isLarge ? whole : zoomed;
  const data = useChartData(shown, window);
  const [isAwake, wake] = useAwake();
  return (
    <section className="charts" aria-label={t('charts.label')} onPointerEnter={wake}>
      <ChartStack data={data} window={window} span={isLarge ? wholeRun : windowNs} />
      <OutdatedMark place="charts" />
      <Suspense>{isAwake ? <ChartTools /> : null}</Suspense>
    </section>
  );
}
