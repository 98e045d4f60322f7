/** The domain reference's figures on autoscalers (§8.1, §10 xi). */
import { describe, expect, it } from 'vitest';
import { runToEnd } from '../../src/scenario/run.ts';
import type { Scenario } from '../../src/scenario/schema.ts';
import type { TimelineEntry } from '../../src/sim/summary.ts';
import {
  balancer,
  client,
  constant,
  evenly,
  oneKey,
  poisson,
  request,
  station,
  work,
} from '../support/designs.ts';
import { expectNear } from '../support/reference.ts';
import { scenarioFrom } from '../support/replications.ts';

const hpa = {
  intervalMs: 15_000,
  lagMs: 15_000,
  tolerance: 0.1,
  newInstances: 'idle',
  upAfter: 1,
  upRatio: 1,
  upCount: 4,
} as const;
const ec2 = {
  intervalMs: 60_000,
  lagMs: 0,
  tolerance: 0,
  newInstances: 'ignored',
  upAfter: 3,
  upRatio: 1000,
  upCount: 0,
  startMs: 120_000,
} as const;

type Autoscale = Readonly<Record<string, number | string>>;

/** The reference's fluid, at a tenth of its rates: 4 servers of 10 a second at 60 %, and ten times the load after 60 s. */
function spiky(autoscale: Autoscale, process: typeof evenly | typeof poisson = evenly): Scenario {
  return scenarioFrom({
    version: 1,
    durationMs: 900_000,
    nodes: [
      client('client', { arrival: process(24), operations: [...work], keys: oneKey }),
      balancer('balancer', { healthCheck: { intervalMs: 3_600_000 } }),
      station('web', {
        instances: 4,
        slots: 1,
        queueLimit: 5,
        service: constant(100),
        autoscale: { targetRatio: 0.6, targetPerSec: 6, max: 40, coldFactor: 1, ...autoscale },
      }),
    ],
    edges: [request('client', 'balancer'), request('balancer', 'web')],
    faults: [{ kind: 'spike', target: 'client', atMs: 60_000, factor: 10 }],
  });
}

const sizesIn = (timeline: readonly TimelineEntry[]) =>
  timeline
    .filter(({ event }) => event === 'scaledUp')
    .map(({ detail }) => Number(detail.match(/to (\d+)/)![1]));

/** Seconds from the spike until 24 servers of 10 a second serve its 240. */
function overloadSec(timeline: readonly TimelineEntry[]): number {
  const serving = timeline.filter(({ event }) => event === 'instanceServing');
  return (serving[24 - 4 - 1]!.atMs - 60_000) / 1000;
}

describe('(xi) ten times the load', () => {
  it.each([
    {
      name: 'HPA on CPU, start 30 s',
      autoscale: { ...hpa, startMs: 30_000 },
      sizes: [7, 12, 20, 34, 40],
      minutes: 4,
      shed: 318_000,
    },
    {
      name: 'HPA on CPU, start 90 s',
      autoscale: { ...hpa, startMs: 90_000 },
      sizes: [7, 12, 20, 34, 40],
      minutes: 8,
      shed: 636_000,
    },
    {
      name: 'HPA on requests a second',
      autoscale: { ...hpa, startMs: 30_000, metric: 'requestsPerSec' },
      sizes: [8, 16, 32, 40],
      minutes: 1.5,
      shed: 156_000,
    },
    {
      name: 'EC2 CPU target tracking, boot 120 s',
      autoscale: ec2,
      sizes: [7, 12, 20, 34, 40],
      minutes: 11,
      shed: 996_000,
    },
    {
      name: 'EC2 requests for each target',
      autoscale: { ...ec2, metric: 'requestsPerSec' },
      sizes: [40],
      minutes: 5,
      shed: 600_000,
    },
  ])('$name: $sizes, over in $minutes minutes', ({ autoscale, sizes, minutes, shed }) => {
    const { requests, timeline } = runToEnd(spiky(autoscale));
    expect(sizesIn(timeline)).toEqual(sizes);
    expectNear('overload ends after, s', overloadSec(timeline), minutes * 60);
    expectNear('shed', requests.failed * 10, shed);
  });

  it('random arrivals change the steps by little', () => {
    const { requests, timeline } = runToEnd(spiky({ ...hpa, startMs: 30_000 }, poisson));
    expectNear('overload ends after, s', overloadSec(timeline), 240);
    expectNear('shed', requests.failed * 10, 318_000);
  });
});
