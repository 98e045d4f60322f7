/** Crashes and repairs at random, written as faults, against the arithmetic of availability. */
import { describe, expect, it } from 'vitest';
import type { ScenarioFile } from '../../src/scenario/schema.ts';
import type { Summary } from '../../src/sim/summary.ts';
import { expectTheory } from '../support/agreement.ts';
import {
  balancer,
  client,
  noTime,
  oneKey,
  passage,
  poisson,
  request,
  station,
  work,
} from '../support/designs.ts';
import { scenarioFrom } from '../support/replications.ts';
import {
  atLeast,
  availability,
  type Checks,
  failureRatio,
  type Repairable,
} from './availability.ts';

type FileFault = NonNullable<ScenarioFile['faults']>[number];

const DURATION_MS = 1_000_000;
const WARMUP_MS = 20_000;
const server: Repairable = { upMs: 3000, downMs: 1000 };
const up = availability(server);

const arrivals = client('client', {
  arrival: poisson(10),
  operations: [...work],
  keys: oneKey,
});

describe('the formula', () => {
  const checks = { intervalMs: 1000, fall: 1, rise: 1 };

  it('is 1 − A where nobody looks, and (1 − A)ⁿ where somebody looks all the time', () => {
    const never = failureRatio(3, server, { ...checks, fall: 1000, intervalMs: 100_000 });
    const always = failureRatio(3, server, { ...checks, intervalMs: 1 });
    expect(never).toBeCloseTo(1 - up, 6);
    expect(always).toBeCloseTo((1 - up) ** 3, 3);
  });

  it('of a repair that takes long, a crash costs the time until it is noticed', () => {
    // One in a thousand is down at any time: the others are in rotation, the crashed one for 1.5 intervals on average.
    const rare = { upMs: 1e9, downMs: 1e6 };
    const seen = failureRatio(5, rare, { intervalMs: 1000, fall: 2, rise: 1 });
    expect(seen / (1500 / 1e9)).toBeCloseTo(1, 1);
  });

  it('knows the binomial distribution', () => {
    expect(atLeast(2, 3, 0.9)).toBeCloseTo(0.972, 12);
    expect(atLeast(1, 2, 0.99)).toBeCloseTo(0.9999, 12);
  });
});

describe('three servers that are each up 75 % of the time', () => {
  const servers = station('web', { instances: 3, slots: 1_000_000, service: noTime });
  const faults = (seed: number) =>
    [0, 1, 2].flatMap((instance) =>
      outages(seed, instance).map(
        (times): FileFault => ({ ...times, kind: 'instanceCrash', target: 'web', instance }),
      ),
    );

  it('in turn, whether up or not: 1 − A of the requests fail; k of 3 are up as often as theory says: within 4 %', () => {
    const scenario = (seed: number) => design([servers], [request('client', 'web')], faults(seed));
    expectTheory(scenario, [
      failures(1 - up, 0.04),
      ...[1, 2, 3].map((needed) => ({
        figure: `at least ${needed} up`,
        theory: atLeast(needed, 3, up),
        within: 0.04,
        of: (run: Summary) => shareOfTime(run, 3, needed),
      })),
    ]);
  });

  it.each<{ name: string; checks: Checks; percent: number }>([
    { name: 'that never looks', checks: { intervalMs: 1000, fall: 1000, rise: 2 }, percent: 4 },
    { name: 'every 2 s, fall 1', checks: { intervalMs: 2000, fall: 1, rise: 1 }, percent: 6 },
    { name: 'every 500 ms, fall 3', checks: { intervalMs: 500, fall: 3, rise: 2 }, percent: 5 },
    { name: 'every 100 ms, fall 2', checks: { intervalMs: 100, fall: 2, rise: 2 }, percent: 9 },
    { name: 'every 50 ms, fall 1', checks: { intervalMs: 50, fall: 1, rise: 1 }, percent: 18 },
  ])('behind a balancer, $name: failures within $percent %', ({ checks, percent }) => {
    const healthCheck = { ...checks, timeoutMs: checks.intervalMs };
    const nodes = [balancer('balancer', { algorithm: 'random', healthCheck }), servers];
    const edges = [request('client', 'balancer'), request('balancer', 'web')];
    const scenario = (seed: number) => design(nodes, edges, faults(seed));
    expectTheory(scenario, [failures(failureRatio(3, server, checks), percent / 100)]);
  });
});

it('what needs one after another is up as the product of both: failures within 4 %', () => {
  const parts = ['part-1', 'part-2'];
  const nodes = [passage('front'), ...parts.map(passage)];
  const edges = [request('client', 'front'), ...parts.map((id) => request('front', id))];
  const scenario = (seed: number) =>
    design(
      nodes,
      edges,
      parts.flatMap((target, i) =>
        outages(seed, i).map((times): FileFault => ({ ...times, kind: 'crash', target })),
      ),
    );
  expectTheory(scenario, [failures(1 - up ** 2, 0.04)]);
});

function design(
  nodes: ScenarioFile['nodes'],
  edges: ScenarioFile['edges'] & {},
  faults: readonly FileFault[],
) {
  return scenarioFrom({
    version: 1,
    durationMs: DURATION_MS,
    warmupMs: WARMUP_MS,
    nodes: [arrivals, ...nodes],
    edges,
    faults: [...faults],
  });
}

function failures(theory: number, within: number) {
  return { figure: 'failures', theory, within, of: ({ errorRatio }: Summary) => errorRatio! };
}

/** When one server is down: another luck for every seed and every server. */
function outages(seed: number, index: number): { atMs: number; durationMs: number }[] {
  const random = generator(seed * 1000 + index);
  const exponential = (meanMs: number) => -meanMs * Math.log(1 - random());
  const found: { atMs: number; durationMs: number }[] = [];
  let atMs = exponential(server.upMs);
  while (atMs < DURATION_MS) {
    const durationMs = exponential(server.downMs);
    found.push({ atMs, durationMs });
    atMs += durationMs + exponential(server.upMs);
  }
  return found;
}

/** Uniform on [0, 1): Marsaglia's multiply-with-carry of 1994, two of 16 bits, none of the engine's. */
function generator(seed: number): () => number {
  let z = (seed * 2_654_435_761) % 4_294_967_296 || 1;
  let w = ((seed + 77) * 362_436_069) % 4_294_967_296 || 1;
  const next = () => {
    z = 36_969 * (z % 65_536) + Math.floor(z / 65_536);
    w = 18_000 * (w % 65_536) + Math.floor(w / 65_536);
    return ((z % 65_536) * 65_536 + (w % 65_536)) / 4_294_967_296;
  };
  for (let i = 0; i < 20; i++) next();
  return next;
}

/** From what the run tells of crashes and restarts: the share of the measured time with at least so many up. */
function shareOfTime({ timeline, timelineLeftOut }: Summary, servers: number, needed: number) {
  expect(timelineLeftOut ?? 0).toBe(0);
  let running = servers;
  let sinceMs = WARMUP_MS;
  let enoughMs = 0;
  const until = (ms: number) => {
    const passedMs = Math.max(0, ms - sinceMs);
    if (running >= needed) enoughMs += passedMs;
    sinceMs = Math.max(sinceMs, ms);
  };
  for (const { atMs, event } of timeline) {
    if (event !== 'crashed' && event !== 'restarted') continue;
    until(atMs);
    running += event === 'crashed' ? -1 : 1;
  }
  until(DURATION_MS);
  return enoughMs / (DURATION_MS - WARMUP_MS);
}
