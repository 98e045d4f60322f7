/** The charts under the time bar, on the same axis as its track. */
import { RotateCcw } from 'lucide-react';
import { useStore } from 'zustand';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { chartWindowStore, showWindow } from '../stores/chart-window.ts';
import { useChartWindow } from '../stores/run-hooks.ts';
import { Button } from '../ui/button.tsx';
import { useChartChoices } from './chart-hooks.ts';
import { ChartStack } from './chart-stack.tsx';

export function Charts() {
  const { t } = useTranslation();
  const { shown } = useChartChoices();
  return (
    <section className="charts" aria-label={t('charts.label')}>
      <ChartStack shown={shown} />
      <WholeRun />
    </section>
  );
}

/** The way back from a stretch to the whole. */
function WholeRun() {
  const { t } = useTranslation();
  const format = useFormat();
  const isZoomed = useStore(chartWindowStore, (state) => state.zoomed !== null);
  const { fromNs, toNs } = useChartWindow();
  if (!isZoomed) return null;
  const time = (ns: number) => format.shortTime(ns / 1e6);
  return (
    <Button className="whole-run num" isSmall onClick={() => showWindow(null)}>
      <RotateCcw size={12} aria-hidden />
      {t('charts.wholeRun')}
      <small>{`${time(fromNs)} – ${time(toNs)}`}</small>
    </Button>
  );
}
