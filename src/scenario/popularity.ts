/**
 * How popular each key is, for predicting a cache's hit ratio: from the drawing where every client draws its keys from
 * the same distribution and the cache really sees that, else as measured in the run.
 */
import { type AccessLog, LOOK_UP } from '../kinds/cache/accesses.ts';
import { zipfShares } from '../kinds/cache/prediction.ts';
import type { StoreRules } from '../kinds/keyed.ts';
import type { NodeOf, Scenario } from './schema.ts';

type Keys = NodeOf<'client'>['params']['keys'];

export interface Popularity {
  readonly shares: Float64Array;
  /** Counted in the run and not known from the drawing. */
  readonly isMeasured: boolean;
  /** Keys come in turn, so that no access is independent of the one before. */
  readonly isSequential: boolean;
}

export function popularityOf(
  scenario: Scenario,
  log: AccessLog,
  { keyCount, groupKeys }: StoreRules,
): Popularity {
  const counts = new Float64Array(keyCount);
  for (let i = 0; i < log.count; i++) if (log.operation(i) === LOOK_UP) counts[log.key(i)]!++;
  const keys = scenario.nodes.flatMap((node) => (node.kind === 'client' ? [node.params.keys] : []));
  const isSequential = keys.some(({ distribution }) => distribution === 'sequential');
  const first = keys[0];
  const isAlike = keys.every((each) => JSON.stringify(each) === JSON.stringify(first));
  const ofGroup = first && isAlike && !isSequential ? sharesOf(first, groupKeys) : null;
  const known = ofGroup ? inGroups(ofGroup, counts) : null;
  if (known && fits(known, counts, groupKeys, log.lookUps)) {
    return { shares: known, isMeasured: false, isSequential };
  }
  const total = Math.max(1, log.lookUps);
  return { shares: counts.map((count) => count / total), isMeasured: true, isSequential };
}

/** Each group as popular as it was in the run, and in each of them its keys as the drawing says. */
function inGroups(ofGroup: Float64Array, counts: Float64Array): Float64Array {
  const size = ofGroup.length;
  const total = Math.max(1, sumOf(counts));
  const shares = new Float64Array(counts.length);
  for (let from = 0; from < counts.length; from += size) {
    const groupShare = sumOf(counts.subarray(from, from + size)) / total;
    for (let key = 0; key < size; key++) shares[from + key] = groupShare * ofGroup[key]!;
  }
  return shares;
}

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);

function sharesOf(keys: Keys, keyCount: number): Float64Array | null {
  if (keys.count > keyCount) return null;
  const shares = new Float64Array(keyCount);
  if (keys.distribution === 'zipf') shares.set(zipfShares(keys.count, keys.exponent));
  else if (keys.distribution === 'uniform') shares.fill(1 / keys.count, 0, keys.count);
  else {
    const hot = Math.min(keys.count, Math.max(1, Math.round(keys.count * keys.hotKeysRatio)));
    const cold = keys.count - hot;
    const hotShare = cold === 0 ? 1 : keys.hotTrafficRatio;
    shares.fill(hotShare / hot, 0, hot);
    if (cold > 0) shares.fill((1 - hotShare) / cold, hot, keys.count);
  }
  return shares;
}

/** Keys compared one by one, and accesses that such a comparison needs. */
const KEYS_COMPARED = 50;
const EXPECTED_LEAST = 20;

/**
 * Whether the accesses look drawn from these shares: a cache in front takes the popular keys away, a shard sees a part
 * of them, sessions have keys of their own. Six standard deviations and 5 %, so that chance alone never fails it.
 */
function fits(
  shares: Float64Array,
  counts: Float64Array,
  groupKeys: number,
  lookUps: number,
): boolean {
  for (let key = 0; key < shares.length; key++) {
    const expected = shares[key]! * lookUps;
    if (key % groupKeys >= KEYS_COMPARED || expected < EXPECTED_LEAST) continue;
    const gap = Math.abs(counts[key]! - expected);
    if (gap > 6 * Math.sqrt(expected) + 0.05 * expected) return false;
  }
  let seen = 0;
  let expectedSeen = 0;
  for (let key = 0; key < shares.length; key++) {
    if (counts[key]! > 0) seen++;
    expectedSeen += 1 - missedAltogether(shares[key]!, lookUps);
  }
  return Math.abs(seen - expectedSeen) <= 6 * Math.sqrt(expectedSeen) + 0.05 * expectedSeen;
}

/** (1 − share)^n as (1 − share × n / 2^20)^(2^20): squared twenty times, to the fourth digit. */
function missedAltogether(share: number, n: number): number {
  let chance = Math.max(0, 1 - (share * n) / 2 ** 20);
  for (let i = 0; i < 20; i++) chance *= chance;
  return chance;
}
