/**
 * Counting. Every arrival at and departure from a node passes here, so that in every run, for every node,
 * arrived = completed + failed + inside can be checked and not only claimed.
 */
import { createHistogram, record } from '../base/histogram.ts';
import { highWord } from '../base/math.ts';
import { causes } from './causes.ts';
import { SLICE_BUCKETS } from './recording.ts';

/** What a node has seen. */
export class NodeMeasure {
  /** Since the start of the run. */
  arrived = 0;
  completed = 0;
  failed = 0;
  /** Sum of the residence times of completed calls. */
  residenceNs = 0;
  /** The same for calls that arrived after the warm-up: what the summary says. */
  countedArrived = 0;
  countedFailed = 0;
  /** Of the completed ones; its total is how many. */
  residence = createHistogram();
  /** Completed, and integrals of instances, slots, lines and processors, when the warm-up ended. */
  warmCompleted = 0;
  warmOpenNs = 0;
  warmBusyNs = 0;
  warmWaitingNs = 0;
  warmWorkedNs = 0;
  /** What the last slice ended with. */
  sliceArrived = 0;
  sliceCompleted = 0;
  sliceFailed = 0;
  sliceResidenceNs = 0;
  sliceOpenNs = 0;
  sliceBusyNs = 0;
  sliceWaitingNs = 0;
  sliceWorkedNs = 0;
  /** Calls answered with an old value in the slice. */
  sliceStale = 0;
}

export class MeasureState {
  nodes: NodeMeasure[];
  /** Client requests by cause of failure. */
  failedBy = new Float64Array(causes.length);
  slice = 0;
  sliceLatency = new Uint32Array(SLICE_BUCKETS);
  sliceLatencyNsMax = 0;
  /** Client requests that failed in the slice, by cause. */
  sliceFailures = new Uint32Array(causes.length);

  constructor(nodes: number) {
    this.nodes = Array.from({ length: nodes }, () => new NodeMeasure());
  }
}

export function countArrival(node: NodeMeasure, counted: boolean): void {
  node.arrived++;
  if (counted) node.countedArrived++;
}

export function countDeparture(
  node: NodeMeasure,
  residenceNs: number,
  succeeded: boolean,
  counted: boolean,
): void {
  if (succeeded) {
    node.completed++;
    node.residenceNs += residenceNs;
    if (counted) record(node.residence, residenceNs);
  } else {
    node.failed++;
    if (counted) node.countedFailed++;
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
