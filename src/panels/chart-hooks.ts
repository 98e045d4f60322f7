/** Which charts stand on the page, and their numbers: made again when there is more data, not when the cursor moves. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Plot } from '../charts/series.ts';
import { useTranslation } from '../i18n/i18n.ts';
import type { Scenario } from '../scenario/schema.ts';
import { chartChoiceStore } from '../stores/chart-choice.ts';
import { useDocument } from '../stores/hooks.ts';
import { player } from '../stores/run.ts';
import { useChartWindow, useRun } from '../stores/run-hooks.ts';
import { gridOf, type LensId, lenses, lensIds, plotOf } from './lenses.ts';

/** Charts that fit beside one another without a choice having been made. */
const SHOWN_AT_FIRST = 3;

export interface ChartChoices {
  /** Those the scenario has something for. */
  readonly available: readonly LensId[];
  readonly shown: readonly LensId[];
}

export function useChartChoices(): ChartChoices {
  const scenario = useDocument((state) => state.scenario);
  const chosen = useStore(chartChoiceStore, (state) => state.chosen);
  return useMemo(() => chartChoices(scenario, chosen), [scenario, chosen]);
}

export function chartChoices(
  scenario: Scenario,
  chosen: Readonly<Record<string, boolean>>,
): ChartChoices {
  const available = lensIds.filter((id) => lenses[id].isAbout(scenario));
  const atFirst = available.slice(0, SHOWN_AT_FIRST);
  return { available, shown: available.filter((id) => chosen[id] ?? atFirst.includes(id)) };
}

export interface ChartData {
  readonly id: LensId;
  readonly plot: Plot;
}

export function useChartData(shown: readonly LensId[]): readonly ChartData[] {
  const { t } = useTranslation();
  const scenario = useDocument((state) => state.scenario);
  // Slices received, and the run they are of: the data's own version.
  const slices = useRun(() => player.recording()?.slices ?? 0);
  const run = useRun((state) => state.run);
  const window = useChartWindow();
  return useMemo(() => {
    const recording = player.recording();
    if (!recording || run < 0 || slices === 0) return [];
    const grid = gridOf(recording, window);
    const name = (key: string) =>
      key.startsWith('p')
        ? t('charts.percentile', { p: key.slice(1) })
        : t(`charts.${key as 'arrived' | 'succeeded' | 'failed'}`);
    return shown.map((id) => ({
      id,
      plot: plotOf(lenses[id], { recording, scenario, grid, name }),
    }));
  }, [shown, scenario, slices, run, window, t]);
}
