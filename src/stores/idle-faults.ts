/** Faults that could do nothing more at a moment, because what they would strike is down or cut off already. Pure. */
import { instancesOf } from '../scenario/instances.ts';
import type { Fault, Scenario } from '../scenario/schema.ts';
import { faultsOnNodes, membersOf, struckIn } from '../scenario/zones.ts';
import { isInForce, isStruck } from './faults.ts';

type Struck = Pick<Scenario, 'nodes' | 'zones' | 'faults'>;

/** Why, as a word of `faults.idle`; and what must be restored first, where that is not the target itself. */
export interface Idle {
  readonly why: 'down' | 'downBy' | 'cutOff';
  readonly by: string;
}

/** Null where the fault would change something. */
export function idleAt(
  kind: Fault['kind'],
  target: string,
  scenario: Struck,
  atMs: number,
): Idle | null {
  const isOwn = isStruck(target, scenario.faults, atMs);
  if (kind !== 'spike') {
    const by = downBy(kind, target, scenario, atMs);
    if (by !== null) return { why: isOwn ? 'down' : 'downBy', by };
  }
  return kind === 'partition' && isOwn && isCutOff(target, scenario.faults, atMs)
    ? { why: 'cutOff', by: target }
    : null;
}

/** The first instance of a node that no fault keeps down at a moment; 0 where all are. */
export function firstInstanceUp(target: string, scenario: Struck, atMs: number): number {
  const node = scenario.nodes.find(({ id }) => id === target);
  if (!node) return 0;
  const crashes = crashesOf([target], scenario, atMs);
  const up = Array.from({ length: instancesOf(node) }, (_, i) => i).find(
    (instance) => !crashes.some((crash) => keepsInstance(crash, instance)),
  );
  return up ?? 0;
}

/** What was struck to keep every node down that the fault would strike; null where one is up. */
function downBy(
  kind: Fault['kind'],
  target: string,
  scenario: Struck,
  atMs: number,
): string | null {
  const isZone = membersOf(scenario.zones, target) !== undefined;
  const struck = isZone ? struckIn(scenario, target, kind) : [target];
  const crashes = crashesOf(struck, scenario, atMs);
  const areDown = struck.every((id) => {
    const node = scenario.nodes.find((one) => one.id === id);
    const own = crashes.filter((crash) => crash.target === id);
    return (
      node !== undefined &&
      Array.from({ length: instancesOf(node) }, (_, i) => i).every((instance) =>
        own.some((crash) => keepsInstance(crash, instance)),
      )
    );
  });
  if (!areDown || struck.length === 0) return null;
  // As it stands in the document: a zone's crash is told by the zone's name.
  const told = scenario.faults.find(
    (fault) =>
      isCrash(fault) &&
      isInForce(fault, atMs) &&
      (membersOf(scenario.zones, fault.target) ?? [fault.target]).includes(struck[0]!),
  );
  return told?.target ?? target;
}

type Crash = Fault & { readonly kind: 'crash' | 'instanceCrash' };

const isCrash = (fault: Fault): fault is Crash =>
  fault.kind === 'crash' || fault.kind === 'instanceCrash';

const keepsInstance = (crash: Crash, instance: number) =>
  crash.kind === 'crash' || crash.instance === instance;

function crashesOf(nodes: readonly string[], scenario: Struck, atMs: number): Crash[] {
  return faultsOnNodes(scenario)
    .filter(isCrash)
    .filter((crash) => nodes.includes(crash.target) && isInForce(crash, atMs));
}

/** From all else: what reaches some can still be cut off from them. */
function isCutOff(target: string, faults: readonly Fault[], atMs: number): boolean {
  return faults.some(
    (fault) =>
      fault.kind === 'partition' &&
      fault.target === target &&
      fault.from === undefined &&
      (fault.with ?? []).length === 0 &&
      isInForce(fault, atMs),
  );
}
