/**
 * A simulation: the loop that carries out events, the slices of its recording, and its whole state as one value. It
 * names no kind of node. Equal times are first come, first served.
 *
 * In five layers below it: `kernel.ts` (time and chance), `wiring.ts` (links and policies), `patience.ts` (a caller's timers),
 * `exchange.ts` (calls), `faults.ts`.
 */
import { assert } from '../base/assert.ts';
import { copyState, hashState, restoreState } from '../base/state.ts';
import { NS_PER_SEC } from '../base/units.ts';
import { type Behaviour, CALL_EVENT, Door, OWN_EVENT } from './behaviour.ts';
import { ABANDONED, INSIDE, LINED_UP, POOLED, RESTING, type SavedCalls, SPENT } from './calls.ts';
import { causes } from './causes.ts';
import { Faults } from './faults.ts';
import { Journal, type Journeys } from './journal.ts';
import {
  ANSWER,
  ARRIVE,
  CANCEL,
  type ClockState,
  CODE_BITS,
  type HealthState,
  RETRY,
  TIMER,
  WARMED_UP,
} from './kernel.ts';
import type { MeasureState } from './measure.ts';
import type { Pool } from './pool.ts';
import type { Recorder } from './recorder.ts';
import type { RunShape } from './recording.ts';
import { SliceWriter } from './slices.ts';
import type { SimulationSpec } from './spec.ts';

/** What servers still do for a request whose client has its answer is followed for so long. */
const AFTER_NS = 10 * NS_PER_SEC;
/** What becomes of its jobs for longer: they wait, and are hidden for half a minute when a worker dies with them. */
const JOBS_AFTER_NS = 300 * NS_PER_SEC;
/** Events between two looks at whether a journey is over, and of a journey from its beginning: some seconds of work. */
const JOURNEY_PIECE = 1000;
const JOURNEY_EVENTS = 20_000_000;
const NO_JOURNEYS: Journeys = { requests: [], hops: [], jobs: [], leftOut: 0 };

const CODE_MASK = (1 << CODE_BITS) - 1;

/** All that changes during a run. */
interface World {
  clock: ClockState;
  calendar: object;
  streams: object;
  health: HealthState;
  measure: MeasureState;
  timers: object[];
  budgets: object[];
  hedges: object[];
  breakers: object[];
  pools: object[];
  pipes: object[];
  routes: object[];
  kept: object[];
  nodes: object[];
}

/** A whole state, copied. */
export interface Checkpoint {
  readonly atNs: number;
  /** How many requests had begun: what has a lower number is under way, or over. */
  readonly requests: number;
  readonly world: unknown;
  readonly calls: SavedCalls;
}

export class Simulation extends Faults {
  private readonly slices: SliceWriter;

  constructor(spec: SimulationSpec) {
    super(spec);
    this.slices = new SliceWriter(spec, this.measure, this.nodes, this.pools);
  }

  /** Carries out what happens before the first event. Called once, when every node is in place. */
  start(): void {
    assert(this.clock.started === 0, 'a simulation is started once');
    assert(this.nodes.length === this.spec.nodes.length, 'every node has a behaviour');
    this.clock.started = 1;
    for (const node of this.nodes) this.doors.push(new Door(node));
    this.scheduleFaults();
    if (this.spec.warmupNs > 0) this.calendar.plan(this.spec.warmupNs, WARMED_UP, 0);
    for (const node of this.nodes) node.start?.();
  }

  // ---- running ----

  get isOver(): boolean {
    return Math.min(this.calendar.nextNs(), this.nextTurnNs()) > this.spec.durationNs;
  }

