/**
 * Which call made which: written while a part of a run is looked at again, for one request or for all of a window. The
 * exchange tells it of every attempt that sets off and how it ended; a run that nobody looks at has none.
 *
 * A call's record is used again by others, so a hop is known by its record and that record's generation.
 */
import {
  ABANDONED,
  type Call,
  COPY,
  HIT,
  INSIDE,
  LIVE,
  LOST,
  leftAt,
  RESTING,
  SPENT,
  STALE,
} from './calls.ts';
import { RESET, SUCCESS } from './causes.ts';

/** One attempt of a call, there and back. Times that never came are NaN. */
export interface Hop {
  /** Index into the journey's requests; −1 for what a node does by itself (a queue's delivery). */
  readonly request: number;
  /** The hop at whose target this call was made; −1: made by the client, or by a node of itself. */
  readonly parent: number;
  /** Attempts and hedged copies of one call share this number, those of them that set off while somebody looked. */
  readonly call: number;
  /** From 1. */
  readonly attempt: number;
  readonly isCopy: boolean;
  /** Index into `RunShape.links`; −1 where there was nowhere to send it. */
  readonly link: number;
  /** Instance of the target. */
  readonly instance: number;
  readonly verb: number;
  readonly key: number;
  /** Version of the key that was read, or stored; a kind may put something else there. */
  readonly version: number;
  /** A look-up that found its key. */
  readonly isHit: boolean;
  /** What it answered was older than a version that somebody had been promised. */
  readonly isStale: boolean;
  /** 0: success. */
  readonly cause: number;
  /** The node where the failure arose, −1 for none. */
  readonly culprit: number;
  /** The attempt began. */
  readonly sentNs: number;
  /** It left: later where it waited for a connection; NaN where it never did. */
  readonly leftNs: number;
  readonly arrivedNs: number;
  readonly startedNs: number;
  /** Later than `endedNs` where the server finished for nobody. */
  readonly answeredNs: number;
  /** Still at its target when the look ended, whether anybody waited for it or not. */
  readonly isInside: boolean;
  /** The caller had the answer, or gave up. Infinity while it is under way. */
  readonly endedNs: number;
  /** Index into the journey's jobs, of what was done for a message that the request had left in a queue. */
  readonly job?: number;
}

/** How a message fares: it waits, is with a worker, was acknowledged, put aside, or went with a broker in memory. */
export type JobState = 'waiting' | 'inWork' | 'done' | 'dead' | 'lost';

/** A message that the request left in a queue. */
export interface Job {
  /** The hop that brought it. */
  readonly hop: number;
  readonly queue: number;
  readonly storedNs: number;
  readonly state: JobState;
  /** Infinity while it is neither done nor gone. */
  readonly endedNs: number;
  /** Hops that took it to a worker, and since when it had waited for that. */
  readonly deliveries: readonly { readonly hop: number; readonly sinceNs: number }[];
}

/** A client's request as a whole. */
export interface RequestOutline {
  readonly request: number;
  /** The client. */
  readonly node: number;
  /** Place in the run's table of operations: those of all clients, one client after another. */
  readonly operation: number;
  readonly key: number;
  readonly cause: number;
  readonly culprit: number;
  readonly isStale: boolean;
  readonly sentNs: number;
  /** Infinity while it is under way. */
  readonly endedNs: number;
}

export interface Journeys {
  readonly requests: readonly RequestOutline[];
  /** In the order in which they set off. */
  readonly hops: readonly Hop[];
  /** Of one request, while it is looked at alone. */
  readonly jobs: readonly Job[];
  /** Hops beyond the bound: counted, not kept. */
  readonly leftOut: number;
}

/** Of one look; a hop takes some 250 bytes. */
const MAX_HOPS = 100_000;
/** Of these, for what is under way already: where a queue has grown for hours, what sets off now still finds room. */
export const MAX_ADOPTED = MAX_HOPS / 2;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A hop while it is written, with its place in the pool of calls. */
interface Row {
  readonly index: number;
  readonly slot: number;
  readonly generation: number;
  readonly hop: Mutable<Hop>;
}

interface Root {
  readonly index: number;
  readonly slot: number;
  readonly generation: number;
  readonly outline: Mutable<RequestOutline>;
}

interface OpenJob {
  readonly index: number;
  readonly job: Mutable<Omit<Job, 'deliveries'>> & {
    readonly deliveries: { hop: number; sinceNs: number }[];
  };
  /** Since when it can be handed out. */
  visibleNs: number;
}

