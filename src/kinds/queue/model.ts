/**
 * Queue: keeps messages until a worker acknowledges them.
 *
 * Models: a durable or an in-memory broker; publishing that takes time; hand-out in order to workers with a free slot; a
 * message that is not acknowledged within the visibility timeout becomes visible again, so work is repeated and not lost
 * (at least once); after `maxReceives` hand-outs it becomes a dead letter; a crash of an in-memory broker loses all.
 * Leaves out: partitions, consumer groups, batches, replication of the broker, de-duplication.
 * Source: SQS developer guide (visibility timeout 30 s); domain reference §6.
 */
import { assert } from '../../base/assert.ts';
import { msToNs, nsToMs } from '../../base/units.ts';
import { CALL_EVENT, HEALTHY, OWN_EVENT } from '../../sim/behaviour.ts';
import { grownFloats, grownInts } from '../../sim/calendar.ts';
import { type Call, NO_PARENT, SAMPLED } from '../../sim/calls.ts';
import { QUEUE_FULL, SUCCESS } from '../../sim/causes.ts';
import type { Sampler } from '../../sim/distribution.ts';
import type { Route } from '../../sim/link.ts';
import { ratioOf } from '../../sim/ratio-of.ts';
import type { Simulation } from '../../sim/simulation.ts';
import type { Connections, KindModel, NodeBehaviour, NodeContext } from '../kind.ts';
import { DELIVER } from '../kind.ts';
import type { QueueParams } from './params.ts';

const STORED = CALL_EVENT;
const VISIBLE_AGAIN = OWN_EVENT;

/** More messages than this is a backlog of hours: 4 million are 130 MB. */
const MAX_MESSAGES = 1 << 22;

interface QueueState {
  /** Messages, a pool threaded by `next`; `ready` is a list with both ends. */
  free: number;
  next: Int32Array;
  key: Int32Array;
  operation: Int32Array;
  receives: Int32Array;
  /** Grows when a message is handed out, comes back or is deleted: what remembers another value is void. */
  turn: Int32Array;
  sampled: Uint8Array;
  /** Since when it waits to be handed out. */
  visibleNs: Float64Array;
  readyHead: number;
  readyTail: number;
  ready: number;
  inFlight: number;
  /** Messages accepted and not yet stored: they take up room already. */
  storing: number;
  /** By consumer: handed out and not settled. */
  outstanding: Int32Array;
  nextConsumer: number;
  isFull: number;
  counters: Counters;
  deadLettersEver: number;
  /** Hand-outs awaiting their visibility timeout, oldest first: message and its turn. */
  hidden: HiddenState;
}

/** A ring, since every hiding lasts equally long; only its head stands in the calendar. */
interface HiddenState {
  head: number;
  length: number;
  message: Int32Array;
  turn: Int32Array;
  dueNs: Float64Array;
  armed: number;
}

interface Counters {
  published: number;
  acknowledged: number;
  redelivered: number;
  deadLetters: number;
  lost: number;
  handedOut: number;
  waitedNs: number;
}

function noCounts(): Counters {
  return {
    published: 0,
    acknowledged: 0,
    redelivered: 0,
    deadLetters: 0,
    lost: 0,
    handedOut: 0,
    waitedNs: 0,
  };
}

interface Consumer {
  readonly node: number;
  readonly instance: number;
  readonly link: number;
  readonly slots: number;
}

class Queue implements NodeBehaviour, Route {
  index = -1;
  readonly state: QueueState;
  private readonly sim: Simulation;
  private readonly calls: readonly Call[];
  private readonly node: number;
  private readonly params: QueueParams;
  private readonly publish: Sampler;
  private readonly visibilityNs: number;
  private consumers: Consumer[] = [];

