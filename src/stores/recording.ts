/**
 * The chunks of one run, joined again: what playback, charts and the story read.
 *
 * Grows as the worker runs ahead and is never edited: an edit of the scenario makes a new one. Nothing here depends on
 * the cursor or on the speed, so that going back shows exactly what was there.
 */
import type {
  ClientWriteColumns,
  HopColumns,
  NotableColumns,
  RecordingChunk,
  RunShape,
  TimelineEvent,
} from '../sim/recording.ts';
import { LegIndex } from './leg-index.ts';
import { RecordedSeries } from './recorded-series.ts';

interface ChunkEnd {
  readonly doneNs: number;
  readonly slices: number;
  readonly events: number;
  readonly legs: number;
  readonly samples: number;
  readonly notable: number;
  readonly clientWrites: number;
}

/** Of the sampled hops what tells where a request's time went. */
export type HopTimes = Pick<
  HopColumns,
  | 'count'
  | 'request'
  | 'link'
  | 'sentNs'
  | 'leftNs'
  | 'arrivedNs'
  | 'startedNs'
  | 'answeredNs'
  | 'endedNs'
  | 'outcome'
  | 'operation'
>;

export class Recording extends RecordedSeries {
  /** Everything up to here is final. */
  doneNs = 0;
  /** In the order of time. */
  readonly events: TimelineEvent[] = [];
  legs: LegIndex;
  /** Requests worth opening, in the order of time, a chunk of the run each. */
  readonly notable: NotableColumns[] = [];
  /** The clients' own writes, in the order of time, a chunk of the run each. */
  readonly clientWrites: ClientWriteColumns[] = [];
  /** The sampled hops, one piece a chunk. */
  readonly hops: HopTimes[] = [];

  /** How much there was where each chunk ended: where a recording can be cut off. */
  readonly #ends: ChunkEnd[] = [];
  /** From when on one in how many requests has its hops recorded: a run with too many thins its sample out. */
  readonly #samples: { readonly fromNs: number; readonly oneIn: number }[] = [];

  constructor(shape: RunShape) {
    super(shape);
    this.legs = new LegIndex({ sliceNs: shape.sliceNs, originNs: 0 });
  }

  append(chunk: RecordingChunk): void {
    this.appendSeries(chunk);
    this.#addEvents(chunk.events);
    this.legs.append(chunk.hops);
    if (chunk.notable.count > 0) this.notable.push(chunk.notable);
    if (chunk.clientWrites.count > 0) this.clientWrites.push(chunk.clientWrites);
    this.hops.push(timesOf(chunk.hops));
    if (chunk.oneIn !== this.#samples.at(-1)?.oneIn) {
      this.#samples.push({ fromNs: this.doneNs, oneIn: chunk.oneIn });
    }
    this.doneNs = Math.max(this.doneNs, chunk.doneNs);
    this.#ends.push({
      doneNs: this.doneNs,
      slices: this.slices,
      events: this.events.length,
      legs: this.legs.count,
      samples: this.#samples.length,
      notable: this.notable.length,
      clientWrites: this.clientWrites.length,
    });
  }

  /** What was recorded until `untilNs`, where a chunk ended, as the beginning of another run's recording. */
  until(untilNs: number, shape: RunShape): Recording {
    // The last of them: an ordinary chunk may end where the checkpoint's does.
    const end = this.#ends.findLastIndex(({ doneNs }) => doneNs === untilNs);
    const last = this.#ends[end];
    if (!last) throw new Error(`no chunk ended at ${untilNs} ns`);
    const cut = new Recording(shape);
    cut.doneNs = untilNs;
    this.copySeries(cut, last.slices);
    cut.events.push(...this.events.slice(0, last.events));
    cut.legs = this.legs.head(last.legs);
    cut.notable.push(...this.notable.slice(0, last.notable));
    cut.clientWrites.push(...this.clientWrites.slice(0, last.clientWrites));
    cut.hops.push(...this.hops.slice(0, end + 1));
    cut.#samples.push(...this.#samples.slice(0, last.samples));
    cut.#ends.push(...this.#ends.slice(0, end + 1));
    return cut;
  }

  /** One in this many requests has its hops recorded at a moment. */
  oneInAt(atNs: number): number {
    return this.#samples.findLast(({ fromNs }) => fromNs <= atNs)?.oneIn ?? 1;
  }

  /** Number of events at or before a moment: the index of the first one after it. */
  eventsUntil(ns: number): number {
    let low = 0;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.events[middle]!.atNs <= ns) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #addEvents(events: readonly TimelineEvent[]): void {
    for (const event of events) {
      // Chunks come in order; within one, two nodes may report the same moment in either order.
      let at = this.events.length;
      while (at > 0 && this.events[at - 1]!.atNs > event.atNs) at--;
      this.events.splice(at, 0, event);
    }
  }
}

/** Without the other columns, which the page has no use for any more. */
function timesOf({ instance, verb, copy, key, ...times }: HopColumns): HopTimes {
  return times;
}
