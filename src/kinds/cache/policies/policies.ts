/**
 * The table of eviction policies. A new one is one file and one row here; the conformance tests run
 * over the table.
 */
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
} satisfies Readonly<Record<string, Policy>>;

export type PolicyName = keyof typeof policies;

/** The names as they stand in scenario files, in the order in which the page offers them. */
export const policyNames = Object.keys(policies) as readonly PolicyName[];

/** A policy whose state the caller only hands back. */
export function policyNamed(name: PolicyName): Policy {
  return policies[name];
}
