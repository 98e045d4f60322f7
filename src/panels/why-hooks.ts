/** Why it is slow, of what the charts show: computed again when that or the run changes, never while it only plays. */
import { useEffect, useState } from 'react';
import type { Scenario } from '../scenario/schema.ts';
import type { Recording } from '../stores/recording.ts';
import { type Look, useChartWindow, useLook, useRun } from '../stores/run-hooks.ts';
import { type Why, whyOf } from '../stores/why.ts';

/** A window that is being dragged, or a run that comes in, is waited for. */
const REST_MS = 200;

export interface WhyNow {
  readonly why: Why;
  readonly recording: Recording;
  readonly scenario: Scenario;
}

/** `none`: there is nothing to look at; `working`: not yet; what broke, where it could not be worked out. */
export function useWhy(): WhyNow | Error | 'none' | 'working' {
  const [now, setNow] = useState<WhyNow | Error | null>(null);
  const window = useChartWindow();
  const scenario = useRun((state) => state.scenario);
  const look = useLook();
  useEffect(() => {
    const timer = setTimeout(() => {
      if (look === null || scenario === null || look.recording.slices === 0) return;
      const { recording } = look;
      try {
        setNow({ why: whyOf(recording, scenario, window), recording, scenario });
      } catch (error) {
        setNow(error instanceof Error ? error : new Error(String(error)));
      }
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [window, scenario, look]);
  if (now !== null) return now;
  return isThere(look, scenario) ? 'working' : 'none';
}

function isThere(look: Look | null, scenario: Scenario | null): boolean {
  return look !== null && scenario !== null && look.recording.slices > 0;
}
