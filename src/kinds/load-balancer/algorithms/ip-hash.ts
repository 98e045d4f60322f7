/**
 * By the caller's address: always the same target, without remembering anybody. Who is behind one address (an office, a
 * mobile carrier) shares it. A dead target's addresses are hashed again, the others stay (nginx `ip_hash`); where an
 * autoscaler starts or ends an instance there is one target more or fewer, and most addresses move.
 */
import { scramble } from '../../../base/random.ts';
import { hashOf } from '../../ring.ts';
import type { Algorithm, Targets } from './algorithm.ts';

/** nginx's: after that many hashes onto dead targets, the next one alive in turn. */
const TRIES_MAX = 20;

export function ipHash(targets: Targets): Algorithm {
  return {
    state: {},
    pick(address) {
      const { up, openOnes } = targets;
      const { items, count } = openOnes;
      let hash = hashOf(address);
      for (let i = 0; i < TRIES_MAX; i++) {
        const target = items[hash % count]!;
        if (up[target] === 1) return target;
        hash = scramble(hash + 1);
      }
      let at = hash % count;
      while (up[items[at]!] === 0) at = at + 1 === count ? 0 : at + 1;
      return items[at]!;
    },
  };
}
