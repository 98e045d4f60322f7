/** What the command list can do to the nodes and zones of a drawing at a moment: each fault, and what ends it. Pure. */
import type { Fault, Scenario } from '../../scenario/schema.ts';
import { faultsFor, isStruck } from '../../stores/faults.ts';

export interface FaultCommand {
  readonly what: Fault['kind'] | 'restore';
  readonly target: string;
}

type Struck = Pick<Scenario, 'nodes' | 'zones' | 'faults'>;

/** Of these nodes and zones, one after the other. */
export function faultCommands(
  scenario: Struck,
  targets: readonly string[],
  atMs: number,
): FaultCommand[] {
  return targets.flatMap((target) => [
    ...(isStruck(target, scenario.faults, atMs) ? [{ what: 'restore', target } as const] : []),
    ...faultsFor(target, scenario).map((what) => ({ what, target })),
  ]);
}

/** Ids of all that can be struck: first what is selected, then the rest in the drawing's order. */
export function targetsFrom({ nodes, zones }: Struck, selected: readonly string[]): string[] {
  const all = [...nodes, ...zones].map(({ id }) => id);
  return [
    ...all.filter((id) => selected.includes(id)),
    ...all.filter((id) => !selected.includes(id)),
  ];
}
