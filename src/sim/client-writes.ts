/**
 * The clients' own writes in each slice of time: how many began, how many succeeded, and of those that failed how many
 * of which cause by which node, from when to when. What a failover has cost is counted here and nowhere else: at the
 * database a write that never reached it does not show, and a read does.
 *
 * A write costs two comparisons here, and one look along the few causes of its slice if it failed.
 */
import { SUCCESS } from './causes.ts';
import { BEGUN, type ClientWriteColumns } from './recording.ts';

/** Pairs of cause and node told apart in a slice; the writes of any further pair are told without their node. */
const PAIRS_KEPT = 32;
/** Room for those without their node too: a row for each cause, one for what began, one for what succeeded. */
const ROWS = PAIRS_KEPT + 20;

interface Rows {
  count: number;
  readonly cause: Int8Array;
  readonly culprit: Int32Array;
  readonly writes: Float64Array;
  readonly firstNs: Float64Array;
  readonly lastNs: Float64Array;
}

/** Where the slice that runs stands. */
export type ClientWritesMark = Rows;

export class ClientWrites {
  private readonly isOn: boolean;
  /** Of the slice that runs: what began, what succeeded, then the pairs. */
  private now = emptyRows(ROWS);
  private done = emptyRows(256);

  constructor(isOn: boolean) {
    this.isOn = isOn;
    this.endSlice();
  }

  begun(nowNs: number): void {
    if (this.isOn) count(this.now, 0, nowNs);
  }

  ended(cause: number, culprit: number, nowNs: number): void {
    if (!this.isOn) return;
    count(this.now, cause === SUCCESS ? 1 : this.rowOf(cause, culprit), nowNs);
  }

  private rowOf(cause: number, culprit: number): number {
    const { now } = this;
    for (let row = 2; row < now.count; row++) {
      if (now.cause[row] === cause && now.culprit[row] === culprit) return row;
    }
    if (now.count - 2 >= PAIRS_KEPT && culprit >= 0) return this.rowOf(cause, -1);
    return add(now, cause, culprit);
  }

  /** The slice is over: the next one has its own. */
  endSlice(): void {
    const { now } = this;
    for (let row = 0; row < now.count; row++) {
      if (now.writes[row] === 0) continue;
      if (this.done.count === this.done.cause.length) this.done = grown(this.done);
      copyRow(now, row, this.done, this.done.count++);
    }
    now.count = 0;
    add(now, BEGUN, -1);
    add(now, SUCCESS, -1);
  }

  mark(): ClientWritesMark {
    return copyOf(this.now, ROWS);
  }

  /** Goes on where another stood: what that one had kept counts as handed over. */
  goOnFrom(mark: ClientWritesMark): void {
    this.now = copyOf(mark, ROWS);
  }

  /** All of the slices that have ended since the last call. */
  take(): ClientWriteColumns {
    const { count, cause, culprit, writes, firstNs, lastNs } = this.done;
    this.done.count = 0;
    return {
      count,
      cause: cause.slice(0, count),
      culprit: culprit.slice(0, count),
      writes: writes.slice(0, count),
      firstNs: firstNs.slice(0, count),
      lastNs: lastNs.slice(0, count),
    };
  }
}

function emptyRows(rows: number): Rows {
  return {
    count: 0,
    cause: new Int8Array(rows),
    culprit: new Int32Array(rows),
    writes: new Float64Array(rows),
    firstNs: new Float64Array(rows),
    lastNs: new Float64Array(rows),
  };
}

function add(rows: Rows, cause: number, culprit: number): number {
  const row = rows.count++;
  rows.cause[row] = cause;
  rows.culprit[row] = culprit;
  rows.writes[row] = 0;
  return row;
}

function count(rows: Rows, row: number, nowNs: number): void {
  if (rows.writes[row]!++ === 0) rows.firstNs[row] = nowNs;
  rows.lastNs[row] = nowNs;
}

function copyRow(from: Rows, row: number, to: Rows, at: number): void {
  to.cause[at] = from.cause[row]!;
  to.culprit[at] = from.culprit[row]!;
  to.writes[at] = from.writes[row]!;
  to.firstNs[at] = from.firstNs[row]!;
  to.lastNs[at] = from.lastNs[row]!;
}

function copyOf(rows: Rows, room: number): Rows {
  const copy = emptyRows(room);
  for (let row = 0; row < rows.count; row++) copyRow(rows, row, copy, row);
  copy.count = rows.count;
  return copy;
}

const grown = (rows: Rows) => copyOf(rows, rows.cause.length * 2);
