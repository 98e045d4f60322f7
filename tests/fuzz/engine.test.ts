/**
 * The engine against 2,000 scenarios that nobody would draw, and its door against as many spoilt files and links. A
 * failure names the seed, prints the scenario and the command that runs it again; `npm run fuzz -- --runs 200000` looks
 * longer.
 */
import { describe, it } from 'vitest';
import { type Check, checks, readings } from './checks.ts';

/** Fixed, so that the gate says the same on every day; the long search takes others. */
const seed = 20260101;
const RUNS = 2000;
/** Some 2,000 scenarios take half a minute of one core. */
const TIMEOUT_MS = 240_000;

function tries(among: readonly Check[]): void {
  it.each(among)(
    '$name',
    ({ run }) => run({ numRuns: Math.ceil(RUNS / among.length), seed, shrinks: false }),
    TIMEOUT_MS,
  );
}

describe(`random scenarios, seed ${seed}`, () => tries(checks));
describe(`what comes in, seed ${seed}`, () => tries(readings));
