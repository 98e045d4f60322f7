/** Which databases of the run on screen stand in for one another. */
import { useMemo } from 'react';
import { databaseSets } from '../scenario/database-sets.ts';
import { useRun } from '../stores/run-hooks.ts';
import type { SetOf } from './story-causes.ts';

/** The members of a database's set. */
export function useSetOf(): SetOf {
  const shape = useRun((state) => state.shape);
  const scenario = useRun((state) => state.scenario);
  return useMemo(() => {
    if (!shape || !scenario) return () => [];
    const sets = databaseSets(scenario).sets.map(({ members }) =>
      members.map((id) => shape.nodeIds.indexOf(id)),
    );
    return (node: number) => sets.find((members) => members.includes(node)) ?? [];
  }, [shape, scenario]);
}
