/**
 * Collects what a run leaves behind and hands it over in chunks. It only listens: nothing that happens in a run depends
 * on whether, or how finely, it is recorded.
 */
import { scramble } from '../base/random.ts';
import { type Call, COPY, leftAt } from './calls.ts';
import { causes } from './causes.ts';
import { ClientWrites, type ClientWritesMark } from './client-writes.ts';
import { Notable, type NotableMark } from './notable.ts';
import {
  type HopColumns,
  NODE_FIELDS,
  type RecordingChunk,
  SLICE_BUCKETS,
  type TimelineEvent,
  TOTAL_FIELDS,
} from './recording.ts';

/**
 * Events kept of each name: a story longer than this is not read, and a flood of redeliveries must not push out the
 * promotion that follows. What is left out is counted.
 */
const MAX_EVENTS_OF_A_NAME = 1000;
/** Hops kept of one chunk or close-up; at 62 bytes each, 30 MB. */
const MAX_HOPS = 500_000;
/**
 * Hops kept of a whole run. The sample is planned for a fifth of that from the rates in the file; a spike or a fan-out may
 * make many times as many. Then half of the requests are left out, and half again after each quarter more: a run of any
 * length leaves a recording that a page can hold.
 */
const HOPS_OF_A_RUN = 1_000_000;

class HopBuffer {
  count = 0;
  private capacity = 1024;
  private columns = HopBuffer.allocate(1024);

  private static allocate(n: number) {
    return {
      request: new Int32Array(n),
      link: new Int32Array(n),
      instance: new Int16Array(n),
      sentNs: new Float64Array(n),
      leftNs: new Float64Array(n),
      arrivedNs: new Float64Array(n),
      startedNs: new Float64Array(n),
      answeredNs: new Float64Array(n),
      endedNs: new Float64Array(n),
      operation: new Uint8Array(n),
      verb: new Uint8Array(n),
      outcome: new Uint8Array(n),
      copy: new Uint8Array(n),
      key: new Int32Array(n),
    };
  }

  add(call: Call, endedNs: number, operationType: number): void {
    if (this.count >= MAX_HOPS) return;
    if (this.count === this.capacity) this.grow();
    const i = this.count++;
    const to = this.columns;
    to.request[i] = call.request;
    to.link[i] = call.link;
    to.instance[i] = call.instance;
    to.sentNs[i] = call.sentNs;
    to.leftNs[i] = leftAt(call);
    to.arrivedNs[i] = call.arrivedNs;
    to.startedNs[i] = call.startedNs;
    to.answeredNs[i] = call.answeredNs;
    to.endedNs[i] = endedNs;
    to.operation[i] = operationType;
    to.verb[i] = call.verb;
    to.outcome[i] = call.cause;
    to.copy[i] = (call.flags & COPY) === 0 ? 0 : 1;
    to.key[i] = call.key;
  }

  take(): HopColumns {
    const from = this.columns;
    const n = this.count;
    this.count = 0;
    return {
      count: n,
      request: from.request.slice(0, n),
      link: from.link.slice(0, n),
      instance: from.instance.slice(0, n),
      sentNs: from.sentNs.slice(0, n),
      leftNs: from.leftNs.slice(0, n),
      arrivedNs: from.arrivedNs.slice(0, n),
      startedNs: from.startedNs.slice(0, n),
      answeredNs: from.answeredNs.slice(0, n),
      endedNs: from.endedNs.slice(0, n),
      operation: from.operation.slice(0, n),
      verb: from.verb.slice(0, n),
      outcome: from.outcome.slice(0, n),
      copy: from.copy.slice(0, n),
      key: from.key.slice(0, n),
    };
  }

  private grow(): void {
    const old = this.columns;
    this.capacity *= 2;
    const grown = HopBuffer.allocate(this.capacity);
    for (const name of Object.keys(old) as (keyof typeof old)[]) grown[name].set(old[name]);
    this.columns = grown;
  }
}

/** Where a recorder stood at a moment, without what it had written. */
export interface RecorderMark {
  readonly events: number;
  readonly eventsLeftOut: number;
  readonly eventsByName: ReadonlyMap<string, number>;
  readonly oneIn: number;
  readonly hopsLimit: number;
  readonly hopsKept: number;
  readonly deliveries: number;
  readonly notable: NotableMark;
  readonly clientWrites: ClientWritesMark;
  readonly slices: number;
}

export class Recorder {
  /** Every event so far, for the summary; chunks carry the new ones. */
  readonly events: TimelineEvent[] = [];
  /** Events beyond the bound: counted, not kept. */
  eventsLeftOut = 0;
  readonly notable: Notable;
  readonly clientWrites: ClientWrites;
  /** One in this many requests has its hops kept, from here on. */
  oneIn: number;
  private readonly plannedOneIn: number;
  private readonly hopsOfARun: number;
  /** Hops after which half of the requests are left out. */
  private hopsLimit: number;
  private hopsKept = 0;
  private deliveries = 0;
  private eventsByName: Map<string, number> = new Map();
  private readonly hops = new HopBuffer();
  private readonly nodes: number;
  private readonly keepsSeries: boolean;
  private sent = 0;
  private firstSlice = 0;
  private rows: Float32Array[] = [];
  private totals: Float32Array[] = [];
  private pools: Float32Array[] = [];
  private latencies: Uint32Array[] = [];
  private failures: Uint32Array[] = [];

