/** Some of the faults strike a whole zone, or a region with the zone in it, instead of one node. */
import type { ScenarioFile } from '../../src/scenario/schema.ts';
import type { Tape } from './tape.ts';

type FileFault = NonNullable<ScenarioFile['faults']>[number];

/** After everything else on the tape, so that a tape of before tells of the scenario that it told of before. */
export function zonedFaults(
  tape: Tape,
  faults: readonly FileFault[],
  /** Whoever can fail. */
  ids: readonly string[],
): Pick<ScenarioFile, 'faults' | 'zones'> {
  const [first, ...others] = ids;
  if (first === undefined || !tape.oneIn(3)) return { faults: [...faults] };
  return {
    zones: [
      { id: 'zone', members: [first, ...others.filter(() => tape.oneIn(2))] },
      { id: 'region', kind: 'region', members: ['zone', ...ids.filter(() => tape.oneIn(4))] },
    ],
    faults: faults.map((fault) => {
      // A zone need not hold what a flush or a spike strikes; a partition's other side may.
      const isAny = ['crash', 'slowdown', 'loss'].includes(fault.kind);
      return isAny && tape.oneIn(2) ? { ...fault, target: tape.pick(['zone', 'region']) } : fault;
    }),
  };
}
