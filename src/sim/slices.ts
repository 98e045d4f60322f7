/** The end of a slice of time: what every node did in it becomes one row of the recording. */
import { nsToMs } from '../base/units.ts';
import type { Behaviour } from './behaviour.ts';
import type { MeasureState } from './measure.ts';
import type { Pool } from './pool.ts';
import type { Recorder } from './recorder.ts';
import { NODE_FIELDS, POOL_FIELDS, TOTAL_FIELDS } from './recording.ts';
import type { SimulationSpec } from './spec.ts';

export class SliceWriter {
  private readonly spec: SimulationSpec;
  private readonly measure: MeasureState;
  private readonly nodes: readonly Behaviour[];
  private readonly pools: readonly Pool[];
  private readonly row: Float32Array;
  private readonly totals = new Float32Array(TOTAL_FIELDS.length);

  constructor(
    spec: SimulationSpec,
    measure: MeasureState,
    nodes: readonly Behaviour[],
    pools: readonly Pool[],
  ) {
    this.spec = spec;
    this.measure = measure;
    this.nodes = nodes;
    this.pools = pools;
    this.row = new Float32Array(spec.nodes.length * NODE_FIELDS.length);
  }

  /** Only time costs here, never the number of requests. */
  write(recorder: Recorder): void {
    const m = this.measure;
    this.totals.fill(0);
    for (const [i, node] of this.nodes.entries()) this.writeNode(i, node);
    this.totals[4] = nsToMs(m.sliceLatencyNsMax);
    recorder.slice(this.row, this.totals, this.poolRow(), m.sliceLatency, m.sliceFailures);
    m.sliceLatency.fill(0);
    m.sliceLatencyNsMax = 0;
    m.sliceFailures.fill(0);
    m.slice++;
  }

  private poolRow(): Float32Array {
    const row = new Float32Array(this.pools.length * POOL_FIELDS.length);
    for (const [i, pool] of this.pools.entries()) {
      pool.endSlice(this.spec.sliceNs, row, i * POOL_FIELDS.length);
    }
    return row;
  }

  private writeNode(i: number, node: Behaviour): void {
    const m = this.measure;
    const { row, totals } = this;
    const { sliceNs } = this.spec;
    const { station, processors } = node;
    station?.account();
    const allOpenNs = station?.openNs ?? 0;
    const allBusyNs = station?.state.busyNs ?? 0;
    const allWaitingNs = station?.state.waitingNs ?? 0;
    const allWorkedNs = processors?.busyNs ?? 0;
    const arrived = m.nodes[i]!.arrived - m.nodes[i]!.sliceArrived;
    const completed = m.nodes[i]!.completed - m.nodes[i]!.sliceCompleted;
    const failed = m.nodes[i]!.failed - m.nodes[i]!.sliceFailed;
    const inFlight = m.nodes[i]!.arrived - m.nodes[i]!.completed - m.nodes[i]!.failed;
    const residenceNs = m.nodes[i]!.residenceNs - m.nodes[i]!.sliceResidenceNs;
    const openNs = allOpenNs - m.nodes[i]!.sliceOpenNs;
    const busyNs = allBusyNs - m.nodes[i]!.sliceBusyNs;
    const workedNs = allWorkedNs - m.nodes[i]!.sliceWorkedNs;
    const at = i * NODE_FIELDS.length;
    row[at] = arrived;
    row[at + 1] = completed;
    row[at + 2] = failed;
    row[at + 3] = station ? busyNs / (openNs * station.slots) : (node.level?.() ?? 0);
    if (processors) row[at + 3] = Math.max(row[at + 3]!, workedNs / (openNs * processors.cores));
    row[at + 4] = (allWaitingNs - m.nodes[i]!.sliceWaitingNs) / sliceNs;
    row[at + 5] = inFlight;
    row[at + 6] = completed === 0 ? 0 : nsToMs(residenceNs / completed);
    row.fill(0, at + 7, at + NODE_FIELDS.length);
    node.gauges?.(row, at + 7);
    row[at + 10] = m.nodes[i]!.sliceStale;
    m.nodes[i]!.sliceStale = 0;
    m.nodes[i]!.sliceArrived = m.nodes[i]!.arrived;
    m.nodes[i]!.sliceCompleted = m.nodes[i]!.completed;
    m.nodes[i]!.sliceFailed = m.nodes[i]!.failed;
    m.nodes[i]!.sliceResidenceNs = m.nodes[i]!.residenceNs;
    m.nodes[i]!.sliceOpenNs = allOpenNs;
    m.nodes[i]!.sliceBusyNs = allBusyNs;
    m.nodes[i]!.sliceWaitingNs = allWaitingNs;
    m.nodes[i]!.sliceWorkedNs = allWorkedNs;
    if (!this.spec.nodes[i]!.isClient) return;
    totals[0]! += arrived;
    totals[1]! += completed;
    totals[2]! += failed;
    totals[3]! += inFlight;
  }
}
