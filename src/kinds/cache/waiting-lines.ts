/**
 * Calls that wait for one fill of a key, first come first. A line is a circle through `calls.next`: only its last is kept,
 * and the last points to the first, so that both ends are one step away.
 */
import type { CallsState } from '../../sim/calls.ts';

export class WaitingLines {
  readonly state: { last: Int32Array };
  private readonly calls: Pick<CallsState, 'next'>;

  constructor(calls: Pick<CallsState, 'next'>, keyCount: number) {
    this.calls = calls;
    this.state = { last: new Int32Array(keyCount).fill(-1) };
  }

  isEmpty(key: number): boolean {
    return this.state.last[key]! < 0;
  }

  /** To the end of the key's line. */
  join(key: number, call: number): void {
    const { next } = this.calls;
    const last = this.state.last[key]!;
    this.state.last[key] = call;
    if (last < 0) next[call] = call;
    else {
      next[call] = next[last]!;
      next[last] = call;
    }
  }

  /** Takes the first out, −1 if nobody waits. */
  shift(key: number): number {
    const { next } = this.calls;
    const last = this.state.last[key]!;
    if (last < 0) return -1;
    const first = next[last]!;
    if (first === last) this.state.last[key] = -1;
    else next[last] = next[first]!;
    return first;
  }

  /** Takes the whole line out, and hands its calls to `visit` in order. A call may be freed by it. */
  release(key: number, visit: (call: number) => void): void {
    const { state } = this;
    const last = state.last[key]!;
    if (last < 0) return;
    state.last[key] = -1;
    for (let call = this.calls.next[last]!; ; ) {
      // Read before the visit: an answer frees the record.
      const next = this.calls.next[call]!;
      visit(call);
      if (call === last) return;
      call = next;
    }
  }

  /** Nobody waits any more: the kernel has ended their calls. */
  forget(): void {
    this.state.last.fill(-1);
  }
}
