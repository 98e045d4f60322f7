/** The failovers of a run, each as one account: when nobody took writes, which stage took how long, and what was lost. */
import { ends } from '../scenario/strikes.ts';
import type { TimelineEvent } from '../sim/recording.ts';
import type { Summary } from '../sim/summary.ts';
import type { Recording } from '../stores/recording.ts';
import type { SetOf } from './story-causes.ts';

export interface Stage {
  readonly name: 'detect' | 'elect' | 'promote' | 'reroute';
  readonly fromNs: number;
  readonly toNs: number;
}

/** Writes that had been acknowledged and are gone. */
export interface LostWrites {
  readonly atNs: number;
  /** Node index of the member that had acknowledged them. */
  readonly node: number;
  /**
   * `ahead`: no replica had received them; `alone`: it took them while another was primary too; `standing`: the same, and
   * they are not lost yet.
   */
  readonly side: 'ahead' | 'alone' | 'standing';
  readonly count: number;
  /** The first of them. */
  readonly writes: NonNullable<TimelineEvent['writes']>;
}

export interface Failover {
  /** What began it: the primary's crash, or its being cut off. */
  readonly began: TimelineEvent;
  /** Node index of the primary before it. */
  readonly old: number;
  /** The set, by node index. */
  readonly set: readonly number[];
  readonly stages: readonly Stage[];
  /** Node index of the primary after it; null where nobody has taken over yet. */
  readonly next: number | null;
  /** When nobody took writes; null where the old primary never stopped. */
  readonly gap: { readonly fromNs: number; readonly toNs: number | null } | null;
  /** Two took writes. */
  readonly split: { readonly fromNs: number; readonly toNs: number | null } | null;
  readonly lost: readonly LostWrites[];
  /** When the next failover of the set begins. */
  readonly limitNs: number;
}

export function failovers(events: readonly TimelineEvent[], setOf: SetOf): Failover[] {
  const found = events.flatMap((event, index) =>
    // Balancers declare each other down too: that loses no writes.
    event.event === 'declaredDown' && setOf(event.node).length > 0
      ? [account(events, index, setOf(event.node))]
      : [],
  );
  return found.map((failover) => {
    const next = found.find(
      ({ old, began }) => failover.set.includes(old) && began.atNs > failover.began.atNs,
    );
    return { ...failover, limitNs: next?.began.atNs ?? Number.POSITIVE_INFINITY };
  });
}

function account(
  events: readonly TimelineEvent[],
  index: number,
  set: readonly number[],
): Omit<Failover, 'limitNs'> {
  const down = events[index]!;
  const old = down.node;
  const ofSet = (event: TimelineEvent) => set.includes(event.node);
  const began = beganWith(events.slice(0, index), old, set) ?? down;
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
  const since = events.filter((event) => ofSet(event) && event.atNs >= began.atNs);
  const fenced = since.find(({ event, node }) => event === 'fenced' && node === old);
  const fromNs = began.event === 'cutOff' ? fenced?.atNs : began.atNs;
  const splitAt = during.find(({ event, node }) => event === 'splitBrain' && node === old);
  // Two primaries may outlast the failover that comes next.
  const alone = later.find(({ event, node }) => event === 'writesDiscarded' && node === old);
  const together = later.find(({ event, node }) => event === 'rejoined' && node === old);
  return {
    began,
    old,
    set,
    stages,
    next: steps.promote?.node ?? null,
    gap: fromNs === undefined ? null : { fromNs, toNs: gapEnd(during, old) },
    split: splitAt ? { fromNs: splitAt.atNs, toNs: (alone ?? together)?.atNs ?? null } : null,
    lost: [...lostIn(find('writesLost'), 'ahead'), ...(splitAt ? lostIn(alone, 'alone') : [])],
  };
}

/** The latest crash of the primary, or cut of its set, that had not ended. */
function beganWith(
  before: readonly TimelineEvent[],
  old: number,
  set: readonly number[],
): TimelineEvent | undefined {
  return before.findLast((began, index) => {
    const { event, node } = began;
    const isIt =
      (event === 'crashed' && node === old) || (event === 'cutOff' && set.includes(node));
    return isIt && !before.slice(index + 1).some((later) => ends(later, began));
  });
}

/** Callers know the new primary, or the old one takes writes again. */
function gapEnd(during: readonly TimelineEvent[], old: number): number | null {
  let isChoosing = false;
  let isBack = false;
  for (const { event, node, atNs } of during) {
    if (event === 'rerouted' || (event === 'unfenced' && node === old)) return atNs;
    if (event === 'electionStarted') isChoosing = true;
    if (event === 'failoverFailed') isChoosing = false;
    // Back in the middle of a failover it waits for the end of that.
    if (event === 'restarted' && node === old) isBack = true;
    if (isBack && !isChoosing) return atNs;
  }
  return null;
}

/**
 * Writes that one of two primaries has alone; null where the two came together. Where the run ends they are told one by
 * one; as long as it goes on they are counted, up to what is recorded.
 */
export function standingIn(
  { split, old }: Failover,
  summary: Summary | null,
  recording: Pick<Recording, 'shape' | 'slices' | 'nodeValue'>,
): LostWrites | null {
  if (!split || split.toNs !== null) return null;
  const { nodeIds } = recording.shape;
  const told = summary?.nodes[nodeIds[old] ?? '']?.standing as
    | Pick<LostWrites, 'count' | 'writes'>
    | undefined;
  const count = recording.nodeValue(recording.slices - 1, old, 'gauge1');
  const standing = summary ? told : count > 0 ? { count, writes: [] } : undefined;
  return standing ? { ...standing, atNs: split.fromNs, node: old, side: 'standing' } : null;
}

function lostIn(event: TimelineEvent | undefined, side: LostWrites['side']): LostWrites[] {
  if (!event) return [];
  const { atNs, node, data, writes = [] } = event;
  return [{ atNs, node, side, count: Number(data.count ?? 0), writes }];
}
