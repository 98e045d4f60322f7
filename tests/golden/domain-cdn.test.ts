/** Hit ratios of places that each have a cold cache of their own, and what a shield saves the origin (domain §5.6). */
import { describe, it } from 'vitest';
import type { ScenarioFile } from '../../src/scenario/schema.ts';
import { client, noTime, passage, poisson, request, work } from '../support/designs.ts';
import { expectAgreement, replicate, scenarioFrom, suiteLevel } from '../support/replications.ts';

type CdnNode = Extract<ScenarioFile['nodes'][number], { kind: 'cdn' }>;
type CdnParams = NonNullable<CdnNode['params']>;
type ClientNode = Extract<ScenarioFile['nodes'][number], { kind: 'client' }>;
type Keys = NonNullable<NonNullable<ClientNode['params']>['keys']>;

const ttlMs = 1000;
const ratePerSec = 500;
const measuredMs = 10_000;

function behind(params: CdnParams, keys: Keys) {
  const scenario = scenarioFrom({
    version: 1,
    // All copies begin in step. Ten lives, each ended by the next call, are enough for them to fall out of it.
    warmupMs: 10 * ttlMs,
    durationMs: 10 * ttlMs + measuredMs,
    nodes: [
      client('client', { arrival: poisson(ratePerSec), operations: [...work], keys }),
      { id: 'cdn', kind: 'cdn', params: { access: noTime, ttlMs, ...params } },
      passage('origin'),
    ],
    edges: [request('client', 'cdn'), request('cdn', 'origin')],
  });
  return replicate(scenario).map(({ nodes }) => ({
    hitRatio: nodes.cdn!.hitRatio as number,
    originPerSec: (nodes.origin!.arrived * 1000) / measuredMs,
  }));
}

const hit = (callsInALife: number) => callsInALife / (1 + callsInALife);
const uniform = { distribution: 'uniform', count: 250 } as const;
/** Of one key, in one life of a copy. */
const calls = ((ratePerSec / uniform.count) * ttlMs) / 1000;

describe('keys all alike', () => {
  it.each([1, 10, 50])('%d places: (λ/P)T ÷ (1 + (λ/P)T)', (pops) => {
    const runs = behind({ pops }, uniform);
    const theory = hit(calls / pops);
    expectAgreement(
      { figure: 'hit ratio', theory, values: runs.map(({ hitRatio }) => hitRatio) },
      suiteLevel,
    );
    expectAgreement(
      {
        figure: 'origin calls a second',
        theory: ratePerSec * (1 - theory),
        values: runs.map(({ originPerSec }) => originPerSec),
      },
      suiteLevel,
    );
  });

  it('a shield: one fetch a key and life, however many places', () => {
    for (const pops of [1, 20]) {
      const shield = { enabled: true, roundTrip: noTime };
      const runs = behind({ pops, shield }, uniform);
      // A copy lives for its time and until the next call anywhere.
      const theory = uniform.count / (ttlMs / 1000 + uniform.count / ratePerSec);
      const values = runs.map(({ originPerSec }) => originPerSec);
      expectAgreement({ figure: `origin, ${pops} places`, theory, values }, suiteLevel);
    }
  });
});

it('Zipf keys: the popular are found, each at its own rate', () => {
  const count = 1000;
  const pops = 10;
  const weights = Array.from({ length: count }, (_, i) => (i + 1) ** -1);
  const sum = weights.reduce((a, b) => a + b);
  const theory = weights.reduce((all, weight) => {
    const share = weight / sum;
    return all + share * hit((((ratePerSec * share) / pops) * ttlMs) / 1000);
  }, 0);
  const runs = behind({ pops }, { distribution: 'zipf', count, exponent: 1 });
  const values = runs.map(({ hitRatio }) => hitRatio);
  expectAgreement({ figure: 'hit ratio', theory, values }, suiteLevel);
});
