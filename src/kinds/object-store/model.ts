/**
 * Object store: blobs by key, S3-like. Slow to begin, quick to stream, as wide as anyone needs, within its limits.
 *
 * Models: time to the first byte, for reads and writes; the stream after it, of the operation's bytes at a bandwidth; limits on reads and
 * on writes a second for each prefix (token buckets of one second), keys spread over prefixes by hash. Nothing is lost in
 * a crash: what was answered is stored.
 * Leaves out: prefixes that grow with their traffic over minutes, listing, multipart uploads, versions of objects.
 * Sources: S3 user guide (performance); napkin-math; domain reference §7, §9.
 */
import { CALL_EVENT } from '../../sim/behaviour.ts';
import type { Call } from '../../sim/calls.ts';
import { SUCCESS } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { KindModel, NodeBehaviour, NodeContext, OperationInfo } from '../kind.ts';
import { REQUEST, WRITE } from '../kind.ts';
import { Refusals } from '../refusals.ts';
import { hashOf } from '../ring.ts';
import { TokenBuckets } from '../token-bucket.ts';
import type { ObjectStoreParams } from './params.ts';

const SERVED = CALL_EVENT;

interface ObjectStoreState {
  reading: object;
  writing: object;
  reads: number;
  writes: number;
  refusals: object;
  sliceReads: number;
  sliceWrites: number;
}

class ObjectStore implements NodeBehaviour {
  readonly state: ObjectStoreState;
  private readonly sim: Simulation;
  private readonly calls: readonly Call[];
  private readonly node: number;
  private readonly prefixes: number;
  private readonly operations: readonly OperationInfo[];
  private readonly readTime: Sampler;
  private readonly writeTime: Sampler;
  /** By operation: the stream of what is read, and of what is written. */
  private readonly readStream: readonly Sampler[];
  private readonly writeStream: readonly Sampler[];
  private readonly readLimit: TokenBuckets | null;
  private readonly writeLimit: TokenBuckets | null;
  private readonly refusals: Refusals;

  constructor({ sim, node, params, operations }: NodeContext<ObjectStoreParams>) {
    this.sim = sim;
    this.calls = sim.calls.records;
    this.node = node;
    this.prefixes = params.prefixes;
    this.operations = operations;
    this.readTime = sim.sampler(params.latency, node, 'read');
    this.writeTime = sim.sampler(params.writeLatency, node, 'write');
    // Bits over kilobits a second are milliseconds.
    const streamOf = (bytes: number) => {
      const ms = (bytes * 8) / (params.streamMbps * 1000);
      return sim.sampler({ dist: 'constant', ms }, node, 'transfer');
    };
    this.readStream = operations.map(({ responseBytes }) => streamOf(responseBytes));
    this.writeStream = operations.map(({ requestBytes }) => streamOf(requestBytes));
    this.readLimit = this.limitOf(params.rateLimitPerSec);
    this.writeLimit = this.limitOf(params.writeLimitPerSec);
    this.refusals = new Refusals(sim, node, 'prefixFull');
    this.state = {
      reading: this.readLimit?.state ?? {},
      writing: this.writeLimit?.state ?? {},
      reads: 0,
      writes: 0,
      refusals: this.refusals.state,
      sliceReads: 0,
      sliceWrites: 0,
    };
  }

  private limitOf(ratePerSec: number | null): TokenBuckets | null {
    if (ratePerSec === null) return null;
    return new TokenBuckets({ buckets: this.prefixes, ratePerSec, burst: ratePerSec });
  }

  accept(call: number): void {
    const isWrite = this.isWrite(call);
    const limit = isWrite ? this.writeLimit : this.readLimit;
    const prefix = hashOf(this.calls[call]!.key) % this.prefixes;
    if (limit !== null && !limit.take(prefix, this.sim.nowNs)) {
      this.refusals.refuse(call);
      return;
    }
    this.count(isWrite);
    this.calls[call]!.startedNs = this.sim.nowNs;
    const first = this.sim.drawService(isWrite ? this.writeTime : this.readTime, this.node);
    const streams = isWrite ? this.writeStream : this.readStream;
    const stream = streams[this.calls[call]!.operation]!;
    const rest = this.sim.drawService(stream, this.node);
    this.sim.scheduleCall(first + rest, call, SERVED);
  }

  /** Whoever passes a whole request on leaves it to the operation. */
  private isWrite(call: number): boolean {
    const verb = this.calls[call]!.verb;
    if (verb !== REQUEST) return verb === WRITE;
    const { type } = this.operations[this.calls[call]!.operation]!;
    return type === 'write' || type === 'job';
  }

  private count(isWrite: boolean): void {
    const s = this.state;
    if (isWrite) {
      s.writes++;
      s.sliceWrites++;
    } else {
      s.reads++;
      s.sliceReads++;
    }
  }

  wake(_code: number, call: number): void {
    this.sim.answer(call, SUCCESS);
  }

  answered(): void {}

  // ---- what it shows ----

  /** Reads, writes and refusals in the slice. */
  gauges(into: Float32Array, at: number): void {
    const s = this.state;
    into[at] = s.sliceReads;
    into[at + 1] = s.sliceWrites;
    into[at + 2] = this.refusals.takeSlice();
    s.sliceReads = 0;
    s.sliceWrites = 0;
  }

  warmedUp(): void {
    const s = this.state;
    s.reads = 0;
    s.writes = 0;
    this.refusals.state.refused = 0;
  }

  summarize(): Record<string, unknown> {
    const { reads, writes } = this.state;
    return { reads, writes, rateLimited: this.refusals.state.refused };
  }
}

export const objectStoreModel: KindModel<ObjectStoreParams> = {
  offer: 'blobs',
  create: (context) => new ObjectStore(context),
};
