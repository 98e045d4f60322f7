/** Which charts stand on the page, and their numbers: made again when there is more data, not when the cursor moves. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Plot } from '../charts/series.ts';
import { causeName } from '../i18n/dictionary.ts';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Before } from '../stores/before.ts';
import { chartChoiceStore } from '../stores/chart-choice.ts';
import { useDocument } from '../stores/hooks.ts';
import { player } from '../stores/run.ts';
import { useChartWindow, useRun } from '../stores/run-hooks.ts';
import {
  gridOf,
  type LensId,
  type LensNames,
  lenses,
  lensIds,
  plotOf,
  withBefore,
} from './lenses.ts';

/** Charts that fit beside one another without a choice having been made. */
const SHOWN_AT_FIRST = 3;
/** What is asked first; what went wrong is in the throughput already, by its cause when somebody asks. */
const byInterest: readonly LensId[] = lensIds.toSorted(
  (a, b) => Number(a === 'errors') - Number(b === 'errors'),
);

export interface ChartChoices {
  /** Those the scenario has something for. */
  readonly available: readonly LensId[];
  readonly shown: readonly LensId[];
  /** Those that stand there without a choice having been made. */
  readonly atFirst: readonly LensId[];
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
  const atFirst = byInterest.filter((id) => available.includes(id)).slice(0, SHOWN_AT_FIRST);
  return {
    available,
    shown: available.filter((id) => chosen[id] ?? atFirst.includes(id)),
    atFirst,
  };
}

export interface ChartData {
  readonly id: LensId;
  readonly plot: Plot;
}

export function useChartData(
  shown: readonly LensId[],
  { isLarge = false }: { readonly isLarge?: boolean } = {},
): readonly ChartData[] {
  const names = useLensNames();
  const scenario = useDocument((state) => state.scenario);
  // Slices received, and the run they are of: the data's own version.
  const slices = useRun(() => player.recording()?.slices ?? 0);
  const run = useRun((state) => state.run);
  const before = useBefore();
  const window = useChartWindow();
  return useMemo(() => {
    const recording = player.recording();
    if (!recording || run < 0 || slices === 0) return [];
    const source = { scenario, grid: gridOf(recording, window), names, isLarge };
    return shown.map((id) => {
      const lens = lenses[id];
      const plot = plotOf(lens, { ...source, recording });
      if (!before) return { id, plot };
      const { scenario, series } = before;
      return { id, plot: withBefore(plot, lens, { ...source, scenario, recording: series }) };
    });
  }, [shown, scenario, slices, run, before, window, names, isLarge]);
}

/** The run that is compared with, unless it is hidden or the very one on screen. */
export function useBefore(): Before | null {
  const before = useRun((state) => state.before);
  const run = useRun((state) => state.run);
  const isHidden = useStore(chartChoiceStore, (state) => state.isBeforeHidden);
  return isHidden || before?.run === run ? null : before;
}

function useLensNames(): LensNames {
  const { t } = useTranslation();
  const { language } = useFormat();
  return useMemo(
    () => ({
      line: (key) => t(`charts.${key}`),
      percentile: (p) => t('charts.percentile', { p }),
      cause: (cause) => causeName(language, cause),
    }),
    [t, language],
  );
}