export class Journal {
  private readonly calls: readonly Call[];
  private readonly clock: { readonly nowNs: number };
  /** Null: all. */
  private readonly wanted: number | null;
  /** What a server does for nobody is followed for so long after the client has its answer. */
  private readonly afterNs: number;
  /** And what becomes of its jobs, for so long. */
  private readonly jobsAfterNs: number;
  private readonly jobs: OpenJob['job'][] = [];
  /** By queue and message: a message's number is another's once it is settled. */
  private readonly openJobs = new Map<string, OpenJob>();
  /** The job whose delivery sets off next. */
  private delivering: OpenJob | null = null;
  private readonly rows: Row[] = [];
  private readonly roots: Root[] = [];
  private readonly rowOf: (Row | undefined)[] = [];
  private readonly rootOf: (Root | undefined)[] = [];
  /** Number of the call whose attempts a record carries. */
  private readonly numberOf: number[] = [];
  private lastNumber = -1;
  private leftOut = 0;

  constructor(
    calls: readonly Call[],
    clock: { readonly nowNs: number },
    options: {
      readonly wanted: number | null;
      readonly afterNs: number;
      readonly jobsAfterNs?: number;
    },
  ) {
    this.calls = calls;
    this.clock = clock;
    this.wanted = options.wanted;
    this.afterNs = options.afterNs;
    this.jobsAfterNs = options.jobsAfterNs ?? options.afterNs;
  }

  /** What is under way when the look begins, the oldest first: who has waited longest is served next, as a rule. */
  adopt(): void {
    const c = this.calls;
    const frames: number[] = [];
    const calls: number[] = [];
    for (let call = 0; call < c.length; call++) {
      const flags = c[call]!.flags;
      if ((flags & LIVE) === 0 || (flags & (RESTING | ABANDONED | SPENT)) !== 0) continue;
      if (c[call]!.link < 0) frames.push(call);
      else calls.push(call);
    }
    const oldest = (slots: number[], since: 'arrivedNs' | 'sentNs') =>
      slots.sort((a, b) => c[a]![since] - c[b]![since] || a - b).slice(0, MAX_ADOPTED);
    for (const frame of oldest(frames, 'arrivedNs')) this.rootAt(frame);
    for (const call of oldest(calls, 'sentNs')) this.addRow(call, -1);
    this.leftOut += calls.length - this.rows.length;
    // A caller may stand behind its call in the pool.
    for (const row of this.rows) {
      const parent = c[row.slot]!.parent;
      row.hop.parent = parent < 0 ? -1 : (this.rowAt(parent)?.index ?? -1);
      row.hop.request = this.requestOf(row);
      this.read(row);
    }
  }

  /** −1 as well for what is done for nobody: whoever gave up has freed its record, and it may be another's by now. */
  private requestOf({ slot }: Row): number {
    const c = this.calls;
    let at = slot;
    while (c[at]!.parent >= 0) {
      if ((c[at]!.flags & ABANDONED) !== 0) return -1;
      at = c[at]!.parent;
    }
    return c[at]!.link < 0 ? this.rootAt(at).index : -1;
  }

  /** An attempt leaves its caller. */
  setOff(call: number): void {
    const c = this.calls;
    const delivered = this.delivering;
    this.delivering = null;
    const ofJob = delivered?.index ?? this.jobOf(c[call]!.parent);
    const isWanted = this.wanted === null || c[call]!.request === this.wanted;
    if (!isWanted && ofJob === undefined) return;
    if (this.rows.length >= MAX_HOPS) {
      this.leftOut++;
      return;
    }
    const parent = c[call]!.parent;
    const isMadeByClient = parent >= 0 && c[parent]!.link < 0;
    const made = parent >= 0 && !isMadeByClient ? this.rowAt(parent) : undefined;
    if (made !== undefined && this.isPast(made.hop)) return;
    const row = this.addRow(call, made?.index ?? -1);
    if (isMadeByClient) row.hop.request = this.rootAt(parent).index;
    else if (made !== undefined) row.hop.request = made.hop.request;
    if (ofJob === undefined) return;
    row.hop.job = ofJob;
    delivered?.job.deliveries.push({ hop: row.index, sinceNs: delivered.visibleNs });
  }

  /** What a call does that somebody makes for a job is done for that job. */
  private jobOf(caller: number): number | undefined {
    return this.jobs.length === 0 || caller < 0 ? undefined : this.rowAt(caller)?.hop.job;
  }

  // ---- messages ----