  /**
   * Carries out events up to and including `untilNs`, at most `maxEvents` of them. Returns how many there were; fewer
   * than `maxEvents` means that time has reached `untilNs`.
   */
  advance(untilNs: number, maxEvents: number): number {
    const { calendar, clock, spec } = this;
    // Time never runs backwards, whatever is asked for.
    const limitNs = Math.max(clock.nowNs, Math.min(untilNs, spec.durationNs));
    const state = calendar.state;
    let done = 0;
    let sliceEndNs = (this.measure.slice + 1) * spec.sliceNs;
    let turnNs = this.nextTurnNs();
    while (done < maxEvents) {
      calendar.putInOrder();
      const timeNs = state.timeNs[0]!;
      if (timeNs > limitNs && turnNs > limitNs) {
        clock.nowNs = limitNs;
        this.closeSlices(limitNs);
        return done;
      }
      if (timeNs >= sliceEndNs || timeNs >= turnNs) {
        const nextNs = Math.min(timeNs, turnNs);
        if (nextNs >= sliceEndNs) {
          this.closeSlices(nextNs);
          sliceEndNs = (this.measure.slice + 1) * spec.sliceNs;
        }
        // A fault comes before all else that happens at its moment.
        if (turnNs <= timeNs) {
          clock.nowNs = turnNs;
          clock.events++;
          done++;
          this.takeTurn();
          turnNs = this.nextTurnNs();
          continue;
        }
      }
      const slot = calendar.pop();
      const target = state.target[slot]!;
      const argument = state.argument[slot]!;
      calendar.release(slot);
      clock.nowNs = timeNs;
      clock.events++;
      done++;
      this.foldEvent(timeNs, target ^ Math.imul(argument, 0x27d4eb2f));
      this.dispatch(target, argument);
    }
    return done;
  }

  /** Whether time is where it was when this was last asked, or at its beginning. */
  standsStill(): boolean {
    const { clock } = this;
    const stands = clock.nowNs === clock.lookedNs;
    clock.lookedNs = clock.nowNs;
    return stands;
  }

  private dispatch(target: number, argument: number): void {
    const code = target & CODE_MASK;
    if (code >= CALL_EVENT) {
      if (code < OWN_EVENT) this.calls.records[argument]!.event = -1;
      this.doors[target >> CODE_BITS]!.wake(code, argument);
      return;
    }
    switch (code) {
      case ARRIVE:
        this.arrive(argument);
        return;
      case ANSWER:
        this.bringBack(argument);
        return;
      case TIMER:
        this.ringTimer(argument);
        return;
      case RETRY:
        this.tryAgain(argument);
        return;
      case CANCEL:
        this.catchUp(argument);
        return;
      case WARMED_UP:
        this.warmUp();
        return;
    }
  }

  private warmUp(): void {
    const m = this.measure;
    for (const pipe of this.pipes) pipe.warmedUp(this.clock.nowNs);
    for (const pool of this.pools) pool.warmedUp();
    for (const [i, node] of this.nodes.entries()) {
      node.station?.account();
      m.nodes[i]!.warmCompleted = m.nodes[i]!.completed;
      m.nodes[i]!.warmOpenNs = node.station?.openNs ?? 0;
      m.nodes[i]!.warmBusyNs = node.station?.state.busyNs ?? 0;
      m.nodes[i]!.warmWaitingNs = node.station?.state.waitingNs ?? 0;
      m.nodes[i]!.warmWorkedNs = node.processors?.busyNs ?? 0;
      node.warmedUp?.();
    }
  }

  // ---- recording ----

  /** Ends every slice that is over by `timeNs`. Only time costs here, never the number of requests. */
  private closeSlices(timeNs: number): void {
    const { sliceNs } = this.spec;
    const nowNs = this.clock.nowNs;
    while ((this.measure.slice + 1) * sliceNs <= timeNs) {
      const endNs = (this.measure.slice + 1) * sliceNs;
      this.clock.nowNs = endNs;
      this.slices.write(this.recorder);
    }
    this.clock.nowNs = Math.max(nowNs, this.clock.nowNs);
  }

  shape(): RunShape {
    const { spec } = this;
    return {
      seed: spec.seed,
      durationNs: spec.durationNs,
      warmupNs: spec.warmupNs,
      sliceNs: spec.sliceNs,
      nodeIds: spec.nodes.map((node) => node.id),
      instances: spec.nodes.map((node) => node.instances),
      links: this.links.map(({ source, target, edge, kind }) => ({ source, target, edge, kind })),
      pools: this.pools.map((pool) => ({
        links: this.links.flatMap(({ index, policy }) => (policy?.pool === pool ? [index] : [])),
        connections: pool.station.slots,
      })),
      causes,
    };
  }

