/** React's view of caches with room for all. */
import { useMemo } from 'react';
import { mostHeld, type Room } from './all-held.ts';
import { useRun } from './run-hooks.ts';

/** As `mostHeld`, of the run on screen: looked for once a run, and not whenever more of it has come. */
export function useMostHeld({ id, capacityKeys }: Room): number | null {
  const summary = useRun((state) => state.summary);
  const scenario = useRun((state) => state.scenario);
  return useMemo(
    () => mostHeld({ summary, scenario }, { id, capacityKeys }),
    [summary, scenario, id, capacityKeys],
  );
}
