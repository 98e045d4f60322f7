/**
 * Sums over the last while, one a row: how many calls failed in ten seconds. The while is cut into ten slices, and the
 * oldest slice is dropped whole, so a sum covers between nine and ten tenths of it. That is how Finagle's budgets and
 * Hystrix's breakers count, and it costs ten numbers a row whatever the traffic.
 */
const SLICES = 10;

export interface RollingSumState {
  /** Row after row, SLICES numbers each. */
  slices: Float64Array;
  sum: Float64Array;
  /** Number of the slice that each row was last brought up to. */
  slice: Float64Array;
}

export class RollingSum {
  readonly state: RollingSumState;
  private readonly sliceNs: number;

  constructor(rows: number, windowNs: number) {
    this.sliceNs = Math.max(1, Math.floor(windowNs / SLICES));
    this.state = {
      slices: new Float64Array(rows * SLICES),
      sum: new Float64Array(rows),
      slice: new Float64Array(rows),
    };
  }

  /** Returns the sum with it. */
  add(row: number, nowNs: number, amount: number): number {
    this.dropOld(row, nowNs);
    const s = this.state;
    s.slices[row * SLICES + (s.slice[row]! % SLICES)]! += amount;
    s.sum[row]! += amount;
    return s.sum[row]!;
  }

  /** Whether nothing counts in a row any more, where no amount is negative. */
  isEmpty(row: number): boolean {
    return this.state.sum[row] === 0;
  }

  sumAt(row: number, nowNs: number): number {
    this.dropOld(row, nowNs);
    return this.state.sum[row]!;
  }

  clear(row: number): void {
    const s = this.state;
    s.slices.fill(0, row * SLICES, (row + 1) * SLICES);
    s.sum[row] = 0;
  }

  private dropOld(row: number, nowNs: number): void {
    const s = this.state;
    const now = Math.floor(nowNs / this.sliceNs);
    const passed = Math.min(SLICES, now - s.slice[row]!);
    for (let i = 0; i < passed; i++) {
      const at = row * SLICES + ((now - i) % SLICES);
      s.sum[row]! -= s.slices[at]!;
      s.slices[at] = 0;
    }
    s.slice[row] = now;
  }
}
