/**
 * Jobs that a server has accepted and works on in its own memory, on threads of their own: what there is where no queue
 * is drawn. The request is answered at once; a crash takes every job with it, those at work and those in line.
 *
 * Leaves out: a limit of the line; handing jobs over at shutdown.
 * Source: domain reference §6, in-memory worker threads.
 */
export interface MemoryJobsState {
  /** By instance. */
  running: Int32Array;
  waiting: Int32Array;
  /** Crashes so far: a job that was begun before one is over. */
  epoch: Int32Array;
  accepted: number;
  done: number;
  lost: number;
}

/** The most instances a server has is a thousand. */
const INSTANCE_BITS = 10;
/** Enough to tell one crash from the next. */
const EPOCHS = 1 << 16;

export class MemoryJobs {
  readonly state: MemoryJobsState;
  private readonly threads: number;
  /** Begins a job that lasts as long as it lasts, and then calls `ended` with this argument. */
  private readonly work: (argument: number) => void;

  constructor(
    size: { readonly instances: number; readonly threads: number },
    work: (argument: number) => void,
  ) {
    this.threads = size.threads;
    this.work = work;
    this.state = {
      running: new Int32Array(size.instances),
      waiting: new Int32Array(size.instances),
      epoch: new Int32Array(size.instances),
      accepted: 0,
      done: 0,
      lost: 0,
    };
  }

  accept(instance: number): void {
    const s = this.state;
    s.accepted++;
    if (s.running[instance]! < this.threads) this.begin(instance);
    else s.waiting[instance]!++;
  }

  private begin(instance: number): void {
    this.state.running[instance]!++;
    this.work((this.state.epoch[instance]! << INSTANCE_BITS) | instance);
  }

  has(instance: number): boolean {
    return this.state.running[instance]! + this.state.waiting[instance]! > 0;
  }

  /** Returns where. */
  ended(argument: number): number {
    const s = this.state;
    const instance = argument & ((1 << INSTANCE_BITS) - 1);
    if (argument >>> INSTANCE_BITS !== s.epoch[instance]) return instance;
    s.done++;
    s.running[instance]!--;
    if (s.waiting[instance]! > 0) {
      s.waiting[instance]!--;
      this.begin(instance);
    }
    return instance;
  }

  /** Returns how many jobs are lost. */
  crashed(instance: number): number {
    const s = this.state;
    const lost = s.running[instance]! + s.waiting[instance]!;
    s.running[instance] = 0;
    s.waiting[instance] = 0;
    s.epoch[instance] = (s.epoch[instance]! + 1) % EPOCHS;
    s.lost += lost;
    return lost;
  }

  /** Counts for the summary start again. */
  recount(): void {
    Object.assign(this.state, { accepted: 0, done: 0, lost: 0 });
  }

  summarize(): Record<string, number> {
    const { running, waiting, accepted, done, lost } = this.state;
    const sum = (of: Int32Array) => of.reduce((total, count) => total + count, 0);
    return {
      jobsAccepted: accepted,
      jobsDone: done,
      jobsLost: lost,
      jobsRunning: sum(running),
      jobsWaiting: sum(waiting),
    };
  }
}
