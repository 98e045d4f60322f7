/** Which charts stand on the page, and their numbers: made again when there is more data, not when the cursor moves. */
import { useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Heat } from '../charts/heat.ts';
import type { Measure, Plot } from '../charts/series.ts';
import { causeName } from '../i18n/dictionary.ts';
import { type Translate, useFormat, useTranslation } from '../i18n/i18n.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Before } from '../stores/before.ts';
import { chartChoiceStore } from '../stores/chart-choice.ts';
import { useDocument } from '../stores/hooks.ts';
import type { Span } from '../stores/recorded-series.ts';
import type { Recording } from '../stores/recording.ts';
import { player } from '../stores/run.ts';
import { LATER_VERSION, useRun } from '../stores/run-hooks.ts';
import {
  gridOf,
  type LensId,
  type LensNames,
  type LensSource,
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
  readonly id: string;
  readonly title: string;
  readonly unit?: string;
  readonly measure: Measure;
  /** Height beside the others. */
  readonly weight: number;
  readonly plot: Plot;
  /** Drawn as cells instead of lines; the plot has the same in figures. */
  readonly heat?: Heat;
}

/** What stands in the place of lines where there are none: of a time that is past, nothing is still to come. */
export function nothingWord(chart: string, isPast: boolean) {
  if (chart === 'errors') return 'charts.none';
  if (!isPast) return 'charts.noData';
  return chart === 'cache' ? 'charts.unread' : 'charts.nothing';
}

/** What to draw, of what stretch, and how far it is known. */
export interface ChartInput {
  readonly source: Omit<LensSource, 'recording'>;
  readonly recording: Recording;
  readonly before: Before | null;
}

/** The lines of the charts in a stretch of the run. */
export function useChartData(shown: readonly LensId[], window: Span): readonly ChartData[] {
  const { t } = useTranslation();
  const input = useChartInput(window, false);
  return useMemo(
    () => (input ? shown.map((id) => chartData(id, input, t)) : []),
    [shown, input, t],
  );
}

export function chartData(
  id: LensId,
  { source, recording, before }: ChartInput,
  t: Translate,
): ChartData {
  const lens = lenses[id];
  const plot = plotOf(lens, { ...source, recording });
  return {
    id,
    title: t(`charts.${id}`),
    ...(id === 'throughput' || id === 'latency' ? { unit: t(`charts.${id}Unit`) } : {}),
    measure: lens.measure,
    weight: lens.weight,
    plot: before
      ? withBefore(plot, lens, { ...source, scenario: before.scenario, recording: before.series })
      : plot,
  };
}

/** Null until something is recorded; the same object until there is more. */
export function useChartInput(window: Span, isLarge: boolean): ChartInput | null {
  const names = useLensNames();
  const scenario = useDocument((state) => state.scenario);
  // The data's own version: slices received, looked at a few times a second while a run comes in, and whose they are.
  const slices = useSlices();
  const run = useRun((state) => state.run);
  const before = useBefore();
  return useMemo(() => {
    const recording = player.recording();
    if (!recording || run < 0 || slices === 0) return null;
    const source = { scenario, grid: gridOf(recording, window), names, isLarge };
    return { source, recording, before };
  }, [scenario, slices, run, before, window, names, isLarge]);
}

/** Versions between two looks at what has come in: a fifth of a second at first, half of one where it goes on for long. */
const VERSIONS_A_LOOK = { first: 2, later: 5 };

/** How many slices are drawn: a few times a second there may be more, and at the end there are all. */
function useSlices(): number {
  const latest = useRef({ look: -1, run: -1, slices: 0 });
  return useRun(({ version, run, summary }) => {
    const { first, later } = VERSIONS_A_LOOK;
    const look = Math.floor(version / (version > LATER_VERSION ? later : first));
    const { current } = latest;
    if (summary || run !== current.run || look !== current.look || current.slices === 0) {
      latest.current = { look, run, slices: player.recording()?.slices ?? 0 };
    }
    return latest.current.slices;
  });
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

/** From the end of the first run on, or from when it is called. */
export function useAwake(): readonly [isAwake: boolean, wake: () => void] {
  const isOver = useRun((state) => state.summary !== null);
  const [isAwake, setIsAwake] = useState(false);
  // An edit begins another run; who reads by keys must not lose what has the focus.
  if (isOver && !isAwake) setIsAwake(true);
  return [isAwake, () => setIsAwake(true)];
}