  constructor(context: NodeContext<QueueParams>) {
    const { sim, node, params } = context;
    this.sim = sim;
    this.calls = sim.calls.records;
    this.node = node;
    this.params = params;
    this.publish = sim.sampler(params.publish, node, 'publish');
    this.visibilityNs = msToNs(params.visibilityTimeoutMs);
    this.state = {
      free: -1,
      next: new Int32Array(0),
      key: new Int32Array(0),
      operation: new Int32Array(0),
      receives: new Int32Array(0),
      turn: new Int32Array(0),
      sampled: new Uint8Array(0),
      visibleNs: new Float64Array(0),
      readyHead: -1,
      readyTail: -1,
      ready: 0,
      inFlight: 0,
      storing: 0,
      outstanding: new Int32Array(0),
      nextConsumer: 0,
      isFull: 0,
      counters: noCounts(),
      deadLettersEver: 0,
      hidden: {
        head: 0,
        length: 0,
        message: new Int32Array(64),
        turn: new Int32Array(64),
        dueNs: new Float64Array(64),
        armed: 0,
      },
    };
  }

  connect({ dependencies }: Connections): void {
    for (const { node, instances, link, slots, prefetch } of dependencies) {
      for (let instance = 0; instance < instances; instance++) {
        this.consumers.push({ node, instance, link: link.index, slots: prefetch ?? slots });
      }
    }
    this.state.outstanding = new Int32Array(this.consumers.length);
    this.sim.addRoute(this);
  }

  // ---- publishing ----

  accept(call: number): void {
    const { capacity } = this.params;
    const s = this.state;
    if (capacity !== null && s.ready + s.inFlight + s.storing >= capacity) {
      if (s.isFull === 0) this.sim.emit(this.node, -1, 'full');
      s.isFull = 1;
      this.sim.answer(call, QUEUE_FULL);
      return;
    }
    s.isFull = 0;
    s.storing++;
    this.calls[call]!.startedNs = this.sim.nowNs;
    this.sim.serveCall(this.publish, call, STORED);
  }

  wake(code: number, argument: number): void {
    if (code === VISIBLE_AGAIN) {
      this.endHidings();
      return;
    }
    this.store(argument);
    this.sim.answer(argument, SUCCESS);
    this.handOut();
  }

  private store(call: number): void {
    const s = this.state;
    const c = this.calls;
    const message = this.allocate();
    s.storing--;
    s.key[message] = c[call]!.key;
    s.operation[message] = c[call]!.operation;
    s.receives[message] = 0;
    s.sampled[message] = (c[call]!.flags & SAMPLED) !== 0 ? 1 : 0;
    s.visibleNs[message] = this.sim.nowNs;
    s.counters.published++;
    this.sim.follower?.stored(call, this.node, message);
    this.append(message);
  }

  // ---- handing out ----

  private handOut(): void {
    const s = this.state;
    if (this.sim.modeOf(this.node, 0) !== HEALTHY) return;
    while (s.ready > 0) {
      const consumer = this.freeConsumer();
      if (consumer < 0) return;
      this.deliver(this.takeFirst(), consumer);
    }
  }

  /** The next consumer in turn that is up and has a slot to spare. Consumers pull: a dead one asks for nothing. */
  private freeConsumer(): number {
    const s = this.state;
    const n = this.consumers.length;
    for (let i = 0; i < n; i++) {
      const at = (s.nextConsumer + i) % n;
      const consumer = this.consumers[at]!;
      if (s.outstanding[at]! >= consumer.slots) continue;
      if (this.sim.modeOf(consumer.node, consumer.instance) !== HEALTHY) continue;
      s.nextConsumer = (at + 1) % n;
      return at;
    }
    return -1;
  }

  private deliver(message: number, consumer: number): void {
    const s = this.state;
    s.receives[message]!++;
    s.turn[message]!++;
    s.inFlight++;
    s.outstanding[consumer]!++;
    s.counters.handedOut++;
    s.counters.waitedNs += this.sim.nowNs - s.visibleNs[message]!;
    this.hide(message);
    const key = s.key[message]!;
    const isSampled = s.sampled[message] === 1;
    // `version` carries the turn, `mark` the consumer, and `choose` puts the message into `phase`.
    this.pendingMessage = message;
    this.sim.follower?.handsOut(this.node, message);
    this.sim.send(
      NO_PARENT,
      this,
      DELIVER,
      s.operation[message]!,
      key,
      s.turn[message]!,
      consumer,
      isSampled,
    );
  }

