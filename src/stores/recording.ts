/**
 * The chunks of one run, joined again: what playback, charts and the story read.
 *
 * Grows as the worker runs ahead and is never edited: an edit of the scenario makes a new one. Nothing here depends on
 * the cursor or on the speed, so that going back shows exactly what was there.
 */
import type { RecordingChunk, RunShape, TimelineEvent } from '../sim/recording.ts';
import { LegIndex } from './leg-index.ts';
import { RecordedSeries } from './recorded-series.ts';

export class Recording extends RecordedSeries {
  /** Everything up to here is final. */
  doneNs = 0;
  /** In the order of time. */
  readonly events: TimelineEvent[] = [];
  readonly legs: LegIndex;

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
    if (chunk.oneIn !== this.#samples.at(-1)?.oneIn) {
      this.#samples.push({ fromNs: this.doneNs, oneIn: chunk.oneIn });
    }
    this.doneNs = Math.max(this.doneNs, chunk.doneNs);
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
