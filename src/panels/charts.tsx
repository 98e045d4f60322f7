/** The charts under the time bar, on the same axis as its track. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { useTranslation } from '../i18n/i18n.ts';
import { chartChoiceStore } from '../stores/chart-choice.ts';
import { visibleWindow, windowNs } from '../stores/chart-window.ts';
import { runStore } from '../stores/run.ts';
import { useChartWindow, useRun } from '../stores/run-hooks.ts';
import { useChartChoices, useChartData } from './chart-hooks.ts';
import { ChartStack } from './chart-stack.tsx';
import { ChartTools } from './chart-tools.tsx';

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
  return (
    <section className="charts" aria-label={t('charts.label')}>
      <ChartStack data={data} window={window} span={isLarge ? wholeRun : windowNs} />
      <ChartTools />
    </section>
  );
}
