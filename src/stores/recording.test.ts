import { describe, expect, it } from 'vitest';
import {
  blogChunks,
  blogEvents,
  blogShape,
  bucketOf,
  hopColumns,
  MS,
  notableColumns,
  SECOND,
  writeColumns,
} from '../../tests/fixtures/synthetic-run.ts';
import {
  NODE_FIELDS,
  type RecordingChunk,
  type RunShape,
  SLICE_BUCKETS,
  SLICE_BUCKETS_PER_OCTAVE,
  sliceBucketMs,
  TOTAL_FIELDS,
} from '../sim/recording.ts';
import { Recording } from './recording.ts';

const shape: RunShape = {
  ...blogShape,
  durationNs: 4 * SECOND,
  sliceNs: SECOND,
  nodeIds: ['a', 'b'],
  instances: [1, 1],
};

/** Slices of one node's latencies, milliseconds. */
function chunkOf(firstSlice: number, slices: readonly (readonly number[])[]): RecordingChunk {
  const width = TOTAL_FIELDS.length;
  const row = 2 * NODE_FIELDS.length;
  const latency = new Uint32Array(slices.length * SLICE_BUCKETS);
  slices.forEach((values, slice) => {
    for (const ms of values) latency[slice * SLICE_BUCKETS + bucketOf(ms)]! += 1;
  });
  return {
    firstSlice,
    slices: slices.length,
    nodes: Float32Array.from({ length: slices.length * row }, (_, i) => firstSlice * row + i),
    totals: Float32Array.from({ length: slices.length * width }, (_, i) => firstSlice * width + i),
    pools: new Float32Array(0),
    latency,
    failures: new Uint32Array(slices.length * shape.causes.length),
    events: [],
    hops: hopColumns([]),
    notable: notableColumns([]),
    clientWrites: writeColumns([]),
    oneIn: 1,
    doneNs: (firstSlice + slices.length) * SECOND,
  };
}

describe('a recording', () => {
  it('says of each moment how large the sample was', () => {
    const recording = new Recording(blogShape);
    const [first, second, third] = blogChunks(20);
    recording.append({ ...first!, oneIn: 4 });
    recording.append({ ...second!, oneIn: 4 });
    recording.append({ ...third!, oneIn: 16 });
    expect(recording.oneInAt(0)).toBe(4);
    expect(recording.oneInAt(second!.doneNs - 1)).toBe(4);
    expect(recording.oneInAt(second!.doneNs)).toBe(16);
    expect(recording.oneInAt(Number.MAX_SAFE_INTEGER)).toBe(16);
  });

  it('is cut off after all that ended there, a chunk without anything included', () => {
    const recording = new Recording(blogShape);
    const [first, second, third] = blogChunks(20);
    recording.append(first!);
    const begun = { ...second!, doneNs: first!.doneNs };
    recording.append(begun);
    const cut = recording.until(first!.doneNs, blogShape);
    expect(cut.slices).toBe(40);
    cut.append(third!);
    expect(cut.slices).toBe(60);
  });

  it('reads the same however it was cut into chunks', () => {
    const [coarse, fine] = [60, 7].map((slicesPerChunk) => {
      const recording = new Recording(blogShape);
      for (const chunk of blogChunks(slicesPerChunk)) recording.append(chunk);
      return recording;
    });
    expect(fine!.slices).toBe(coarse!.slices);
    for (let slice = 0; slice < coarse!.slices; slice++) {
      expect(fine!.nodeValue(slice, 6, 'utilization')).toBe(
        coarse!.nodeValue(slice, 6, 'utilization'),
      );
      expect(fine!.totalValue(slice, 'failed')).toBe(coarse!.totalValue(slice, 'failed'));
      expect(fine!.latencyMs(slice, slice + 1, [0.5, 0.99])).toEqual(
        coarse!.latencyMs(slice, slice + 1, [0.5, 0.99]),
      );
    }
    expect(fine!.events).toEqual(coarse!.events);
    expect(fine!.legs.count).toBe(coarse!.legs.count);
  });

  it('keeps each figure in its row and column', () => {
    const recording = new Recording(shape);
    recording.append(chunkOf(0, [[], []]));
    recording.append(chunkOf(2, [[], []]));
    expect(recording.nodeValue(0, 0, 'arrived')).toBe(0);
    expect(recording.nodeValue(3, 1, 'gauge2')).toBe(3 * 22 + 11 + 9);
    expect(recording.totalValue(2, 'failed')).toBe(12);
    expect(recording.doneNs).toBe(4 * SECOND);
  });

  it('refuses a chunk that leaves a gap', () => {
    const recording = new Recording(shape);
    expect(() => recording.append(chunkOf(1, [[]]))).toThrow('expected 0');
  });

  it('weighs slices by how much of them lies in the stretch', () => {
    const recording = new Recording(shape);
    recording.append(chunkOf(0, [[], [], [], []]));
    // Totals of `arrived` are 0, 5, 10, 15 a slice.
    expect(recording.totalMean('arrived', { fromNs: 0.75 * SECOND, toNs: 2 * SECOND })).toBe(4);
    expect(recording.totalMean('arrived', { fromNs: 5 * SECOND, toNs: 6 * SECOND })).toBe(0);
  });

  it('merges histograms instead of averaging percentiles', () => {
    const recording = new Recording(shape);
    // 1,000 calls of 1 ms, then one of 1 s: the average of the two p99 would be half a second.
    recording.append(chunkOf(0, [Array.from({ length: 1000 }, () => 1), [1000]]));
    const [p99, p100] = recording.latencyMs(0, 2, [0.99, 1])!;
    expect(p99).toBeCloseTo(1, 1);
    expect(p100).toBeGreaterThan(990);
  });

  it('interpolates inside a bucket', () => {
    const recording = new Recording(shape);
    const bucket = bucketOf(8);
    const low = sliceBucketMs(bucket);
    const width = sliceBucketMs(bucket + 1) - low;
    recording.append(chunkOf(0, [[low, low, low, low]]));
    expect(recording.latencyMs(0, 1, [0.25, 0.5, 1])).toEqual([
      low + width / 4,
      low + width / 2,
      low + width,
    ]);
    expect(width / low).toBeLessThanOrEqual(1 / SLICE_BUCKETS_PER_OCTAVE);
  });

  it('has no percentile where nothing was answered', () => {
    const recording = new Recording(shape);
    recording.append(chunkOf(0, [[], [5]]));
    expect(recording.latencyMs(0, 1, [0.5])).toBeNull();
  });

  it('finds events by time, those of the moment itself included', () => {
    const recording = new Recording(blogShape);
    for (const chunk of blogChunks()) recording.append(chunk);
    expect(recording.events).toEqual(blogEvents());
    expect(recording.eventsUntil(20_000 * MS - 1)).toBe(0);
    expect(recording.eventsUntil(20_000 * MS)).toBe(1);
    expect(recording.eventsUntil(60 * SECOND)).toBe(12);
  });
});