  // ---- the whole state ----

  private world(): World {
    return {
      clock: this.clock,
      calendar: this.calendar.state,
      streams: this.streams.state,
      health: this.health,
      measure: this.measure,
      timers: this.timers.map((ring) => ring.state),
      budgets: this.budgets.map((budget) => budget.state),
      hedges: this.hedges.map((hedge) => hedge.state),
      breakers: this.breakers.map((breaker) => breaker.state),
      pools: this.pools.map((pool) => pool.state),
      pipes: this.pipes.map((pipe) => pipe.state),
      routes: this.routeStates,
      kept: this.keptStates,
      nodes: this.nodes.map((node) => stateOf(node)),
    };
  }

  checkpoint(): Checkpoint {
    const { nowNs, requests } = this.clock;
    return { atNs: nowNs, requests, world: copyState(this.world()), calls: this.calls.save() };
  }

  /** Puts the run back to where it was. What was recorded since is the recorder's affair. */
  restore(checkpoint: Checkpoint): void {
    // The world is assembled anew on each call, but its parts are the live ones: those are written into.
    restoreState(this.world(), checkpoint.world as World);
    this.calls.load(checkpoint.calls);
  }

  /** A checkpoint of a run that was the same until then, but for faults still to come, as one of this run. */
  adopt({ atNs, requests, world, calls }: Checkpoint): Checkpoint {
    const theirs = world as World;
    return { atNs, requests, calls, world: { ...theirs, health: this.adopted(theirs.health) } };
  }

  /** 32 bits over the whole state: equal states, equal hash, but for when somebody last looked whether time goes on. */
  stateHash(): number {
    const clock = { ...this.clock, lookedNs: 0 };
    return hashState({ ...this.world(), clock, calls: this.calls.save() });
  }

  /**
   * Runs `fromNs` … `toNs` again from `checkpoint` and returns a recorder holding every hop that touches the window.
   * The run itself is put back to where it was.
   */
  closeUp(checkpoint: Checkpoint, toNs: number, visit?: () => void): Recorder {
    const lens = this.newRecorder(true);
    this.again(checkpoint, lens, (most) => {
      this.lensOpen = true;
      this.advance(toNs, most);
      this.recordOpenHops();
      visit?.();
    });
    return lens;
  }

  /** Whom queues tell of their messages, while somebody looks; nobody as a rule, and the run is the same. */
  get follower(): Journal | null {
    return this.journal;
  }

  /** One request, from a checkpoint at which it had not begun: all its hops, until nothing more is done for it. */
  journey(checkpoint: Checkpoint, request: number, maxEvents = JOURNEY_EVENTS): Journeys {
    assert(checkpoint.requests <= request, 'a journey is run again from before its beginning');
    let found = NO_JOURNEYS;
    this.again(checkpoint, this.newRecorder(false), (most) => {
      const journal = new Journal(this.calls.records, this, {
        wanted: request,
        afterNs: AFTER_NS,
        jobsAfterNs: JOBS_AFTER_NS,
      });
      this.journal = journal;
      let left = most;
      // The way to its beginning is as long as checkpoints lie apart, and does not count.
      let following = maxEvents;
      while (left > 0 && following > 0 && !journal.isDone) {
        const piece = Math.min(left, JOURNEY_PIECE);
        const done = this.advance(this.spec.durationNs, piece);
        left = done < piece ? 0 : left - done;
        if (this.clock.requests > request) following -= done;
      }
      found = journal.take();
    });
    return found;
  }

  /** Every request that is under way in a window, and which call made which. */
  journeys(checkpoint: Checkpoint, fromNs: number, toNs: number): Journeys {
    let found = NO_JOURNEYS;
    this.again(checkpoint, this.newRecorder(false), (most) => {
      const before = this.advance(fromNs, most);
      found = this.journeysUntil(toNs, most - before);
    });
    return found;
  }

  /** From here on. The run goes on to `toNs`. */
  journeysUntil(toNs: number, maxEvents = Number.POSITIVE_INFINITY): Journeys {
    this.followAll();
    this.advance(toNs, maxEvents);
    return this.takeFollowed();
  }

