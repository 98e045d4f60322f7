/**
 * Leases: of all who miss a key one fills it, and the others wait for what it brings. A write takes the lease away, so
 * that a value read before the write cannot be stored after it.
 *
 * A holder that fails gives the lease back; one that dies keeps it for `LEASE_NS`, and then the next in line has it.
 * Source: Nishtala et al., "Scaling Memcache at Facebook", NSDI 2013; nginx proxy_cache_lock_age, 5 s.
 */

import { NS_PER_SEC } from '../../base/units.ts';
import { ABANDONED, type Call, type Calls } from '../../sim/calls.ts';
import { WaitingLines } from './waiting-lines.ts';

const LEASE_NS = 5 * NS_PER_SEC;

export interface LeasesState {
  /** Leases given so far; the number is the token. */
  given: number;
  /** By key: the token of the lease in force, 0 for none, and until when it is. */
  token: Int32Array;
  endsNs: Float64Array;
  waiting: { last: Int32Array };
}

/** What the cache does for its leases. */
export interface LeaseHost {
  readonly nowNs: number;
  /** Answers that there is nothing, with the token of a lease or with 0. */
  answerMiss(call: number, token: number): void;
  answerHit(call: number, version: number): void;
  /** `due` is to be called after `delayNs`. */
  callBack(delayNs: number, key: number): void;
}

export class Leases {
  readonly state: LeasesState;
  private readonly lines: WaitingLines;
  private readonly calls: readonly Call[];
  private readonly host: LeaseHost;

  constructor(calls: Calls, keyCount: number, host: LeaseHost) {
    this.calls = calls.records;
    this.host = host;
    this.lines = new WaitingLines(calls, keyCount);
    this.state = {
      given: 0,
      token: new Int32Array(keyCount),
      endsNs: new Float64Array(keyCount),
      waiting: this.lines.state,
    };
  }

  isHeld(key: number): boolean {
    return this.state.token[key] !== 0 && this.host.nowNs < this.state.endsNs[key]!;
  }

  /** The key's lease for this caller; whoever had it has been too slow. */
  give(call: number, key: number): void {
    const s = this.state;
    s.given++;
    s.token[key] = s.given;
    s.endsNs[key] = this.host.nowNs + LEASE_NS;
    this.host.answerMiss(call, s.given);
  }

  /** The caller waits for what the holder brings. */
  wait(call: number, key: number): void {
    if (this.lines.isEmpty(key)) {
      this.host.callBack(this.state.endsNs[key]! - this.host.nowNs, key);
    }
    this.lines.join(key, call);
  }

  /** Whether a value that was fetched under this lease may still be stored. */
  isValid(key: number, token: number): boolean {
    return this.state.token[key] === token;
  }

  /** The key has a value now: whoever waits has it too. */
  filled(key: number, version: number): void {
    this.state.token[key] = 0;
    this.lines.release(key, (call) => this.host.answerHit(call, version));
  }

  /** The value has changed, or its holder has failed: the next in line fetches it. */
  passOn(key: number): void {
    const s = this.state;
    s.token[key] = 0;
    for (let call = this.lines.shift(key); call >= 0; call = this.lines.shift(key)) {
      if ((this.calls[call]!.flags & ABANDONED) !== 0) {
        // Its caller has given up and would not fetch anything.
        this.host.answerMiss(call, 0);
        continue;
      }
      this.give(call, key);
      if (!this.lines.isEmpty(key)) this.host.callBack(LEASE_NS, key);
      return;
    }
  }

  /** A lease may have run out while others wait. */
  due(key: number): void {
    if (this.state.token[key] !== 0 && !this.isHeld(key)) this.passOn(key);
  }

  /** A crash: nobody waits, and no lease is in force. */
  forget(): void {
    this.state.token.fill(0);
    this.lines.forget();
  }
}
