/** Why it is slow, of what the charts show: computed again when that or the run changes, never while it only plays. */
import { useEffect, useState } from 'react';
import type { Scenario } from '../scenario/schema.ts';
import type { Recording } from '../stores/recording.ts';
import { player } from '../stores/run.ts';
import { useChartWindow, useRun } from '../stores/run-hooks.ts';
import { type Why, whyOf } from '../stores/why.ts';

/** A window that is being dragged, or a run that comes in, is waited for. */
const REST_MS = 200;
/** Times that a run under way is looked at. */
const LOOKS = 8;

export interface WhyNow {
  readonly why: Why;
  readonly recording: Recording;
  readonly scenario: Scenario;
}

export function useWhy(): WhyNow | null {
  const [now, setNow] = useState<WhyNow | null>(null);
  const window = useChartWindow();
  const run = useRun((state) => state.run);
  const scenario = useRun((state) => state.scenario);
  const isDone = useRun((state) => state.summary !== null);
  const looked = useRun(({ bufferedNs, durationNs }) =>
    durationNs > 0 ? Math.floor((LOOKS * bufferedNs) / durationNs) : 0,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the recording is one object that grows; these say when.
  useEffect(() => {
    const timer = setTimeout(() => {
      const recording = player.recording();
      if (recording === null || scenario === null || recording.slices === 0) return;
      setNow({ why: whyOf(recording, scenario, window), recording, scenario });
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [window, run, scenario, isDone, looked]);
  return now;
}