  /** From here on every request is written down, until `takeFollowed`. The run is the same as without. */
  followAll(): void {
    this.journal = new Journal(this.calls.records, this, {
      wanted: null,
      afterNs: Number.POSITIVE_INFINITY,
    });
    this.journal.adopt();
  }

  /** Without any where nothing was followed. */
  takeFollowed(): Journeys {
    const journeys = this.journal?.take() ?? NO_JOURNEYS;
    this.journal = null;
    return journeys;
  }

  /**
   * Goes back to a checkpoint, does something there, and puts the run back to where it was. What the run itself has not
   * carried out is not looked at (`most` events are left): where time stands still there is no end to it.
   */
  private again(checkpoint: Checkpoint, lens: Recorder, look: (most: number) => void): void {
    const here = this.checkpoint();
    const recorder = this.recorder;
    const events = this.clock.events;
    this.recorder = lens;
    try {
      this.restore(checkpoint);
      look(events - this.clock.events);
    } finally {
      this.lensOpen = false;
      this.journal = null;
      this.recorder = recorder;
      this.restore(here);
    }
  }

  /** Hops still under way when a close-up ends. */
  private recordOpenHops(): void {
    const c = this.calls.records;
    for (let call = 0; call < this.calls.capacity; call++) {
      if (!this.calls.isLive(call) || c[call]!.link < 0) continue;
      if ((c[call]!.flags & (ABANDONED | RESTING | SPENT)) !== 0) continue;
      const type = this.spec.operationTypes[c[call]!.operation] ?? 0;
      this.recorder.hop(c[call]!, Number.POSITIVE_INFINITY, type);
    }
  }

  get measured(): Readonly<MeasureState> {
    return this.measure;
  }

  /** Measured time so far, nanoseconds: without the warm-up. */
  get measuredNs(): number {
    return Math.max(0, this.clock.nowNs - this.spec.warmupNs);
  }

  /** Time within the run, and conservation for every node: arrived = completed + failed + inside, counted in the pool. */
  checkBooks(): void {
    const { nowNs } = this.clock;
    assert(
      nowNs <= this.spec.durationNs,
      `time is ${nowNs} ns, beyond the run: an event has no time`,
    );
    this.checkPools();
    const inside = new Float64Array(this.nodes.length);
    const c = this.calls.records;
    for (let call = 0; call < this.calls.capacity; call++) {
      if ((c[call]!.flags & INSIDE) !== 0) inside[c[call]!.node]!++;
    }
    for (const [i, node] of this.nodes.entries()) {
      const { arrived, completed, failed } = this.measure.nodes[i]!;
      const open = arrived - completed - failed;
      assert(
        open === inside[i],
        `at ${(this.clock.nowNs / NS_PER_SEC).toFixed(6)} s, ${this.spec.nodes[i]!.id}: ` +
          `arrived ${arrived} ≠ completed ${completed} + failed ${failed} + inside ${inside[i]}`,
      );
      node.check?.();
    }
  }

  /** Every connection in use is some call's, and whoever stands in line is a call that waits. */
  private checkPools(): void {
    const held = new Map<Pool, { busy: number; waiting: number }>();
    for (const pool of this.pools) held.set(pool, { busy: 0, waiting: 0 });
    for (const { flags, link } of this.calls.records) {
      if ((flags & (POOLED | LINED_UP)) === 0) continue;
      const count = held.get(this.links[link]!.policy!.pool!)!;
      if ((flags & POOLED) !== 0) count.busy++;
      else count.waiting++;
    }
    for (const [{ caller, station }, { busy, waiting }] of held) {
      const { busyTotal, waitingTotal } = station.state;
      assert(
        busy === busyTotal && waiting === waitingTotal,
        `a pool of ${this.spec.nodes[caller]!.id} counts ${busyTotal} connections in use and ` +
          `${waitingTotal} waiting, its calls ${busy} and ${waiting}`,
      );
    }
  }
}

function stateOf(node: Behaviour): object {
  return node.station ? { own: node.state, station: node.station.state } : { own: node.state };
}
