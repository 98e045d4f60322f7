/**
 * What the events up to the cursor say about each node: who is down, who is suspected, who is primary now.
 *
 * A fold over the story, so it is the same whichever way the cursor came there. Going on costs only the new events;
 * going back starts again, which for the few thousand events of a run is well under a millisecond.
 */
import { databaseSets } from '../scenario/database-sets.ts';
import { isPair } from '../scenario/instances.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { RunShape, TimelineEvent } from '../sim/recording.ts';

/**
 * `starting`: it has not begun to serve, or it is back and its load balancer has not let it in again. `cold`: it serves,
 * slowly at first. `draining`: it finishes what it has. `gone`: its number is free.
 */
export type InstanceState = 'up' | 'cold' | 'starting' | 'draining' | 'ejected' | 'down' | 'gone';
export type Role = 'primary' | 'replica';

export interface Health {
  readonly instances: readonly InstanceState[];
  readonly role?: Role;
  /** Of instances that share one address: who has it. */
  readonly active?: number;
  /** What is happening to it, the weightiest thing first; null when nothing is. */
  readonly badge: Badge | null;
  /** Probes missed in a row, and how many make it count as down. */
  readonly misses?: number;
  readonly missLimit?: number;
  /** Two take writes: the one that should have stopped, or the one chosen since. */
  readonly split?: 'old' | 'new';
}

export type Badge =
  | 'down'
  | 'unheld'
  | 'electing'
  | 'promoting'
  | 'rerouting'
  | 'catchingUp'
  | 'suspected'
  | 'ejected'
  | 'slowed'
  | 'warming'
  | 'spike';

type Life = 'absent' | 'starting' | 'cold' | 'serving' | 'draining';

interface Member {
  readonly crashed: boolean[];
  readonly ejected: boolean[];
  /** It crashed while ejected, or the other way round: back means starting, not merely ejected. */
  readonly restarted: boolean[];
  /** Of an autoscaled server: those that are not there yet, or no more, and those that are on their way. */
  readonly life: Life[];
  role: Role | undefined;
  /** Of a pair: who has the address, and null for nobody; undefined where every instance has its own. */
  holder: number | null | undefined;
  phase: 'electing' | 'promoting' | 'rerouting' | 'catchingUp' | null;
  outOfRotation: boolean;
  slowed: boolean;
  /** A cache that was emptied, until it is as good as before. */
  warming: boolean;
  split: 'old' | 'new' | undefined;
  spike: boolean;
  misses: number;
  missLimit: number;
}

export class HealthFold {
  readonly #shape: RunShape;
  /** Asked for by every card and every link, ten times a second. */
  #known: Health[] = [];
  /** Roles at the start, by node index. */
  readonly #roles: readonly (Role | undefined)[];
  /** Whose instances share one address, by node index. */
  readonly #isPair: readonly boolean[];
  /** How many there are at the start: an autoscaled server's shape holds as many as there may ever be. */
  readonly #initial: readonly number[];
  /** The members of its database set, by node index; a node that is no database is alone. */
  readonly #setOf: readonly (readonly number[])[];
  /** Whose new servers are slow at first, by node index. */
  readonly #isColdFirst: readonly boolean[];
  #members: Member[] = [];
  #folded = 0;

