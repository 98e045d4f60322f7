/** From a scenario's faults to the engine's: times in nanoseconds, ids as numbers, zones as their members. */
import { msToNs } from '../base/units.ts';
import { crashModes, type FaultSpec } from '../sim/spec.ts';
import { sortedFaults } from './divergence.ts';
import type { Fault, Scenario } from './schema.ts';
import { faultsOnNodes, type NodeFault } from './zones.ts';

/** In the order in which they are given to the engine: never by where the file lists them. */
export function faultSpecs(
  scenario: Scenario,
  indexOf: ReadonlyMap<string, number>,
): readonly FaultSpec[] {
  return sortedFaults(faultsOnNodes(scenario)).flatMap((fault) => {
    const node = indexOf.get(fault.target);
    if (node === undefined) return [];
    const atNs = msToNs(fault.atMs);
    const endNs =
      'durationMs' in fault && fault.durationMs !== undefined
        ? atNs + msToNs(fault.durationMs)
        : null;
    const when = { node, atNs, endNs };
    return fault.kind === 'partition'
      ? partitionSpec(fault, when, indexOf)
      : faultSpec(fault, when);
  });
}

interface When {
  readonly node: number;
  readonly atNs: number;
  readonly endNs: number | null;
}

function partitionSpec(
  fault: NodeFault & { kind: 'partition' },
  when: When,
  indexOf: ReadonlyMap<string, number>,
): FaultSpec {
  const indexes = (ids: readonly string[]) => ids.flatMap((id) => indexOf.get(id) ?? []);
  const side = indexes([fault.target, ...(fault.with ?? [])]);
  const onSide = new Set(side);
  const otherSide = fault.from
    ? indexes(fault.from)
    : [...indexOf.values()].filter((node) => !onSide.has(node));
  const told = fault.told ? indexes(fault.told) : [when.node];
  return { kind: 'partition', ...when, side, otherSide, told };
}

function faultSpec(fault: Exclude<Fault, { kind: 'partition' }>, when: When): FaultSpec {
  switch (fault.kind) {
    case 'crash':
      return { kind: 'crash', ...when, instance: -1, mode: crashModes[fault.mode] };
    case 'instanceCrash':
      return { kind: 'crash', ...when, instance: fault.instance, mode: crashModes[fault.mode] };
    case 'slowdown':
      return { kind: 'slowdown', ...when, factor: fault.factor };
    case 'loss':
      return { kind: 'loss', ...when, ratio: fault.ratio };
    case 'flush':
      return { kind: 'disturbance', name: 'flush', ...when, factor: 1 };
    case 'spike':
      return { kind: 'disturbance', name: 'spike', ...when, factor: fault.factor };
  }
}
