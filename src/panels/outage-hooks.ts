/** The stretches that charts shade, made again as events come in. */
import { useMemo } from 'react';
import type { Span } from '../stores/recorded-series.ts';
import { player } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import { outages } from './outages.ts';
import { useSetOf } from './set-hooks.ts';

export function useOutages(): readonly Span[] {
  const shape = useRun((state) => state.shape);
  const setOf = useSetOf();
  const run = useRun((state) => state.run);
  const events = useRun(() => player.recording()?.events.length ?? 0);
  const doneNs = useRun(() => player.recording()?.doneNs ?? 0);
  return useMemo(() => {
    const recording = player.recording();
    return recording && shape && run > 0 && events > 0
      ? outages(recording.events, { shape, setOf, untilNs: doneNs })
      : [];
  }, [shape, setOf, run, events, doneNs]);
}
