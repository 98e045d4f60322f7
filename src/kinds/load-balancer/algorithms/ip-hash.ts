/**
 * By the caller's address: always the same target, without remembering anybody. Who is behind one address (an office, a
 * mobile carrier) shares it. A dead target's addresses are hashed again, the others stay (nginx `ip_hash`).
 */
import { scramble } from '../../../base/random.ts';
import type { Algorithm, Targets } from './algorithm.ts';

/** nginx's: after that many hashes onto dead targets, the next one alive in turn. */
const TRIES_MAX = 20;

export function ipHash(targets: Targets): Algorithm {
  return {
    state: {},
    pick(address) {
      const { up, count } = targets;
      let hash = scramble(address + 0x9e3779b9);
      for (let i = 0; i < TRIES_MAX; i++) {
        if (up[hash % count] === 1) return hash % count;
        hash = scramble(hash + 1);
      }
      let target = hash % count;
      while (up[target] === 0) target = target + 1 === count ? 0 : target + 1;
      return target;
    },
  };
}
