/**
 * Counting. Every arrival at and departure from a node passes here, so that in every run, for every node,
 * arrived = completed + failed + inside can be checked and not only claimed.
 */
import { createHistogram, type Histogram, record } from '../base/histogram.ts';
import { highWord } from '../base/math.ts';
import { causes } from './causes.ts';
import { SLICE_BUCKETS } from './recording.ts';

export class MeasureState {
  /** Since the start of the run. */
  arrived: Float64Array;
  completed: Float64Array;
  failed: Float64Array;
  /** Sum of the residence times of completed calls. */
  residenceNs: Float64Array;
  /** The same for calls that arrived after the warm-up: what the summary says. */
  countedArrived: Float64Array;
  countedFailed: Float64Array;
  /** Of the completed ones; its total is how many. */
  residence: Histogram[];
  /** Client requests by cause of failure. */
  failedBy: Float64Array;
  /** Integrals of instances, slots and lines when the warm-up ended. */
  warmOpenNs: Float64Array;
  warmBusyNs: Float64Array;
  warmWaitingNs: Float64Array;
  /** What the last slice ended with. */
  slice: number;
  sliceArrived: Float64Array;
  sliceCompleted: Float64Array;
  sliceFailed: Float64Array;
  sliceResidenceNs: Float64Array;
  sliceOpenNs: Float64Array;
  sliceBusyNs: Float64Array;
  sliceWaitingNs: Float64Array;
  sliceLatency: Uint32Array;
  sliceLatencyNsMax: number;
  /** Client requests that failed in the slice, by cause. */
  sliceFailures: Uint32Array;
  /** Calls that each node answered with an old value in the slice. */
  sliceStale: Float64Array;

  constructor(nodes: number) {
    const row = () => new Float64Array(nodes);
    this.arrived = row();
    this.completed = row();
    this.failed = row();
    this.residenceNs = row();
    this.countedArrived = row();
    this.countedFailed = row();
    this.residence = Array.from({ length: nodes }, createHistogram);
    this.failedBy = new Float64Array(causes.length);
    this.warmOpenNs = row();
    this.warmBusyNs = row();
    this.warmWaitingNs = row();
    this.slice = 0;
    this.sliceArrived = row();
    this.sliceCompleted = row();
    this.sliceFailed = row();
    this.sliceResidenceNs = row();
    this.sliceOpenNs = row();
    this.sliceBusyNs = row();
    this.sliceWaitingNs = row();
    this.sliceLatency = new Uint32Array(SLICE_BUCKETS);
    this.sliceLatencyNsMax = 0;
    this.sliceFailures = new Uint32Array(causes.length);
    this.sliceStale = row();
  }
}

export function countArrival(m: MeasureState, node: number, counted: boolean): void {
  m.arrived[node]!++;
  if (counted) m.countedArrived[node]!++;
}

export function countDeparture(
  m: MeasureState,
  node: number,
  residenceNs: number,
  succeeded: boolean,
  counted: boolean,
): void {
  if (succeeded) {
    m.completed[node]!++;
    m.residenceNs[node]! += residenceNs;
    if (counted) record(m.residence[node]!, residenceNs);
  } else {
    m.failed[node]!++;
    if (counted) m.countedFailed[node]!++;
  }
}

/** A client's request failed; `counted` where the summary says so. */
export function countFailure(m: MeasureState, cause: number, counted: boolean): void {
  m.sliceFailures[cause]!++;
  if (counted) m.failedBy[cause]!++;
}

/** 4 mantissa bits: 16 buckets to the octave. */
const SLICE_SHIFT = 16;
const SLICE_FIRST = 1023 << 4;

/** A client's request succeeded after this long; the run's own histogram is the clients' residence times. */
export function countLatency(m: MeasureState, latencyNs: number): void {
  const bucket = (highWord(latencyNs / 1000) >>> SLICE_SHIFT) - SLICE_FIRST;
  m.sliceLatency[bucket < 0 ? 0 : bucket >= SLICE_BUCKETS ? SLICE_BUCKETS - 1 : bucket]!++;
  if (latencyNs > m.sliceLatencyNsMax) m.sliceLatencyNsMax = latencyNs;
}
