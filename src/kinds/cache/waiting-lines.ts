/**
 * Calls that wait for one fill of a key, first come first. A line is a circle through the calls' own `next`: only its last
 * is kept, and the last points to the first, so that both ends are one step away.
 */

/** Who stands behind whom: the pool of calls is one, since a call waits in one line at a time. */
export interface Chain {
  nextOf(place: number): number;
  setNext(place: number, next: number): void;
}

/** For what is not a call. */
export function chainThrough(next: Int32Array): Chain {
  return {
    nextOf: (place) => next[place]!,
    setNext: (place, after) => {
      next[place] = after;
    },
  };
}

export class WaitingLines {
  readonly state: { last: Int32Array };
  private readonly chain: Chain;

  constructor(chain: Chain, keyCount: number) {
    this.chain = chain;
    this.state = { last: new Int32Array(keyCount).fill(-1) };
  }

  isEmpty(key: number): boolean {
    return this.state.last[key]! < 0;
  }

  /** To the end of the key's line. */
  join(key: number, call: number): void {
    const { chain } = this;
    const last = this.state.last[key]!;
    this.state.last[key] = call;
    chain.setNext(call, last < 0 ? call : chain.nextOf(last));
    if (last >= 0) chain.setNext(last, call);
  }

  /** Takes the first out, −1 if nobody waits. */
  shift(key: number): number {
    const { chain } = this;
    const last = this.state.last[key]!;
    if (last < 0) return -1;
    const first = chain.nextOf(last);
    if (first === last) this.state.last[key] = -1;
    else chain.setNext(last, chain.nextOf(first));
    return first;
  }

  /** Takes the whole line out, and hands its calls to `visit` in order. A call may be freed by it. */
  release(key: number, visit: (call: number) => void): void {
    const { state, chain } = this;
    const last = state.last[key]!;
    if (last < 0) return;
    state.last[key] = -1;
    for (let call = chain.nextOf(last); ; ) {
      // Read before the visit: an answer frees the record.
      const next = chain.nextOf(call);
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
