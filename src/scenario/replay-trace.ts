/** A cache policy by itself: plays the text of a trace through it. For the command line and the experiments. */
import { Streams } from '../base/random.ts';
import { belady } from '../kinds/cache/policies/belady.ts';
import { policyNames } from '../kinds/cache/policies/policies.ts';
import { type ReplayResult, replay } from '../kinds/cache/policies/replay.ts';
import { densify, parseTrace } from '../kinds/cache/policies/trace.ts';
import { closest } from './suggest.ts';

export type { ReplayResult };

/** Of traces that people keep, none needs more; a slip of the finger would. */
export const CAPACITY_MAX = 1_000_000_000;
/** Only `random` draws; its luck is the same in every replay. */
const SEED = 1;

/** Not a policy, since it knows the future: the best any policy could do, a newcomer refused where that is better. */
const BOUND = 'belady';
const replayable: readonly string[] = [...policyNames, BOUND];

/** Throws an error whose message says what was expected. */
export function replayTrace(input: {
  readonly policy: string;
  readonly capacityKeys: number;
  readonly text: string;
}): ReplayResult {
  const policy = policyNames.find((name) => name === input.policy);
  if (policy === undefined && input.policy !== BOUND) throw new Error(unknownPolicy(input.policy));
  const { capacityKeys } = input;
  if (!Number.isInteger(capacityKeys) || capacityKeys < 0 || capacityKeys > CAPACITY_MAX) {
    throw new Error(
      `capacity: expected a whole number from 0 to ${CAPACITY_MAX}, got ${capacityKeys}`,
    );
  }
  const { trace, keyCount } = densify(parseTrace(input.text));
  if (policy === undefined) return belady({ capacityKeys, trace, keyCount, mayBypass: true });
  const streams = new Streams(SEED);
  const stream = streams.named('replay', 'eviction');
  return replay({ policy, capacityKeys, trace, keyCount, draw: (n) => streams.below(stream, n) });
}

function unknownPolicy(name: string): string {
  const near = closest(name, replayable);
  const help = near ? `; did you mean ${near}?` : '';
  return `policy: expected one of ${replayable.join(', ')}, got ${JSON.stringify(name)}${help}`;
}
