/**
 * Shard router: stands in front of several database sets and looks to its callers like one database. Each set is a
 * shard; a key lives on one of them.
 *
 * Models: placement by hash, range or consistent hash (`placement.ts`); reads that do not know their key and ask every
 * shard, waiting for the slowest (scatter-gather): a share of them by chance; hot keys split into parts on shards of
 * their own, of which a write touches one and a read gathers all; a small CPU cost a call. A gathered read fails where
 * any part of it fails.
 * Leaves out: moving data when shards are added, a directory, transactions and joins across shards, partial results.
 * Source: domain reference §7.
 */
import { CALL_EVENT } from '../../sim/behaviour.ts';
import type { Call } from '../../sim/calls.ts';
import { SUCCESS, UNSERVED } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import { ratioOf } from '../../sim/ratio-of.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type {
  Connections,
  Dependency,
  KindModel,
  NodeBehaviour,
  NodeContext,
  Truth,
} from '../kind.ts';
import { READ, WRITE } from '../kind.ts';
import type { ShardRouterParams } from './params.ts';
import { homesOf } from './placement.ts';

const FORWARD = CALL_EVENT;

interface ShardRouterState {
  /** Calls sent to each shard, since the warm-up and in this slice. */
  sent: Float64Array;
  sliceSent: Float64Array;
  scattered: number;
  sliceScattered: number;
  /** Calls for a key that is split. */
  split: number;
}

class ShardRouter implements NodeBehaviour {
  readonly state: ShardRouterState;
  private readonly sim: Simulation;
  private readonly calls: readonly Call[];
  private readonly node: number;
  private readonly params: ShardRouterParams;
  private readonly keyCount: number;
  private readonly overhead: Sampler;
  private readonly scatter: number;
  private readonly parts: number;
  private shards: readonly Dependency[] = [];
  private homes: Int32Array = new Int32Array(0);
  private truth: Truth | null = null;

  constructor({ sim, node, id, params, keyCount }: NodeContext<ShardRouterParams>) {
    this.sim = sim;
    this.calls = sim.calls.records;
    this.node = node;
    this.params = params;
    this.keyCount = keyCount;
    this.overhead = sim.sampler(params.overhead, node, 'overhead');
    this.scatter = sim.streams.named(id, 'scatter');
    this.parts = sim.streams.named(id, 'parts');
    this.state = {
      sent: new Float64Array(0),
      sliceSent: new Float64Array(0),
      scattered: 0,
      sliceScattered: 0,
      split: 0,
    };
  }

  connect({ dependencies, truth }: Connections): void {
    this.shards = dependencies.filter(({ offer }) => offer === 'store');
    this.truth = truth;
    const names = this.shards.map(({ ids }) => ids[0]!);
    this.homes = homesOf({ ...this.params, names, keyCount: this.keyCount });
    this.state.sent = new Float64Array(names.length);
    this.state.sliceSent = new Float64Array(names.length);
  }

  accept(call: number): void {
    const ns = this.sim.drawService(this.overhead, this.node);
    if (ns === 0) this.forward(call);
    else this.sim.scheduleCall(ns, call, FORWARD);
  }

  wake(_code: number, call: number): void {
    this.forward(call);
  }

  private forward(call: number): void {
    const c = this.calls;
    const n = this.shards.length;
    if (n === 0) {
      this.sim.answer(call, UNSERVED);
      return;
    }
    // What a gathered read adds up; an earlier attempt may have left something.
    c[call]!.version = 0;
    c[call]!.cause = SUCCESS;
    const home = this.homes[c[call]!.key]!;
    const parts = this.partsOf(c[call]!.key);
    const isWrite = c[call]!.verb === WRITE;
    if (parts > 1) this.state.split++;
    if (!isWrite && this.isScattered()) this.ask(call, 0, n);
    else if (!isWrite) this.ask(call, home, parts);
    else if (parts > 1) this.ask(call, home + this.sim.streams.below(this.parts, parts), 1);
    else this.ask(call, home, 1);
  }

  /** On how many shards a key's parts live: side by side, from its own shard on. */
  private partsOf(key: number): number {
    const { hotKeys, subKeys } = this.params.split;
    return key < hotKeys ? Math.min(subKeys, this.shards.length) : 1;
  }

  private isScattered(): boolean {
    const { scatterRatio } = this.params;
    if (scatterRatio === 0) return false;
    if (scatterRatio < 1 && this.sim.streams.uniform(this.scatter) >= scatterRatio) return false;
    this.state.scattered++;
    this.state.sliceScattered++;
    return true;
  }

  /** Asks `count` shards from `first` on, round the end. The last answer may be back before the loop is over. */
  private ask(call: number, first: number, count: number): void {
    const c = this.calls;
    const verb = c[call]!.verb === WRITE ? WRITE : READ;
    const operation = c[call]!.operation;
    const key = c[call]!.key;
    const n = this.shards.length;
    c[call]!.phase = count;
    for (let i = 0; i < count; i++) {
      const shard = (first + i) % n;
      this.state.sent[shard]!++;
      this.state.sliceSent[shard]!++;
      this.sim.send(call, this.shards[shard]!.route, verb, operation, key);
    }
  }

  /** A version gathered from several parts is their sum: it grows with each of them. */
  answered(frame: number, child: number): void {
    const c = this.calls;
    if (c[child]!.cause === SUCCESS) c[frame]!.version += c[child]!.version;
    else if (c[frame]!.cause === SUCCESS) {
      c[frame]!.cause = c[child]!.cause;
      c[frame]!.culprit = c[child]!.culprit;
    }
    c[frame]!.phase--;
    if (c[frame]!.phase > 0) return;
    if (c[frame]!.cause !== SUCCESS) {
      this.sim.answer(frame, c[frame]!.cause, c[frame]!.culprit);
      return;
    }
    const isPart = c[frame]!.verb === WRITE && this.partsOf(c[frame]!.key) > 1;
    if (isPart && this.truth !== null) c[frame]!.version = this.truth.latest(c[frame]!.key);
    this.sim.answer(frame, SUCCESS);
  }

  // ---- what it shows ----

  /** How many times the mean the hottest shard gets; how many shards; reads that asked all. */
  gauges(into: Float32Array, at: number): void {
    const s = this.state;
    into[at] = skewOf(s.sliceSent) ?? 0;
    into[at + 1] = this.shards.length;
    into[at + 2] = s.sliceScattered;
    s.sliceSent.fill(0);
    s.sliceScattered = 0;
  }

  warmedUp(): void {
    this.state.sent.fill(0);
    this.state.scattered = 0;
    this.state.split = 0;
  }

  summarize(): Record<string, unknown> {
    const { sent, scattered, split } = this.state;
    const skew = skewOf(sent);
    const hottest = sent.indexOf(Math.max(...sent));
    return {
      shards: this.shards.length,
      hottestShard: skew === null ? null : this.shards[hottest]!.ids[0]!,
      hottestOverMean: skew,
      scatteredReads: scattered,
      splitCalls: split,
    };
  }
}

/** The largest over the mean. */
function skewOf(counts: Float64Array): number | null {
  let sum = 0;
  let most = 0;
  for (const count of counts) {
    sum += count;
    if (count > most) most = count;
  }
  return ratioOf(most * counts.length, sum);
}

export const shardRouterModel: KindModel<ShardRouterParams> = {
  offer: 'store',
  create: (context) => new ShardRouter(context),
};
