/**
 * The writes of a database set that some replica has not applied yet, by position. Positions count up from 1 and are
 * never used again, also not after a failover, so a position is also a version: the greater is the newer.
 *
 * A ring that covers the positions from the oldest one any member still needs to the newest.
 */
import { assert } from '../../base/assert.ts';
import { grownFloats, grownInts } from '../../sim/calendar.ts';

/** Per member and position. */
export const SENT = 0;
export const RECEIVED = 1;
export const APPLIED = 2;

/** A replica that falls further behind than this is given up and must copy everything anew. */
export const MAX_BEHIND = 1 << 20;

export interface LogState {
  /** Newest position; 0 before the first write. */
  last: number;
  key: Int32Array;
  committedNs: Float64Array;
  /** 1 once a client has been told that the write is safe. */
  acknowledged: Uint8Array;
  /** 1 where the primary of today has never received it: it is to be undone wherever it arrived. */
  lost: Uint8Array;
  /** The call that waits for replicas to confirm, −1 for none. */
  waitingCall: Int32Array;
  /** Confirmations still needed. */
  needed: Int32Array;
  /** By member: SENT, RECEIVED or APPLIED. */
  progress: Uint8Array[];
}

export function createLog(members: number): LogState {
  const capacity = 256;
  return {
    last: 0,
    key: new Int32Array(capacity),
    committedNs: new Float64Array(capacity),
    acknowledged: new Uint8Array(capacity),
    lost: new Uint8Array(capacity),
    waitingCall: new Int32Array(capacity).fill(-1),
    needed: new Int32Array(capacity),
    progress: Array.from({ length: members }, () => new Uint8Array(capacity)),
  };
}

export function maskOf(log: LogState): number {
  return log.key.length - 1;
}

/** A new position; `oldest` is the oldest one that must stay readable. */
export function appendWrite(log: LogState, key: number, nowNs: number, oldest: number): number {
  const position = log.last + 1;
  while (position - oldest >= log.key.length) grow(log, oldest);
  log.last = position;
  const at = position & maskOf(log);
  log.key[at] = key;
  log.committedNs[at] = nowNs;
  log.acknowledged[at] = 0;
  log.lost[at] = 0;
  log.waitingCall[at] = -1;
  log.needed[at] = 0;
  for (const progress of log.progress) progress[at] = SENT;
  return position;
}

function grow(log: LogState, oldest: number): void {
  const old = log.key.length;
  const size = old * 2;
  assert(size <= MAX_BEHIND * 4, 'a replication log grew without bound');
  const from = {
    key: log.key,
    committedNs: log.committedNs,
    acknowledged: log.acknowledged,
    lost: log.lost,
    waitingCall: log.waitingCall,
    needed: log.needed,
    progress: log.progress,
  };
  log.key = grownInts(new Int32Array(0), size);
  log.committedNs = grownFloats(new Float64Array(0), size);
  log.acknowledged = new Uint8Array(size);
  log.lost = new Uint8Array(size);
  log.waitingCall = new Int32Array(size).fill(-1);
  log.needed = new Int32Array(size);
  log.progress = from.progress.map(() => new Uint8Array(size));
  for (let position = Math.max(1, oldest); position <= log.last; position++) {
    const a = position & (old - 1);
    const b = position & (size - 1);
    log.key[b] = from.key[a]!;
    log.committedNs[b] = from.committedNs[a]!;
    log.acknowledged[b] = from.acknowledged[a]!;
    log.lost[b] = from.lost[a]!;
    log.waitingCall[b] = from.waitingCall[a]!;
    log.needed[b] = from.needed[a]!;
    for (const [m, progress] of from.progress.entries()) log.progress[m]![b] = progress[a]!;
  }
}
