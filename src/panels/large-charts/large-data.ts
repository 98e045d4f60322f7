/** All the charts there are of a run, with as many lines as can be told apart. */
import { useMemo } from 'react';
import type { Series } from '../../charts/series.ts';
import { type Translate, useFormat, useTranslation } from '../../i18n/i18n.ts';
import type { Span } from '../../stores/recorded-series.ts';
import { type ChartData, type ChartInput, chartData, useChartInput } from '../chart-hooks.ts';
import { type LensId, lenses, lensIds } from '../lenses.ts';
import { busyHeat, busySeries, latencyHeat } from './heat-data.ts';

/** In the order in which they stand: what clients see, then why. */
const order = [
  'throughput',
  'errors',
  'latency',
  'heatmap',
  'nodes',
  'queue',
  'cache',
  'lag',
] as const;
export type LargeChartId = (typeof order)[number];

/** The charts that a scenario has something for. */
export function largeChartIds(isAbout: (id: LensId) => boolean): readonly LargeChartId[] {
  return order.filter((id) => (isLens(id) ? isAbout(id) : true));
}

const isLens = (id: string): id is LensId => (lensIds as readonly string[]).includes(id);

export const chartTitle = (id: LargeChartId, t: Translate): string =>
  isLens(id) ? t(`charts.${id}`) : t(`largeCharts.${id}`);

export function useLargeChartData(
  shown: readonly LargeChartId[],
  window: Span,
): readonly ChartData[] {
  const { t } = useTranslation();
  const format = useFormat();
  const input = useChartInput(window, true);
  return useMemo(() => {
    if (!input) return [];
    const band = (fromMs: number, toMs: number) =>
      t('largeCharts.band', { from: format.duration(fromMs), to: format.duration(toMs) });
    return shown.flatMap((id) => {
      if (isLens(id)) return [chartData(id, input, t)];
      return id === 'heatmap' ? heatmap(input, band, t) : [nodes(input, t)];
    });
  }, [shown, input, t, format]);
}

function heatmap(
  { source, recording }: ChartInput,
  band: (fromMs: number, toMs: number) => string,
  t: Translate,
): ChartData[] {
  const made = latencyHeat(recording, source.grid, band);
  if (!made) return [];
  const title = chartTitle('heatmap', t);
  return [{ id: 'heatmap', title, measure: 'perSec', weight: 1.4, ...made }];
}

function nodes({ source, recording, before }: ChartInput, t: Translate): ChartData {
  const { grid, scenario } = source;
  const was = new Map(
    before
      ? busySeries(before.series, before.scenario, grid).map(({ key, values }) => [key, values])
      : [],
  );
  const series = busySeries(recording, scenario, grid).map((each): Series => {
    const values = was.get(each.key);
    return values ? { ...each, before: values } : each;
  });
  return {
    id: 'nodes',
    title: chartTitle('nodes', t),
    measure: lenses.utilization.measure,
    weight: 1,
    plot: { series, fromNs: grid.fromNs, stepNs: grid.stepNs },
    heat: busyHeat(series),
  };
}
