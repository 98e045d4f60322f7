/**
 * Failover by DNS (domain §1.6): detection, then what is left of the answers' lives, U(0, TTL), then the stragglers.
 */
import { expect, it } from 'vitest';
import type { Summary } from '../../src/sim/summary.ts';
import { client, noTime, oneKey, passage, poisson, request, work } from '../support/designs.ts';
import { expectAgreement, replicate, scenarioFrom, suiteLevel } from '../support/replications.ts';

const crashMs = 100_000;
const ratePerSec = 20;
const resolvers = 40;
const ttlMs = 60_000;

/** Two sites, the first dead for good; Route 53's checks. */
function failover(stragglers: { ratio: number; factor: number }, afterMs: number): Summary[] {
  const scenario = scenarioFrom({
    version: 1,
    durationMs: crashMs + afterMs,
    nodes: [
      client('client', { arrival: poisson(ratePerSec), operations: [...work], keys: oneKey }),
      {
        id: 'dns',
        kind: 'dns',
        params: {
          record: 'failover',
          ttlMs,
          resolvers,
          lookup: noTime,
          stragglers,
          healthCheck: { intervalMs: 30_000, threshold: 3 },
        },
      },
      passage('site-1'),
      passage('site-2'),
    ],
    edges: [request('client', 'dns'), request('dns', 'site-1'), request('dns', 'site-2')],
    faults: [{ kind: 'crash', target: 'site-1', atMs: crashMs }],
  });
  return replicate(scenario);
}

const detectionsOf = (runs: readonly Summary[]) =>
  runs.map(({ timeline }) => {
    const ejected = timeline.filter(({ event }) => event === 'ejected');
    expect(ejected).toHaveLength(1);
    return (ejected[0]!.atMs - crashMs) / 1000;
  });

/** For how long people fail, a person: what failed, at this rate. */
const failingOf = (runs: readonly Summary[]) =>
  runs.map(({ requests }) => requests.failed / ratePerSec);

/** Half a life, for those who hold an answer at all: the next one is asked for when it is needed. */
function residual(lifeSec: number): number {
  const untilNeeded = resolvers / ratePerSec;
  return lifeSec ** 2 / (2 * (lifeSec + untilNeeded));
}

it('three missed checks of 30 s, then half a TTL on average', () => {
  const runs = failover({ ratio: 0, factor: 1 }, 200_000);
  const detections = detectionsOf(runs);
  expect(Math.min(...detections)).toBeGreaterThanOrEqual(60);
  expect(Math.max(...detections)).toBeLessThanOrEqual(90);
  expectAgreement({ figure: 'detection, s', theory: 75, values: detections }, suiteLevel);
  const left = failingOf(runs).map((failing, i) => failing - detections[i]!);
  expectAgreement({ figure: 'after it, s', theory: residual(60), values: left }, suiteLevel);
  // Nobody keeps an answer longer than a TTL.
  expect(Math.max(...left)).toBeLessThan(ttlMs / 1000);
});

it('one in twenty keeps the answer ten times as long', () => {
  const runs = failover({ ratio: 0.05, factor: 10 }, 700_000);
  const detections = detectionsOf(runs);
  const left = failingOf(runs).map((failing, i) => failing - detections[i]!);
  const theory = 0.95 * residual(60) + 0.05 * residual(600);
  expectAgreement({ figure: 'after detection, s', theory, values: left }, suiteLevel);
});
