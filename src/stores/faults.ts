/** Faults set by hand at the cursor: crash this, bring it back, slow it down. Each call is one undo step. */
import { cutMs } from '../base/units.ts';
import { instancesOf } from '../scenario/instances.ts';
import { hasKeys } from '../scenario/keyed-nodes.ts';
import type { Fault, Scenario, ScenarioNode } from '../scenario/schema.ts';
import { canStrike, struckIn } from '../scenario/zones.ts';
import {
  addFault,
  type Committed,
  changeFault,
  documentStore,
  removeFault,
  setFaults,
} from './document.ts';
import { player } from './run.ts';

/** A slowdown and a spike that can be seen without drowning everything: four and three times. */
const SLOWDOWN_FACTOR = 4;
const SPIKE_FACTOR = 3;
/** Long enough to watch it build up and drain. */
const PASSING_MS = 10_000;

export const faultKinds: readonly Fault['kind'][] = [
  ...(['crash', 'instanceCrash', 'slowdown', 'loss', 'partition', 'flush', 'spike'] as const),
];

/** The weightiest of what can be done to a kind, for where there is little room. */
export function quickFaultsFor(kind: ScenarioNode['kind']): readonly Fault['kind'][] {
  if (kind === 'client') return ['spike'];
  if (hasKeys({ kind })) return ['crash', 'slowdown', 'flush'];
  return ['crash', 'slowdown'];
}

type Placed = Pick<Scenario, 'nodes' | 'zones'>;

/** All that can be done to a node or a zone. */
export function faultsFor(id: string, placed: Placed): readonly Fault['kind'][] {
  return faultKinds.filter((kind) => targetsOf(kind, placed).includes(id));
}

/**
 * Ids of the nodes, then of the zones, that a fault of this kind can strike; the validator has the same rules. What has
 * one instance crashes as a whole, and a zone has no instances of its own.
 */
export function targetsOf(kind: Fault['kind'], { nodes, zones }: Placed): readonly string[] {
  if (kind === 'instanceCrash') {
    return nodes.filter((node) => instancesOf(node) > 1).map(({ id }) => id);
  }
  const isStruck = ({ id }: { readonly id: string }) =>
    struckIn({ nodes, zones }, id, kind).length > 0;
  return [...nodes.filter((node) => canStrike(kind, node)), ...zones.filter(isStruck)].map(
    ({ id }) => id,
  );
}

/** Whether a fault lasts at a moment; what is over at once never does. */
export function isInForce(fault: Fault, atMs: number): boolean {
  if (fault.kind === 'flush' || fault.atMs > atMs) return false;
  return atMs < fault.atMs + (fault.durationMs ?? Infinity);
}

/** Whether one of these lasts at a moment and was meant for this node or zone. */
export function isStruck(target: string, faults: readonly Fault[], atMs: number): boolean {
  return faults.some((fault) => fault.target === target && isInForce(fault, atMs));
}

/** Ends at a moment all that keeps a node from its work, as one step. False where nothing does. */
export function endFaults(target: string, atMs = cursorMs()): boolean {
  const { faults } = documentStore.getState().scenario;
  const ends = (fault: Fault) => isStruck(target, [fault], atMs);
  if (!faults.some(ends)) return false;
  setFaults(faults.flatMap((fault) => (ends(fault) ? endedAt(fault, atMs) : [fault])));
  return true;
}

/** Ended before it began, it is none. */
function endedAt(fault: Fault, atMs: number): Fault[] {
  const durationMs = atMs - fault.atMs;
  return durationMs < 1 ? [] : [{ ...fault, durationMs } as Fault];
}

/** What the clock shows, which is what a person would have typed: a fault set here has happened here. */
export function cursorMs(): number {
  return cutMs(player.cursorNs() / 1e6);
}

export function addQuickFault(kind: Fault['kind'], target: string, atMs = cursorMs()): Committed {
  return addFault(makeFault(kind, target, atMs));
}

export function makeFault(kind: Fault['kind'], target: string, atMs: number): Fault {
  switch (kind) {
    case 'crash':
      return { kind, target, atMs, mode: 'refuse' };
    case 'instanceCrash':
      return { kind, target, atMs, instance: 0, mode: 'refuse' };
    case 'slowdown':
      return { kind, target, atMs, factor: SLOWDOWN_FACTOR, durationMs: PASSING_MS };
    case 'loss':
      return { kind, target, atMs, ratio: 0.1, durationMs: PASSING_MS };
    case 'partition':
      return { kind, target, atMs, durationMs: PASSING_MS };
    case 'flush':
      return { kind, target, atMs };
    case 'spike':
      return { kind, target, atMs, factor: SPIKE_FACTOR, durationMs: PASSING_MS };
  }
}

/** Crashes one instance; a node that is a single one crashes as a whole. */
export function crashInstance(
  at: { readonly target: string; readonly instance: number; readonly instances: number },
  atMs = cursorMs(),
): Committed {
  const { target, instance, instances } = at;
  return addFault(
    instances > 1
      ? { kind: 'instanceCrash', target, instance, atMs, mode: 'refuse' }
      : makeFault('crash', target, atMs),
  );
}

/**
 * Ends, at the cursor, the crash that keeps an instance down: the node's own or its alone. False when none does (it
 * is only starting, or a later run will tell).
 */
export function restoreInstance(target: string, instance: number, atMs = cursorMs()): boolean {
  const { faults } = documentStore.getState().scenario;
  const index = faults.findLastIndex((fault) => keepsDown(fault, { target, instance, atMs }));
  const fault = faults[index];
  if (!fault) return false;
  if (atMs - fault.atMs < 1) removeFault(index);
  else changeFault(index, { ...fault, durationMs: atMs - fault.atMs } as Fault);
  return true;
}

function keepsDown(
  fault: Fault,
  at: { readonly target: string; readonly instance: number; readonly atMs: number },
): boolean {
  if (fault.kind !== 'crash' && fault.kind !== 'instanceCrash') return false;
  if (fault.target !== at.target) return false;
  if (fault.kind === 'instanceCrash' && fault.instance !== at.instance) return false;
  return fault.atMs <= at.atMs && at.atMs < fault.atMs + (fault.durationMs ?? Infinity);
}
