/**
 * From when on the runs of two scenarios may differ. Where only faults were added, changed or taken out, everything before
 * the first of them is the same, and a run may go on from there instead of beginning again.
 *
 * Leaves out: all other edits. A param holds from the first moment on.
 */
import { compareText } from '../base/order.ts';
import type { Fault, Scenario } from './schema.ts';
import { faultsOnNodes, type NodeFault } from './zones.ts';

/** Milliseconds; 0 where they may differ from the start, infinite where they never do. */
export function divergesAtMs(before: Scenario, after: Scenario): number {
  if (withoutFaults(before) !== withoutFaults(after)) return 0;
  const [a, b] = [sortedFaults(faultsOnNodes(before)), sortedFaults(faultsOnNodes(after))];
  let atMs = Number.POSITIVE_INFINITY;
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    const [was, is] = [a[i], b[i]];
    // Among others of its moment, one that lasts longer might have another place.
    if (was && is && sameBeginning(was, is) && (sameEnd(was, is) || isAlone(i, a, b))) {
      if (endOf(was) !== endOf(is)) atMs = Math.min(atMs, endOf(was), endOf(is));
      continue;
    }
    // From here on the lists are out of step; what follows in either comes later.
    return Math.min(atMs, was?.atMs ?? Infinity, is?.atMs ?? Infinity);
  }
  return atMs;
}

/** Faults by time, then by what they are, never by where the file lists them. */
export function sortedFaults(faults: readonly NodeFault[]): NodeFault[] {
  return [...faults].sort((a, b) => a.atMs - b.atMs || compareText(factsOf(a), factsOf(b)));
}

/** What a run depends on: everything but names, places and prose. Of a zone, what its faults strike. */
export function simulationKey(scenario: Scenario): string {
  const {
    name: _name,
    description: _description,
    zones: _zones,
    notes: _notes,
    ...rest
  } = scenario;
  const nodes = scenario.nodes.map(({ label: _label, position: _position, ...node }) => node);
  return JSON.stringify({ ...rest, nodes, faults: faultsOnNodes(scenario) });
}

/** Objectives judge a run and change nothing in it. */
function withoutFaults(scenario: Scenario): string {
  return simulationKey({ ...scenario, faults: [], objectives: [] });
}

function sameBeginning(a: Fault, b: Fault): boolean {
  return factsOf({ ...a, durationMs: 0 } as Fault) === factsOf({ ...b, durationMs: 0 } as Fault);
}

const sameEnd = (a: Fault, b: Fault) => endOf(a) === endOf(b);

function isAlone(i: number, ...lists: readonly (readonly Fault[])[]): boolean {
  return lists.every((faults) => {
    const { atMs } = faults[i]!;
    return faults[i - 1]?.atMs !== atMs && faults[i + 1]?.atMs !== atMs;
  });
}

function endOf(fault: Fault): number {
  return 'durationMs' in fault && fault.durationMs !== undefined
    ? fault.atMs + fault.durationMs
    : Number.POSITIVE_INFINITY;
}

function factsOf(fault: Fault): string {
  const { id: _, ...rest } = fault;
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => compareText(a, b)));
}
