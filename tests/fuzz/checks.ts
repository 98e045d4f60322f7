/** The properties with the scenarios they are tried on: one table for the gate and for the long search. */
import fc from 'fast-check';
import { spoiltFiles, spoiltLinks } from './mutations.ts';
import {
  drains,
  isIndifferent,
  keepsItsWord,
  looksWithoutTouching,
  rewinds,
  runsTheSame,
} from './properties.ts';
import { drainingScenarios, failoverScenarios, scenarios } from './scenarios.ts';

const ratios = fc.nat(100).map((percent) => percent / 100);

export interface CheckOptions {
  readonly numRuns: number;
  readonly seed: number;
  /** False: the first failing scenario is shown as it is. Making it smaller takes minutes. */
  readonly shrinks: boolean;
}

export interface Check {
  readonly name: string;
  readonly run: (options: CheckOptions) => Promise<void>;
}

export const checks: readonly Check[] = [
  check(
    'keep every acknowledged write and every message, or say so',
    fc.property(scenarios, keepsItsWord),
  ),
  check(
    'keep every acknowledged write through failover upon failover',
    fc.property(failoverScenarios, keepsItsWord),
  ),
  check(
    'come back exactly into the middle of a failover',
    fc.property(failoverScenarios, ratios, rewinds),
  ),
  check(
    'run the same twice, in any slices, recorded or not, with balanced books',
    fc.property(scenarios, runsTheSame),
  ),
  check(
    'run the same in any order of the file, wherever the nodes stand, whatever their labels',
    fc.property(scenarios, fc.nat(12), isIndifferent),
  ),
  check(
    'come back exactly to a checkpoint, and to the same end from there',
    fc.property(scenarios, ratios, rewinds),
  ),
  check(
    'are left as they were by a close-up',
    fc.property(scenarios, ratios, looksWithoutTouching),
  ),
  check('leave no call behind once arrivals have stopped', fc.property(drainingScenarios, drains)),
];

/** What comes in from outside; a run is a file or a link read. */
export const readings: readonly Check[] = [
  check('(as spoilt files) are refused in words or run, and soon', spoiltFiles),
  check('(as spoilt links) are refused in words or run, and soon', spoiltLinks),
];

function check<T>(name: string, property: fc.IRawProperty<T>): Check {
  return {
    name,
    async run({ numRuns, seed, shrinks }) {
      const details = await fc.check(property, { numRuns, seed, endOnFailure: !shrinks });
      if (!details.failed) return;
      const reason = details.errorInstance instanceof Error ? details.errorInstance.stack : '';
      throw new Error(
        `random scenarios do not ${name}\n` +
          `again, and smaller: npm run fuzz -- --only '${name}' --runs ${details.numRuns} --seed ${seed} --shrink\n` +
          `scenario: ${JSON.stringify(details.counterexample)}\n${reason}`,
      );
    },
  };
}
