/** What can be done with the charts, in the corner under their read-outs. */
import { Maximize2, Minimize2, RotateCcw } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { loadRest } from '../i18n/later.ts';
import { chartChoiceStore, enlargeCharts } from '../stores/chart-choice.ts';
import { chartWindowStore, showWindow } from '../stores/chart-window.ts';
import { useChartWindow, useRun } from '../stores/run-hooks.ts';
import { Button, IconButton } from '../ui/button.tsx';

// There is nothing to compare with before the first edit.
const BeforeMenu = lazy(async () => {
  const [{ BeforeMenu }] = await Promise.all([import('./before-menu.tsx'), loadRest()]);
  return { default: BeforeMenu };
});

export function ChartTools() {
  const hasBefore = useRun((state) => state.before !== null);
  const isLarge = useStore(chartChoiceStore, (state) => state.isLarge);
  return (
    <div className="chart-tools">
      <EnlargeButton />
      <Suspense>{hasBefore && !isLarge ? <BeforeMenu /> : null}</Suspense>
      {isLarge ? null : <WholeRun />}
    </div>
  );
}

function EnlargeButton() {
  const { t } = useTranslation();
  const isLarge = useStore(chartChoiceStore, (state) => state.isLarge);
  const Icon = isLarge ? Minimize2 : Maximize2;
  return (
    <IconButton
      isSmall
      side="top"
      label={t(isLarge ? 'charts.shrink' : 'charts.enlarge')}
      aria-expanded={isLarge}
      onClick={() => enlargeCharts(!isLarge)}
    >
      <Icon size={13} aria-hidden />
    </IconButton>
  );
}

/** The way back from a stretch to the whole. */
export function WholeRun() {
  const { t } = useTranslation();
  const format = useFormat();
  const isZoomed = useStore(chartWindowStore, (state) => state.zoomed !== null);
  const { fromNs, toNs } = useChartWindow();
  if (!isZoomed) return null;
  const time = (ns: number) => format.shortTime(ns / 1e6);
  return (
    <Button className="num" isSmall onClick={() => showWindow(null)}>
      <RotateCcw size={12} aria-hidden />
      {t('charts.wholeRun')}
      <small>{`${time(fromNs)} – ${time(toNs)}`}</small>
    </Button>
  );
}