  /** Set just before `send`, read by `choose` inside it: never lives from one event to the next. */
  private pendingMessage = -1;

  choose(call: number): boolean {
    const c = this.calls;
    const consumer = this.consumers[c[call]!.mark]!;
    c[call]!.link = consumer.link;
    c[call]!.instance = consumer.instance;
    c[call]!.phase = this.pendingMessage;
    return true;
  }

  answered(_frame: number, child: number): void {
    const s = this.state;
    const c = this.calls;
    const consumer = c[child]!.mark;
    const message = c[child]!.phase;
    s.outstanding[consumer]!--;
    const isCurrent = s.turn[message] === c[child]!.version;
    // A late acknowledgement, or one for a worker that died: the visibility timeout decides.
    if (isCurrent && c[child]!.cause === SUCCESS && this.sim.modeOf(this.node, 0) === HEALTHY) {
      s.counters.acknowledged++;
      s.inFlight--;
      this.sim.follower?.settled(this.node, message, 'done');
      this.discard(message);
    }
    this.handOut();
  }

  peerRestarted(): void {
    this.handOut();
  }

  // ---- the visibility timeout ----

  private hide(message: number): void {
    const { hidden, turn } = this.state;
    if (hidden.length === hidden.message.length) this.growHidden();
    const at = (hidden.head + hidden.length) & (hidden.message.length - 1);
    hidden.message[at] = message;
    hidden.turn[at] = turn[message]!;
    hidden.dueNs[at] = this.sim.nowNs + this.visibilityNs;
    hidden.length++;
    this.armHiding();
  }

  /** Drops hidings that ended in an acknowledgement, and sees that the head's end is in the calendar. */
  private armHiding(): void {
    const { hidden, turn } = this.state;
    if (hidden.armed === 1) return;
    while (hidden.length > 0 && turn[hidden.message[hidden.head]!] !== hidden.turn[hidden.head]) {
      this.shiftHidden();
    }
    if (hidden.length === 0) return;
    hidden.armed = 1;
    this.sim.schedule(hidden.dueNs[hidden.head]! - this.sim.nowNs, this.node, VISIBLE_AGAIN, 0);
  }

  private shiftHidden(): void {
    const { hidden } = this.state;
    hidden.head = (hidden.head + 1) & (hidden.message.length - 1);
    hidden.length--;
  }

  private endHidings(): void {
    const s = this.state;
    const { hidden } = s;
    hidden.armed = 0;
    while (hidden.length > 0 && hidden.dueNs[hidden.head]! <= this.sim.nowNs) {
      const message = hidden.message[hidden.head]!;
      const isCurrent = s.turn[message] === hidden.turn[hidden.head];
      this.shiftHidden();
      if (!isCurrent) continue;
      s.inFlight--;
      this.comeBack(message);
    }
    this.armHiding();
    this.handOut();
  }

  /** Not acknowledged: visible again at the front, or a dead letter. */
  private comeBack(message: number): void {
    const s = this.state;
    s.turn[message]!++;
    const receives = s.receives[message]!;
    if (receives >= this.params.maxReceives) {
      s.counters.deadLetters++;
      s.deadLettersEver++;
      this.sim.emit(this.node, -1, 'deadLettered', { receives, key: s.key[message]! });
      this.sim.follower?.settled(this.node, message, 'dead');
      this.discard(message);
      return;
    }
    s.counters.redelivered++;
    this.sim.follower?.visibleAgain(this.node, message);
    s.visibleNs[message] = this.sim.nowNs;
    const timeoutMs = this.params.visibilityTimeoutMs;
    this.sim.emit(this.node, -1, 'redelivered', { receives }, { told: { timeoutMs } });
    this.prepend(message);
  }