  /** A queue has stored what a call brought. */
  stored(call: number, queue: number, message: number): void {
    const row = this.wanted === null ? undefined : this.rowAt(call);
    if (row === undefined) return;
    const storedNs = this.clock.nowNs;
    const endedNs = Number.POSITIVE_INFINITY;
    const job: OpenJob['job'] = {
      hop: row.index,
      queue,
      storedNs,
      state: 'waiting',
      endedNs,
      deliveries: [],
    };
    const open = { index: this.jobs.length, job, visibleNs: storedNs };
    this.jobs.push(job);
    this.openJobs.set(`${queue} ${message}`, open);
  }

  /** The call that sets off next takes it to a worker. */
  handsOut(queue: number, message: number): void {
    this.delivering = this.jobAt(queue, message);
    if (this.delivering) this.delivering.job.state = 'inWork';
  }

  /** It was not acknowledged in time, and waits again. */
  visibleAgain(queue: number, message: number): void {
    const open = this.jobAt(queue, message);
    if (open === null) return;
    open.job.state = 'waiting';
    open.visibleNs = this.clock.nowNs;
  }

  settled(queue: number, message: number, state: JobState): void {
    const open = this.jobAt(queue, message);
    if (open === null) return;
    open.job.state = state;
    open.job.endedNs = this.clock.nowNs;
    this.openJobs.delete(`${queue} ${message}`);
  }

  private jobAt(queue: number, message: number): OpenJob | null {
    return this.openJobs.size === 0 ? null : (this.openJobs.get(`${queue} ${message}`) ?? null);
  }

  /** The broker has died, and what it held with it. */
  allLost(queue: number): void {
    for (const { job } of this.openJobs.values()) {
      if (job.queue !== queue) continue;
      job.state = 'lost';
      job.endedNs = this.clock.nowNs;
    }
    for (const [key, { job }] of this.openJobs) if (job.queue === queue) this.openJobs.delete(key);
  }

  private addRow(call: number, parent: number): Row {
    const c = this.calls;
    const isCopy = (c[call]!.flags & COPY) !== 0;
    if (isCopy || c[call]!.attempt > 1) this.numberOf[call] ??= ++this.lastNumber;
    else this.numberOf[call] = ++this.lastNumber;
    const hop: Mutable<Hop> = {
      request: -1,
      parent,
      call: this.numberOf[call]!,
      attempt: c[call]!.attempt,
      isCopy,
      link: -1,
      instance: 0,
      verb: c[call]!.verb,
      key: c[call]!.key,
      version: 0,
      isHit: false,
      isStale: false,
      cause: SUCCESS,
      culprit: -1,
      sentNs: c[call]!.sentNs,
      leftNs: c[call]!.sentNs,
      arrivedNs: Number.NaN,
      startedNs: Number.NaN,
      answeredNs: Number.NaN,
      isInside: false,
      endedNs: Number.POSITIVE_INFINITY,
    };
    const row = { index: this.rows.length, slot: call, generation: c[call]!.generation, hop };
    this.rows.push(row);
    this.rowOf[call] = row;
    return row;
  }

  private rowAt(call: number): Row | undefined {
    const row = this.rowOf[call];
    return row?.generation === this.calls[call]!.generation ? row : undefined;
  }

  private rootAt(frame: number): Root {
    const c = this.calls;
    const known = this.rootOf[frame];
    if (known !== undefined && known.generation === c[frame]!.generation) return known;
    const outline: Mutable<RequestOutline> = {
      request: c[frame]!.request,
      node: c[frame]!.node,
      operation: c[frame]!.operation,
      key: c[frame]!.key,
      cause: SUCCESS,
      culprit: -1,
      isStale: false,
      sentNs: c[frame]!.arrivedNs,
      endedNs: Number.POSITIVE_INFINITY,
    };
    const generation = c[frame]!.generation;
    const root = { index: this.roots.length, slot: frame, generation, outline };
    this.roots.push(root);
    this.rootOf[frame] = root;
    return root;
  }

  /** `next` is another attempt, or the copy, of `call`. */
  succeeded(call: number, next: number): void {
    const number = this.numberOf[call];
    if (number !== undefined) this.numberOf[next] = number;
  }

  /** The attempt is over for its caller. */
  closed(call: number): void {
    const row = this.rowAt(call);
    if (row === undefined || row.hop.endedNs !== Number.POSITIVE_INFINITY) return;
    if (this.isPast(row.hop)) return;
    this.read(row);
    const { hop } = row;
    hop.cause = this.calls[call]!.cause;
    hop.culprit = hop.cause === SUCCESS ? -1 : this.calls[call]!.culprit;
    hop.endedNs = this.clock.nowNs;
  }

