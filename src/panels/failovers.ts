/** The failovers of a run, each as one account: what it cost, and which of its stages took how long. */
import type { TimelineEvent } from '../sim/recording.ts';
import type { SetOf } from './story-causes.ts';

export interface Stage {
  readonly name: 'detect' | 'elect' | 'promote' | 'reroute';
  readonly fromNs: number;
  readonly toNs: number;
}

export interface Failover {
  /** What began it: the primary's crash, or its being cut off. */
  readonly began: TimelineEvent;
  readonly stages: readonly Stage[];
  /** Node index of the primary after it; null where nobody has taken over yet. */
  readonly next: number | null;
  /** Callers write to the new primary; null while they do not. */
  readonly endNs: number | null;
  readonly refused: number;
  readonly lost: number;
  readonly lostWrites: NonNullable<TimelineEvent['writes']>;
}

export function failovers(events: readonly TimelineEvent[], setOf: SetOf): Failover[] {
  return events.flatMap((event, index) =>
    event.event === 'declaredDown' ? [account(events, index, setOf)] : [],
  );
}

/** The latest that had begun by a moment; before all of them, the first. */
export function failoverAt(all: readonly Failover[], atNs: number): Failover | undefined {
  return all.findLast(({ began }) => began.atNs <= atNs) ?? all[0];
}

function account(events: readonly TimelineEvent[], index: number, setOf: SetOf): Failover {
  const down = events[index]!;
  const set = [down.node, ...setOf(down.node)];
  const ofSet = (event: TimelineEvent) => set.includes(event.node);
  const began =
    events.slice(0, index).findLast((e) => e.event === 'crashed' && e.node === down.node) ??
    events.slice(0, index).findLast((e) => e.event === 'cutOff' && ofSet(e)) ??
    down;
  const later = events.slice(index + 1).filter(ofSet);
  const again = later.findIndex(({ event }) => event === 'declaredDown');
  const during = again < 0 ? later : later.slice(0, again);
  const find = (name: string) => during.find(({ event }) => event === name);
  const steps = { elect: find('elected'), promote: find('promoted'), reroute: find('rerouted') };

  const stages: Stage[] = [{ name: 'detect', fromNs: began.atNs, toNs: down.atNs }];
  for (const name of ['elect', 'promote', 'reroute'] as const) {
    const step = steps[name];
    if (!step) break;
    stages.push({ name, fromNs: stages.at(-1)!.toNs, toNs: step.atNs });
  }
  const lost = find('writesLost');
  return {
    began,
    stages,
    next: steps.promote?.node ?? null,
    endNs: steps.reroute?.atNs ?? null,
    refused: Number(steps.reroute?.data.refused ?? down.data.refused ?? 0),
    lost: Number(lost?.data.count ?? 0),
    lostWrites: lost?.writes ?? [],
  };
}