  constructor(shape: RunShape, scenario: Scenario) {
    this.#shape = shape;
    const { sets } = databaseSets(scenario);
    this.#roles = shape.nodeIds.map((id) => {
      const set = sets.find(({ members }) => members.includes(id));
      return set && (set.primary === id ? 'primary' : 'replica');
    });
    const kinds = new Map(scenario.nodes.map((node) => [node.id, node]));
    this.#isPair = shape.nodeIds.map((id) => {
      const node = kinds.get(id);
      return node !== undefined && isPair(node);
    });
    this.#initial = shape.nodeIds.map((id, index) => {
      const node = kinds.get(id);
      const scales = node?.kind === 'webServer' && node.params.autoscale !== null;
      return scales ? node.params.instances : (shape.instances[index] ?? 1);
    });
    this.#isColdFirst = shape.nodeIds.map((id) => {
      const node = kinds.get(id);
      const autoscale = node?.kind === 'webServer' ? node.params.autoscale : null;
      return !!autoscale && autoscale.coldFactor > 1 && autoscale.warmMs > 0;
    });
    this.#setOf = shape.nodeIds.map((id, index) => {
      const set = sets.find(({ members }) => members.includes(id));
      return set ? set.members.map((member) => shape.nodeIds.indexOf(member)) : [index];
    });
    this.#restart();
  }

  /** Folds the first `count` of the events. */
  moveTo(events: readonly TimelineEvent[], count: number): void {
    if (count === this.#folded) return;
    this.#known = [];
    if (count < this.#folded) this.#restart();
    for (; this.#folded < count; this.#folded++) this.#fold(events[this.#folded]!);
  }

  /** The same object until an event has passed. */
  of(node: number): Health {
    this.#known[node] ??= this.#read(node);
    return this.#known[node];
  }

  #read(node: number): Health {
    const member = this.#members[node]!;
    return {
      instances: member.crashed
        .slice(0, presentIn(member))
        .map((_, instance) => instanceState(member, instance)),
      ...(member.role && { role: member.role }),
      ...(typeof member.holder === 'number' && { active: member.holder }),
      badge: badgeOf(member),
      ...(member.split && { split: member.split }),
      ...(member.misses > 0 && { misses: member.misses, missLimit: member.missLimit }),
    };
  }

  #restart(): void {
    this.#members = this.#shape.nodeIds.map((_, index) =>
      newMember(
        { all: this.#shape.instances[index] ?? 1, initial: this.#initial[index]! },
        this.#roles[index],
      ),
    );
    for (const [i, member] of this.#members.entries()) if (this.#isPair[i]) member.holder = 0;
    this.#folded = 0;
  }

  #fold(event: TimelineEvent): void {
    const member = this.#members[event.node];
    if (!member) return;
    const { data } = event;
    const target = this.#target(event);
    switch (event.event) {
      case 'crashed':
        setInstances(member.crashed, event.instance, true);
        setInstances(member.restarted, event.instance, false);
        if (member.phase !== null) member.phase = null;
        if (event.instance < 0 || event.instance === member.holder) loseAddress(member);
        member.warming = false;
        this.#endSplit(event.node);
        return;
      case 'restarted':
        setInstances(member.crashed, event.instance, false);
        setInstances(member.restarted, event.instance, true);
        member.warming = event.told?.before !== undefined;
        return;
      case 'flushed':
        member.warming = event.told?.before !== undefined;
        return;
      case 'warmAgain':
        member.warming = false;
        return;
      case 'instanceStarting':
        member.life[event.instance] = 'starting';
        return;
      case 'instanceServing':
        member.life[event.instance] = this.#isColdFirst[event.node] ? 'cold' : 'serving';
        setInstances(member.ejected, event.instance, false);
        return;
      case 'instanceWarm':
        if (member.life[event.instance] === 'cold') member.life[event.instance] = 'serving';
        return;
      case 'draining':
        member.life[event.instance] = 'draining';
        return;
      case 'drained':
      case 'startCancelled':
        member.life[event.instance] = 'absent';
        return;
      case 'slowed':
        member.slowed = true;
        return;
      case 'recovered':
        member.slowed = false;
        return;
      case 'spikeBegan':
        member.spike = true;
        return;
      case 'spikeEnded':
        member.spike = false;
        return;
      case 'probeMissed':
        target.misses = Number(data.misses ?? 0);
        target.missLimit = Number(data.fall ?? data.limit ?? 0);
        return;
      case 'advertMissed':
        member.misses = Number(data.misses);
        member.missLimit = Number(data.limit);
        return;
      case 'tookOver':
      case 'tookBack':
        member.holder = event.instance;
        member.misses = 0;
        return;
      case 'probePassed':
        target.misses = 0;
        return;
      case 'ejected':
        target.misses = 0;
        if (target === member) member.outOfRotation = true;
        else setInstances(target.ejected, Number(data.instance ?? -1), true);
        return;
      case 'restored':
        target.misses = 0;
        if (target === member) member.outOfRotation = false;
        else {
          setInstances(target.ejected, Number(data.instance ?? -1), false);
          setInstances(target.restarted, Number(data.instance ?? -1), false);
        }
        return;
      case 'declaredDown':
        target.misses = 0;
        return;
      case 'electionStarted':
        this.#eachOfSet(event.node, (other) => {
          if (!other.crashed.some(Boolean)) other.phase = 'electing';
        });
        return;
      case 'elected':
        this.#endElection(event.node);
        member.phase = 'promoting';
        return;
      case 'promoted':
        this.#endElection(event.node);
        this.#eachOfSet(event.node, (other) => {
          other.role = 'replica';
        });
        member.role = 'primary';
        member.phase = 'rerouting';
        return;
      case 'splitBrain':
        member.role = 'primary';
        member.split = 'old';
        target.split = 'new';
        return;
      case 'rerouted':
      case 'failoverFailed':
        this.#eachOfSet(event.node, (other) => {
          if (other.phase !== 'catchingUp') other.phase = null;
        });
        return;
      case 'rejoined':
        member.role = 'replica';
        member.phase = 'catchingUp';
        this.#endSplit(event.node);
        return;
      case 'caughtUp':
        member.phase = null;
        return;
    }
  }

  /** The node that an event is about: the target of a probe, or the node itself. */
  #target(event: TimelineEvent): Member {
    const { target } = event.data;
    const index = typeof target === 'string' ? this.#shape.nodeIds.indexOf(target) : event.node;
    return this.#members[index] ?? this.#members[event.node]!;
  }

  #endElection(node: number): void {
    this.#eachOfSet(node, (other) => {
      if (other.phase === 'electing') other.phase = null;
    });
  }

  /** One of the two has stopped. */
  #endSplit(node: number): void {
    if (this.#members[node]?.split === undefined) return;
    this.#eachOfSet(node, (other) => {
      other.split = undefined;
    });
  }

  #eachOfSet(node: number, apply: (member: Member) => void): void {
    for (const index of this.#setOf[node] ?? []) {
      const member = this.#members[index];
      if (member) apply(member);
    }
  }
}

