/** Which databases of the run on screen stand in for one another. */
import { useMemo } from 'react';
import { databaseSets } from '../scenario/database-sets.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { RunShape } from '../sim/recording.ts';
import { useRun } from '../stores/run-hooks.ts';
import type { SetOf } from './story-causes.ts';

/** The members of a database's set. */
export function useSetOf(): SetOf {
  const shape = useRun((state) => state.shape);
  const scenario = useRun((state) => state.scenario);
  return useMemo(() => (shape && scenario ? setsIn(shape, scenario) : () => []), [shape, scenario]);
}

export function setsIn(shape: RunShape, scenario: Scenario): SetOf {
  const sets = databaseSets(scenario).sets.map(({ members }) =>
    members.map((id) => shape.nodeIds.indexOf(id)),
  );
  return (node) => sets.find((members) => members.includes(node)) ?? [];
}