  /** `keepsSeries` false: the summary alone is wanted, and slices are measured but not kept. */
  constructor(options: {
    nodes: number;
    oneIn: number;
    keepsSeries: boolean;
    hopsOfARun?: number;
  }) {
    this.nodes = options.nodes;
    this.oneIn = options.oneIn;
    this.plannedOneIn = options.oneIn;
    this.hopsOfARun = options.hopsOfARun ?? HOPS_OF_A_RUN;
    this.hopsLimit = this.hopsOfARun;
    this.keepsSeries = options.keepsSeries;
    this.notable = new Notable(options.keepsSeries);
    this.clientWrites = new ClientWrites(options.keepsSeries);
  }

  mark(): RecorderMark {
    return {
      events: this.events.length,
      eventsLeftOut: this.eventsLeftOut,
      eventsByName: new Map(this.eventsByName),
      oneIn: this.oneIn,
      hopsLimit: this.hopsLimit,
      hopsKept: this.hopsKept,
      deliveries: this.deliveries,
      notable: this.notable.mark(),
      clientWrites: this.clientWrites.mark(),
      slices: this.firstSlice + this.rows.length,
    };
  }

  /** Goes on where another recorder stood: what that one had written counts as handed over. */
  goOnFrom(mark: RecorderMark, other: Recorder): void {
    this.events.push(...other.events.slice(0, mark.events));
    this.sent = mark.events;
    this.eventsLeftOut = mark.eventsLeftOut;
    this.eventsByName = new Map(mark.eventsByName);
    this.oneIn = mark.oneIn;
    this.hopsLimit = mark.hopsLimit;
    this.hopsKept = mark.hopsKept;
    this.deliveries = mark.deliveries;
    this.notable.goOnFrom(mark.notable);
    this.clientWrites.goOnFrom(mark.clientWrites);
    this.firstSlice = mark.slices;
  }

  event(event: TimelineEvent): void {
    const sameName = this.eventsByName.get(event.event) ?? 0;
    this.eventsByName.set(event.event, sameName + 1);
    if (sameName < MAX_EVENTS_OF_A_NAME) this.events.push(event);
    else this.eventsLeftOut++;
  }

  hop(call: Call, endedNs: number, operationType: number): void {
    if (!this.keepsSeries || !this.isKept(call.request)) return;
    this.hops.add(call, endedNs, operationType);
    this.hopsKept++;
    if (this.hopsKept < this.hopsLimit) return;
    this.hopsLimit += this.hopsOfARun / 4;
    this.oneIn *= 2;
  }

  /** Whether a sampled request is still in the sample, now that it may have become smaller. */
  private isKept(request: number): boolean {
    if (this.oneIn === this.plannedOneIn) return true;
    // A delivery of a queue belongs to no request.
    if (request < 0) return this.deliveries++ % (this.oneIn / this.plannedOneIn) === 0;
    return (scramble(request) & (this.oneIn - 1)) === 0;
  }

  slice(
    row: Float32Array,
    totals: Float32Array,
    pools: Float32Array,
    latency: Uint32Array,
    failures: Uint32Array,
  ): void {
    if (!this.keepsSeries) return;
    this.endSlice();
    this.rows.push(row.slice());
    this.totals.push(totals.slice());
    this.pools.push(pools.slice());
    this.latencies.push(latency.slice());
    this.failures.push(failures.slice());
  }

  /** What is told of a slice as a whole is complete. The last one may be cut short. */
  endSlice(): void {
    this.notable.endSlice();
    this.clientWrites.endSlice();
  }

  /** All that has come since the last chunk. */
  take(doneNs: number): RecordingChunk {
    const slices = this.rows.length;
    const chunk: RecordingChunk = {
      firstSlice: this.firstSlice,
      slices,
      nodes: joined(this.rows, this.nodes * NODE_FIELDS.length, Float32Array),
      totals: joined(this.totals, TOTAL_FIELDS.length, Float32Array),
      pools: joined(this.pools, this.pools[0]?.length ?? 0, Float32Array),
      latency: joined(this.latencies, SLICE_BUCKETS, Uint32Array),
      failures: joined(this.failures, causes.length, Uint32Array),
      events: this.events.slice(this.sent),
      hops: this.hops.take(),
      notable: this.notable.take(),
      clientWrites: this.clientWrites.take(),
      oneIn: this.oneIn,
      doneNs,
    };
    this.firstSlice += slices;
    this.sent = this.events.length;
    this.rows = [];
    this.totals = [];
    this.pools = [];
    this.latencies = [];
    this.failures = [];
    return chunk;
  }
}

function joined<T extends Float32Array | Uint32Array>(
  rows: readonly T[],
  width: number,
  make: new (length: number) => T,
): T {
  const all = new make(rows.length * width);
  for (const [i, row] of rows.entries()) all.set(row, i * width);
  return all;
}