function newMember(
  instances: { readonly all: number; readonly initial: number },
  role: Role | undefined,
): Member {
  const length = Math.max(1, instances.all);
  const none = () => Array.from({ length }, () => false);
  return {
    life: Array.from({ length }, (_, i) => (i < instances.initial ? 'serving' : 'absent')),
    crashed: none(),
    ejected: none(),
    restarted: none(),
    role,
    holder: undefined,
    phase: null,
    outOfRotation: false,
    slowed: false,
    warming: false,
    split: undefined,
    spike: false,
    misses: 0,
    missLimit: 0,
  };
}

function loseAddress(member: Member): void {
  if (member.holder !== undefined) member.holder = null;
}

function setInstances(states: boolean[], instance: number, value: boolean): void {
  if (instance < 0) states.fill(value);
  else if (instance < states.length) states[instance] = value;
}

/** Up to the last that is there: instances come at the end and go from it. */
function presentIn({ life }: Member): number {
  return Math.max(1, life.findLastIndex((one) => one !== 'absent') + 1);
}

function instanceState(member: Member, instance: number): InstanceState {
  if (member.crashed[instance]) return 'down';
  const life = member.life[instance];
  if (life === 'absent') return 'gone';
  if (life === 'starting' || life === 'draining') return life;
  if (member.ejected[instance]) return member.restarted[instance] ? 'starting' : 'ejected';
  return life === 'cold' ? 'cold' : 'up';
}

function badgeOf(member: Member): Badge | null {
  if (member.crashed.every(Boolean)) return 'down';
  if (member.holder === null) return 'unheld';
  if (member.phase) return member.phase;
  if (member.misses > 0) return 'suspected';
  if (member.outOfRotation || member.ejected.every(Boolean)) return 'ejected';
  if (member.slowed) return 'slowed';
  if (member.warming) return 'warming';
  return member.spike ? 'spike' : null;
}
