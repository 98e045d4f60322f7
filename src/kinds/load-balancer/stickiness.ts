/**
 * Cookie stickiness: who has been sent to a target is sent there again, while it is in rotation and not full, and while
 * the cookie lives. It is asked before the algorithm, whose choice becomes the new cookie where it has no answer.
 */
import { msToNs } from '../../base/units.ts';
import type { LoadBalancerParams } from './params.ts';

/** By place of the user. */
export interface StickinessState {
  target: Int32Array;
  /** Whose cookie it is: the place's earlier users have gone, and their cookies with them. */
  owner: Int32Array;
  seenNs: Float64Array;
  /** Users sent to another target than before, since the warm-up. */
  moved: number;
}

export class Stickiness {
  readonly state: StickinessState;
  private readonly lifeNs: number;
  private readonly fullAt: number;

  constructor(params: NonNullable<LoadBalancerParams['sticky']>, places: number) {
    this.lifeNs = msToNs(params.lifeMs);
    this.fullAt = params.maxActive ?? Number.POSITIVE_INFINITY;
    this.state = {
      target: new Int32Array(places).fill(-1),
      owner: new Int32Array(places).fill(-1),
      seenNs: new Float64Array(places),
      moved: 0,
    };
  }

  /** The target in the user's cookie, if it will do; else −1. */
  recall(user: number, nowNs: number, up: Uint8Array, active: Int32Array): number {
    const s = this.state;
    const place = user % s.owner.length;
    if (s.owner[place] !== user || nowNs - s.seenNs[place]! > this.lifeNs) return -1;
    const target = s.target[place]!;
    if (up[target] === 0 || active[target]! >= this.fullAt) return -1;
    s.seenNs[place] = nowNs;
    return target;
  }

  remember(user: number, nowNs: number, target: number): void {
    const s = this.state;
    const place = user % s.owner.length;
    if (s.owner[place] === user && s.target[place] !== target) s.moved++;
    s.owner[place] = user;
    s.target[place] = target;
    s.seenNs[place] = nowNs;
  }

  warmedUp(): void {
    this.state.moved = 0;
  }
}
