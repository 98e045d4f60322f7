/**
 * The traces and miss counts that policies are checked against. Two traces are synthetic and made
 * here; five are other people's, which stay in a folder beside the project and are read where that
 * is present.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { type DenseTrace, densify, parseTrace } from '../../src/kinds/cache/policies/trace.ts';

/** First characters of the sha256 of each trace as text, one key a line. */
const fingerprints = {
  zipf099: 'c6cf9fbb62a676bb',
  loop1200: '12f50557e03e3ab2',
  web07: '3a00331ac81d08a1',
  cloudphysicsio: '5595429959c70467',
  multi2: '1eb04dca3c294970',
  gli: '437c17a78599feb4',
  sprite: 'e4620bb83c09fb22',
};

export type TraceName = keyof typeof fingerprints;

export const syntheticTraces = ['zipf099', 'loop1200'] as const satisfies TraceName[];

export const otherPeoplesTraces = [
  'web07',
  'cloudphysicsio',
  'multi2',
  'gli',
  'sprite',
] as const satisfies TraceName[];

const folder = new URL('../../../shared/cache-oracle/', import.meta.url);
export const hasOtherPeoplesTraces = existsSync(folder);
export const whySkipped =
  "other people's traces are not part of the project: put them into ../shared/cache-oracle to run this";

export function loadTrace(name: TraceName): DenseTrace {
  const text = textOf(name);
  const sha256 = createHash('sha256').update(text).digest('hex');
  if (!sha256.startsWith(fingerprints[name])) throw new Error(`trace ${name}: not the known one`);
  return densify(parseTrace(text));
}

function textOf(name: TraceName): string {
  if (name === 'zipf099') return inLines(densify(zipfKeys()).trace);
  if (name === 'loop1200') return inLines(Int32Array.from({ length: 60_000 }, (_, i) => i % 1200));
  return gunzipSync(readFileSync(new URL(`traces/${name}.txt.gz`, folder))).toString();
}

function inLines(keys: Int32Array): string {
  return `${keys.join('\n')}\n`;
}

/** 200,000 draws from 100,000 keys with popularity 1 / rank^0.99. */
function zipfKeys(): number[] {
  const cumulated = new Float64Array(100_000);
  let total = 0;
  for (let i = 0; i < cumulated.length; i++) {
    total += 1 / (i + 1) ** 0.99;
    cumulated[i] = total;
  }
  const next = splitMix64(20240602n);
  return Array.from({ length: 200_000 }, () => {
    const u = Number(next() >> 11n) / 2 ** 53;
    return firstAbove(cumulated, u * total);
  });
}

/** Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014. */
function splitMix64(seed: bigint): () => bigint {
  let state = seed;
  return () => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let z = state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
  };
}

function firstAbove(rising: Float64Array, value: number): number {
  let low = 0;
  let high = rising.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value < rising[middle]!) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** One line of a table of expected results. */
export interface ExpectedRow {
  readonly policy: string;
  readonly variant: string;
  readonly capacityKeys: number;
  readonly misses: number;
}

/** The exact miss counts for a trace, each found by at least two independent programs. */
export function expectedRows(trace: TraceName): ExpectedRow[] {
  return linesFor(trace, { own: 'data/expected.csv', shared: 'expected.csv' }).map((fields) => ({
    policy: fields[1]!,
    variant: fields[2]!,
    capacityKeys: Number(fields[3]),
    misses: Number(fields[5]),
  }));
}

export interface ExpectedMean {
  readonly capacityKeys: number;
  readonly missRatio: number;
  readonly tolerance: number;
}

/** Mean miss ratios of random eviction over 20 seeds. */
export function expectedMeans(trace: TraceName): ExpectedMean[] {
  const lines = linesFor(trace, { own: 'data/expected-random.csv', shared: 'expected_approx.csv' });
  return lines
    .filter(
      ([, policy, variant]) => `${policy} ${variant}` === 'Random uniform victim among C residents',
    )
    .map((fields) => ({
      capacityKeys: Number(fields[3]),
      missRatio: Number(fields[6]),
      tolerance: Number(fields[9]),
    }));
}

function linesFor(trace: TraceName, files: { own: string; shared: string }): string[][] {
  const isSynthetic = syntheticTraces.some((name) => name === trace);
  const file = isSynthetic ? new URL(files.own, import.meta.url) : new URL(files.shared, folder);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => line.split(',')).filter(([name]) => name === trace);
}
