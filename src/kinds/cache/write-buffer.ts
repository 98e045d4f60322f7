/**
 * Write-behind: writes that the cache has acknowledged and the database does not have yet. Several writes of a key become
 * one (the last), which is what saves the database work; what has not left when the cache dies is lost.
 *
 * A flush begins at every multiple of `flushMs`, or as soon as `batchKeys` keys are waiting, and has at most `batchKeys`
 * writes under way. One that fails goes back into the buffer, and from then on a full batch waits for the next interval
 * too; a flush with as many failures in a row as a batch has keys ends there, since the database is gone.
 * Leaves out: several keys in one transaction; a journal on disk.
 * Source: domain reference §5.1.
 */
import { assert } from '../../base/assert.ts';

export interface WriteBufferState {
  /** Keys with writes that have not left, oldest first, from `head` on. */
  queue: number[];
  head: number;
  /** By key: acknowledged writes that have not left, and those on their way. */
  held: Int32Array;
  sent: Int32Array;
  /** By key: 1 where the cache that sent it has died since. */
  orphaned: Uint8Array;
  /** Sum of `held`. */
  heldWrites: number;
  underWay: number;
  /** Keys still to be sent in the flush that has begun. */
  owed: number;
  /** 1: a write has failed since the last interval began. */
  failing: number;
  failedInRow: number;
  /** 1 while the next flush stands in the calendar. */
  armed: number;
}

/** What the cache does for its buffer. */
export interface BufferHost {
  readonly nowNs: number;
  /** Sends the key's newest value to the database; `settled` is told how it went. */
  sendWrite(key: number): void;
  /** `flush` is to be called after `delayNs`. */
  callBack(delayNs: number): void;
}

export class WriteBuffer {
  readonly state: WriteBufferState;
  private readonly host: BufferHost;
  private readonly flushNs: number;
  private readonly batchKeys: number;
  /** Never between two events, so it is not part of the state: what an open breaker stops is settled while it is sent. */
  private isSending = false;

  constructor(
    size: { readonly keyCount: number; readonly flushNs: number; readonly batchKeys: number },
    host: BufferHost,
  ) {
    this.host = host;
    this.flushNs = size.flushNs;
    this.batchKeys = size.batchKeys;
    this.state = {
      queue: [],
      head: 0,
      held: new Int32Array(size.keyCount),
      sent: new Int32Array(size.keyCount),
      orphaned: new Uint8Array(size.keyCount),
      heldWrites: 0,
      underWay: 0,
      owed: 0,
      failing: 0,
      failedInRow: 0,
      armed: 0,
    };
  }

  /** Whether the cache has a newer value of the key than the database. */
  holds(key: number): boolean {
    const { held, sent, orphaned } = this.state;
    return held[key]! > 0 || (sent[key]! > 0 && orphaned[key] === 0);
  }

  /** A write has been acknowledged. */
  add(key: number): void {
    this.keep(key, 1);
    const { underWay, failing } = this.state;
    if (this.length >= this.batchKeys && underWay === 0 && failing === 0) this.flush();
    else this.arm();
  }

  private keep(key: number, writes: number): void {
    const s = this.state;
    if (s.held[key] === 0) s.queue.push(key);
    s.held[key]! += writes;
    s.heldWrites += writes;
  }

  private get length(): number {
    return this.state.queue.length - this.state.head;
  }

  /** The next multiple of the interval, so that the phase is the clock's and not the first write's. */
  private arm(): void {
    const s = this.state;
    if (s.armed === 1) return;
    s.armed = 1;
    this.host.callBack(this.flushNs - (this.host.nowNs % this.flushNs));
  }

  /** The interval is over. */
  due(): void {
    this.state.armed = 0;
    this.state.failing = 0;
    this.flush();
  }

  private flush(): void {
    this.state.owed = this.length;
    this.state.failedInRow = 0;
    this.sendOn();
    if (this.length > 0) this.arm();
  }

  private sendOn(): void {
    if (this.isSending) return;
    const s = this.state;
    this.isSending = true;
    while (s.owed > 0 && s.underWay < this.batchKeys) {
      s.owed--;
      this.sendOff(this.shift());
    }
    this.isSending = false;
  }

  private sendOff(key: number): void {
    const s = this.state;
    if (s.sent[key]! > 0) {
      // Its last write is still under way, and two must not overtake each other: it waits for the next flush.
      s.queue.push(key);
      return;
    }
    s.sent[key] = s.held[key]!;
    s.heldWrites -= s.held[key]!;
    s.held[key] = 0;
    s.underWay++;
    this.host.sendWrite(key);
  }

  private shift(): number {
    const s = this.state;
    const key = s.queue[s.head++]!;
    // Dropping the used part now and then keeps the cost of a shift at one copy in many.
    if (s.head > 1024 && s.head * 2 > s.queue.length) {
      s.queue.splice(0, s.head);
      s.head = 0;
    }
    return key;
  }

  /**
   * A write that was sent is over. Returns how many acknowledged writes are lost with it: none, unless it failed and the
   * cache that would have tried again has died.
   */
  settled(key: number, succeeded: boolean): number {
    const s = this.state;
    const writes = s.sent[key]!;
    const wasOrphaned = s.orphaned[key] === 1;
    assert(writes > 0, `no write of key ${key} is under way`);
    s.sent[key] = 0;
    s.orphaned[key] = 0;
    if (wasOrphaned) return succeeded ? 0 : writes;
    s.underWay--;
    if (succeeded) s.failedInRow = 0;
    else this.failed(key, writes);
    this.sendOn();
    return 0;
  }

  private failed(key: number, writes: number): void {
    const s = this.state;
    this.keep(key, writes);
    this.arm();
    s.failing = 1;
    s.failedInRow++;
    if (s.failedInRow >= this.batchKeys) s.owed = 0;
  }

  /** The cache died or was emptied. Returns how many acknowledged writes are lost; what has left may still arrive. */
  forget(): number {
    const s = this.state;
    const lost = s.heldWrites;
    s.queue = [];
    s.head = 0;
    s.held.fill(0);
    s.heldWrites = 0;
    s.owed = 0;
    s.failing = 0;
    s.underWay = 0;
    for (let key = 0; key < s.sent.length; key++) if (s.sent[key]! > 0) s.orphaned[key] = 1;
    return lost;
  }
}