  private growHidden(): void {
    const { hidden } = this.state;
    const n = hidden.message.length;
    const message = new Int32Array(n * 2);
    const turn = new Int32Array(n * 2);
    const dueNs = new Float64Array(n * 2);
    for (let i = 0; i < hidden.length; i++) {
      const from = (hidden.head + i) & (n - 1);
      message[i] = hidden.message[from]!;
      turn[i] = hidden.turn[from]!;
      dueNs[i] = hidden.dueNs[from]!;
    }
    hidden.message = message;
    hidden.turn = turn;
    hidden.dueNs = dueNs;
    hidden.head = 0;
  }

  // ---- faults ----

  crashed(): void {
    const s = this.state;
    // Ended by the kernel, and answered with a failure.
    s.storing = 0;
    if (this.params.durable) return;
    const count = s.ready + s.inFlight;
    s.counters.lost += count;
    if (count > 0) this.sim.emit(this.node, -1, 'messagesLost', { count });
    this.sim.follower?.allLost(this.node);
    for (let message = 0; message < s.next.length; message++) s.turn[message]!++;
    s.free = -1;
    for (let message = s.next.length - 1; message >= 0; message--) {
      s.next[message] = s.free;
      s.free = message;
    }
    s.readyHead = -1;
    s.readyTail = -1;
    s.ready = 0;
    s.inFlight = 0;
  }

  restarted(): void {
    this.handOut();
  }

  // ---- the pool of messages ----

  private allocate(): number {
    const s = this.state;
    if (s.free < 0) this.grow();
    const message = s.free;
    s.free = s.next[message]!;
    return message;
  }

  private discard(message: number): void {
    const s = this.state;
    s.turn[message]!++;
    s.next[message] = s.free;
    s.free = message;
  }

  private append(message: number): void {
    const s = this.state;
    s.next[message] = -1;
    if (s.readyTail < 0) s.readyHead = message;
    else s.next[s.readyTail] = message;
    s.readyTail = message;
    s.ready++;
  }

  private prepend(message: number): void {
    const s = this.state;
    s.next[message] = s.readyHead;
    s.readyHead = message;
    if (s.readyTail < 0) s.readyTail = message;
    s.ready++;
  }

  private takeFirst(): number {
    const s = this.state;
    const message = s.readyHead;
    s.readyHead = s.next[message]!;
    if (s.readyHead < 0) s.readyTail = -1;
    s.ready--;
    return message;
  }

  private grow(): void {
    const s = this.state;
    const old = s.next.length;
    const size = Math.max(64, old * 2);
    assert(size <= MAX_MESSAGES, `a queue holds more than ${MAX_MESSAGES} messages`);
    s.next = grownInts(s.next, size);
    s.key = grownInts(s.key, size);
    s.operation = grownInts(s.operation, size);
    s.receives = grownInts(s.receives, size);
    s.turn = grownInts(s.turn, size);
    const sampled = new Uint8Array(size);
    sampled.set(s.sampled);
    s.sampled = sampled;
    s.visibleNs = grownFloats(s.visibleNs, size);
    for (let i = size - 1; i >= old; i--) {
      s.next[i] = s.free;
      s.free = i;
    }
  }

  // ---- what it shows ----

  level(): number {
    const { capacity } = this.params;
    const s = this.state;
    return capacity === null ? 0 : (s.ready + s.inFlight) / capacity;
  }

  gauges(into: Float32Array, at: number): void {
    const s = this.state;
    into[at] = s.ready;
    into[at + 1] = s.inFlight;
    into[at + 2] = s.deadLettersEver;
  }

  warmedUp(): void {
    this.state.counters = noCounts();
  }

  summarize(): Record<string, unknown> {
    const s = this.state;
    const { published, acknowledged, redelivered, deadLetters, lost } = s.counters;
    const { handedOut, waitedNs } = s.counters;
    return {
      published,
      acknowledged,
      redelivered,
      deadLetters,
      lostMessages: lost,
      depth: s.ready,
      messagesInFlight: s.inFlight,
      meanWaitMs: ratioOf(nsToMs(waitedNs), handedOut),
    };
  }
}

export const queueModel: KindModel<QueueParams> = {
  offer: 'queue',
  create: (context) => new Queue(context),
};
