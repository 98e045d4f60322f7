/**
 * Lanes for spans of time that may overlap: each takes the first lane that is empty when it begins. Spans come in the
 * order of their beginnings.
 */
export interface Span {
  readonly fromNs: number;
  readonly toNs: number;
}

export class Lanes {
  /** Lanes, used or not: a power of two. */
  private size = 1;
  /** A tree: below it all lanes' ends from `size` on, above each pair the earlier of the two. Unused lanes are empty. */
  private ends = new Float64Array(2).fill(Number.NEGATIVE_INFINITY);

  take({ fromNs, toNs }: Span): { readonly lane: number; readonly isNew: boolean } {
    if (this.ends[1]! > fromNs) this.grow();
    const { ends, size } = this;
    let at = 1;
    while (at < size) at = ends[2 * at]! <= fromNs ? 2 * at : 2 * at + 1;
    const lane = at - size;
    const isNew = ends[at] === Number.NEGATIVE_INFINITY;
    ends[at] = toNs;
    for (at >>= 1; at >= 1; at >>= 1) ends[at] = Math.min(ends[2 * at]!, ends[2 * at + 1]!);
    return { lane, isNew };
  }

  /** Twice as many lanes. All that there were are taken: each pair's earlier end is known. */
  private grow(): void {
    const { ends, size } = this;
    this.size = 2 * size;
    this.ends = new Float64Array(4 * size).fill(Number.NEGATIVE_INFINITY);
    for (let at = 1; at < 2 * size; at++) {
      // A branch of the old tree is the left branch of the new one, a level further down.
      const level = 1 << (31 - Math.clz32(at));
      this.ends[at + level] = ends[at]!;
    }
  }
}
