/**
 * The table of eviction policies. A new one is one file, its name in fields.ts and one row here; the conformance tests
 * run over the table.
 */
import { evictionPolicies } from '../../fields.ts';
import { arc } from './arc.ts';
import { clock } from './clock.ts';
import { fifo } from './fifo.ts';
import { lfu } from './lfu.ts';
import { lru } from './lru.ts';
import { none } from './none.ts';
import type { Policy } from './policy.ts';
import { random } from './random.ts';
import { s3fifo } from './s3fifo.ts';
import { sieve } from './sieve.ts';
import { twoQ } from './two-q.ts';
import { wtinylfu } from './w-tiny-lfu.ts';

export const policies = {
  lru,
  fifo,
  clock,
  lfu,
  random,
  sieve,
  s3fifo,
  twoQ,
  arc,
  wtinylfu,
  none,
} satisfies Readonly<Record<(typeof evictionPolicies)[number], Policy>>;

export type PolicyName = keyof typeof policies;

export const policyNames: readonly PolicyName[] = evictionPolicies;

/** A policy whose state the caller only hands back. */
export function policyNamed(name: PolicyName): Policy {
  return policies[name];
}