  /** It never left: nowhere to go (`link` −1), or the caller's own breaker. */
  unsent(call: number, link: number): void {
    const row = this.rowAt(call);
    if (row === undefined) return;
    row.hop.link = link;
    row.hop.cause = this.calls[call]!.cause;
    row.hop.culprit = this.calls[call]!.culprit;
    row.hop.endedNs = this.clock.nowNs;
  }

  /** The caller has died: nobody will hear of it. */
  forgotten(call: number): void {
    const row = this.rowAt(call);
    if (row === undefined || row.hop.endedNs !== Number.POSITIVE_INFINITY) return;
    this.closed(call);
    if (row.hop.endedNs !== Number.POSITIVE_INFINITY) row.hop.cause = RESET;
  }

  /** The server is done with a call that its caller has given up. */
  late(call: number): void {
    const row = this.rowAt(call);
    if (row === undefined) return;
    this.readLate(row);
    this.rowOf[call] = undefined;
  }

  private readLate({ slot, hop }: Row): void {
    const c = this.calls;
    const untilNs = this.untilNs(hop);
    const inTime = (atNs: number) => (atNs <= untilNs ? atNs : Number.NaN);
    hop.arrivedNs = inTime(c[slot]!.arrivedNs);
    hop.startedNs = inTime(c[slot]!.startedNs);
    hop.answeredNs = inTime(c[slot]!.answeredNs);
    const isThere = this.isPast(hop) || (c[slot]!.flags & INSIDE) !== 0;
    hop.isInside = isThere && !Number.isNaN(hop.arrivedNs) && Number.isNaN(hop.answeredNs);
  }

  private read({ slot, hop }: Row): void {
    const c = this.calls;
    const flags = c[slot]!.flags;
    hop.link = c[slot]!.link;
    hop.instance = c[slot]!.instance;
    hop.version = c[slot]!.version;
    hop.isHit = (flags & HIT) !== 0;
    hop.isStale = (flags & STALE) !== 0;
    hop.leftNs = leftAt(c[slot]!);
    hop.arrivedNs = c[slot]!.arrivedNs;
    hop.startedNs = c[slot]!.startedNs;
    hop.answeredNs = c[slot]!.answeredNs;
  }

  /** The client has its answer. */
  finished(frame: number): void {
    const root = this.rootOf[frame];
    const c = this.calls;
    if (root?.generation !== c[frame]!.generation) return;
    const { outline } = root!;
    outline.cause = c[frame]!.cause;
    outline.culprit = outline.cause === SUCCESS ? -1 : c[frame]!.culprit;
    outline.isStale = (c[frame]!.flags & STALE) !== 0;
    outline.endedNs = this.clock.nowNs;
  }

  /** Nothing more can come: the request is over, and so is all that was done for it. */
  get isDone(): boolean {
    const outline = this.roots[0]?.outline;
    if (outline === undefined || outline.endedNs === Number.POSITIVE_INFINITY) return false;
    const isFollowingJobs = this.openJobs.size > 0;
    const afterNs = isFollowingJobs ? this.jobsAfterNs : this.afterNs;
    if (this.clock.nowNs >= outline.endedNs + afterNs) return true;
    if (isFollowingJobs) return false;
    return this.rows.every(({ slot, generation, hop }) => {
      if (hop.endedNs === Number.POSITIVE_INFINITY) return false;
      const isGone = this.calls[slot]!.generation !== generation;
      return isGone || (this.calls[slot]!.flags & LOST) !== 0;
    });
  }

  /** Beyond what is followed: how far a look runs on must not show in what it has seen. */
  private isPast(hop: Hop): boolean {
    return this.clock.nowNs > this.untilNs(hop);
  }

  private untilNs({ request, job }: Hop): number {
    if (job !== undefined) return Number.POSITIVE_INFINITY;
    const endedNs = this.roots[request]?.outline.endedNs ?? Number.POSITIVE_INFINITY;
    return endedNs + this.afterNs;
  }

  take(): Journeys {
    // What is still inside somewhere has got further since it set off, or since its caller gave up.
    for (const row of this.rows) {
      if (this.rowAt(row.slot) !== row) continue;
      if (row.hop.endedNs !== Number.POSITIVE_INFINITY) this.readLate(row);
      else {
        this.read(row);
        row.hop.isInside = (this.calls[row.slot]!.flags & INSIDE) !== 0;
      }
    }
    return {
      requests: this.roots.map(({ outline }) => outline),
      hops: this.rows.map(({ hop }) => hop),
      jobs: this.jobs,
      leftOut: this.leftOut,
    };
  }
}
