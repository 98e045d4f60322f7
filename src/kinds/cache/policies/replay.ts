/**
 * Plays a trace of keys through a policy: one request a key, every miss admits. Models no time, so
 * no expiry.
 */
import { type PolicyName, policyNamed } from './policies.ts';
import type { Draw } from './policy.ts';

export interface ReplayResult {
  readonly requests: number;
  readonly misses: number;
  /** 0 for a trace without requests. */
  readonly missRatio: number;
}

export function replay(input: {
  readonly policy: PolicyName;
  readonly capacityKeys: number;
  readonly trace: Int32Array;
  readonly keyCount: number;
  readonly draw: Draw;
}): ReplayResult {
  const { capacityKeys, trace, keyCount, draw } = input;
  const { create, has, hit, admit } = policyNamed(input.policy);
  const state = create({ capacityKeys, keyCount });
  let misses = 0;
  for (const key of trace) {
    if (has(state, key)) {
      hit(state, key);
    } else {
      misses++;
      admit(state, key, draw);
    }
  }
  return resultOf({ requests: trace.length, misses });
}

export function resultOf({ requests, misses }: { requests: number; misses: number }): ReplayResult {
  return { requests, misses, missRatio: requests === 0 ? 0 : misses / requests };
}
