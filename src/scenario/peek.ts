/**
 * Looking into a cache at one moment of a run: exactly the keys that it holds there, and the steps shortly before and
 * after. A second simulation of the same scenario is taken to the moment from a checkpoint; the run itself goes on
 * undisturbed.
 */

import type { Keyed, KeyWatcher } from '../kinds/keyed.ts';
import type { NodeBehaviour } from '../kinds/kind.ts';
import type { Checkpoint, Simulation } from '../sim/simulation.ts';
import { compile } from './compile.ts';
import { type KeyStep, StepTaker } from './key-steps.ts';
import type { Scenario } from './schema.ts';

export interface Peek {
  /** The steps are all that happened from here … */
  readonly fromNs: number;
  /** … to here. */
  readonly toNs: number;
  /** The first says how the keys stood at `fromNs`. */
  readonly steps: readonly KeyStep[];
}

/** Steps to show before and after the moment, so that playing on and stepping back do not ask again each time. */
const STEPS_BEFORE = 40;
const STEPS_AFTER = 80;
/** Events after the moment, where next to nothing happens to the keys: a tenth of a second of work. */
const EVENTS_AFTER = 200_000;

/** What a node shows of its keys; undefined where its kind keeps none, or it takes no part in the run. */
export function keyedOf(sim: Simulation, id: string): Keyed | undefined {
  const index = sim.spec.nodes.findIndex((node) => node.id === id);
  // The compiler puts kinds' behaviours into a simulation, and nobody else does.
  return (sim.nodes[index] as NodeBehaviour | undefined)?.keyed;
}

export interface Moment {
  readonly node: string;
  readonly store: number;
  readonly atNs: number;
  /** Keys of each list, at most. */
  readonly limit: number;
}

/** When the last operations on a store's keys were. */
class LastMoments implements KeyWatcher {
  private readonly store: number;
  private readonly nowNs: () => number;
  /** In turn, the oldest overwritten. */
  private readonly moments: Float64Array;
  private count = 0;

  constructor(store: number, most: number, nowNs: () => number) {
    this.store = store;
    this.nowNs = nowNs;
    this.moments = new Float64Array(most);
  }

  /** The oldest first. */
  all(): readonly number[] {
    const { count, moments } = this;
    if (count <= moments.length) return [...moments.subarray(0, count)];
    const oldest = count % moments.length;
    return [...moments.subarray(oldest), ...moments.subarray(0, oldest)];
  }

  /** There were more than are kept. */
  get isFull(): boolean {
    return this.count >= this.moments.length;
  }

  private note(store: number): void {
    if (store !== this.store) return;
    this.moments[this.count % this.moments.length] = this.nowNs();
    this.count++;
  }

  lookedUp(store: number): void {
    this.note(store);
  }

  buffered(): void {}

  put(store: number): void {
    this.note(store);
  }

  removed(store: number): void {
    this.note(store);
  }

  cleared(store: number): void {
    this.note(store);
  }
}

export class Double {
  private readonly sim: Simulation;

  constructor(scenario: Scenario) {
    this.sim = compile(scenario, { keepsSeries: false });
  }

  /**
   * `checkpoint`: the last one before the moment. `end`: how far the run itself has come; what it has not carried out is
   * not looked at. Null where the node has no such keys.
   */
  peek(
    moment: Moment,
    checkpoint: Checkpoint,
    end: { readonly nowNs: number; readonly events: number },
  ): Peek | null {
    const { sim } = this;
    const keyed = keyedOf(sim, moment.node);
    const opened = keyed?.stores[moment.store];
    if (!keyed || !opened) return null;
    const atNs = Math.min(moment.atNs, end.nowNs);
    const nowNs = () => sim.nowNs;
    const last = new LastMoments(moment.store, STEPS_BEFORE, nowNs);
    const taker = new StepTaker({ store: moment.store, opened, nowNs, limit: moment.limit });
    try {
      keyed.watch(last);
      sim.restore(checkpoint);
      sim.advance(atNs, end.events - sim.events);
      // Once more: at one go to where the steps begin, and from each to the next.
      keyed.watch(null);
      sim.restore(checkpoint);
      const moments = last.all();
      const fromNs = last.isFull ? Math.max(checkpoint.atNs, moments[0]! - 1) : checkpoint.atNs;
      sim.advance(fromNs, end.events - sim.events);
      keyed.watch(taker);
      taker.begin();
      for (const momentNs of moments) {
        sim.advance(Math.max(fromNs, momentNs - 1), end.events - sim.events);
        const steps = Number.POSITIVE_INFINITY;
        this.advance(taker, { untilNs: momentNs, events: end.events, steps });
      }
      sim.advance(atNs, end.events - sim.events);
      const toNs = this.advance(taker, {
        untilNs: end.nowNs,
        events: Math.min(end.events, sim.events + EVENTS_AFTER),
        steps: taker.steps.length + STEPS_AFTER,
      });
      return { fromNs, toNs, steps: taker.steps };
    } finally {
      keyed.watch(null);
    }
  }

  /** Event by event, for each may be a step. Returns the moment up to which every step is known. */
  private advance(
    taker: StepTaker,
    most: { readonly untilNs: number; readonly events: number; readonly steps: number },
  ): number {
    const { sim } = this;
    while (sim.events < most.events) {
      if (sim.advance(most.untilNs, 1) === 0) return sim.nowNs;
      if (taker.endStep() && taker.steps.length >= most.steps) return sim.nowNs;
    }
    // The run may have stopped between two events of one instant.
    return Math.max(taker.steps.at(-1)?.atNs ?? 0, sim.nowNs - 1);
  }
}
