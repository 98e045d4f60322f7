/**
 * Processors that share their time: M/G/1 with processor sharing, where the mean knows nothing of the distribution but
 * its mean, several processors, and the universal scalability law.
 */
import { describe, expect, it } from 'vitest';
import { type ScalingLaw, sharedProcessors } from '../../src/base/queueing.ts';
import type { Distribution } from '../../src/kinds/fields.ts';
import {
  expectTheory,
  meanLatency,
  type TheoryClaim,
  utilizationOf,
} from '../support/agreement.ts';
import {
  client,
  constant,
  exponential,
  oneKey,
  poisson,
  request,
  station,
  timesFor,
  work,
} from '../support/designs.ts';
import { scenarioFrom } from '../support/replications.ts';

const SERVICE_MS = 10;
const MANY = 100_000;
const perfect = { contention: 0, coherency: 0 };

const services: readonly { readonly name: string; readonly service: Distribution }[] = [
  { name: 'exponential', service: exponential(SERVICE_MS) },
  { name: 'constant', service: constant(SERVICE_MS) },
  { name: 'gamma of cv 2', service: { dist: 'gamma', meanMs: SERVICE_MS, cv: 2 } },
];

describe('one processor, shared: the mean is S ÷ (1 − ρ), whatever the distribution', () => {
  it.each(services)('$name', ({ service }) => {
    for (const rho of [0.5, 0.8]) {
      const ratePerSec = (1000 * rho) / SERVICE_MS;
      const law = { cores: 1, ...perfect };
      expect(
        sharedProcessors({ ratePerSec, serviceMs: SERVICE_MS, slots: MANY }, law).meanMs,
      ).toBeCloseTo(SERVICE_MS / (1 - rho), 6);
      expectTheory(server({ ratePerSec, service, law, customers: 40_000 }), [
        meanLatency(SERVICE_MS / (1 - rho), 0.05),
        processorsBusy(rho),
      ]);
    }
  });
});

describe('four processors, shared: as M/M/4, whatever the distribution', () => {
  it.each(services)('$name, at ρ 0.8', ({ service }) => {
    const ratePerSec = 320;
    const law = { cores: 4, ...perfect };
    const theory = sharedProcessors({ ratePerSec, serviceMs: SERVICE_MS, slots: MANY }, law);
    // Erlang: 10 ms and 0.746 of them in line.
    expect(theory.meanMs).toBeCloseTo(17.46, 2);
    expectTheory(server({ ratePerSec, service, law, customers: 40_000 }), [
      meanLatency(theory.meanMs, 0.04),
      processorsBusy(0.8),
      {
        ...processorsBusy(0.8),
        figure: 'utilization, of what is scarcer',
        of: ({ nodes }) => nodes.server!.utilization!,
      },
    ]);
  });

  it('more slots than processors, fewer than there are requests: the rest waits in line', () => {
    const law = { cores: 4, ...perfect };
    const queue = { ratePerSec: 320, serviceMs: SERVICE_MS, slots: 6 };
    const { meanMs } = sharedProcessors(queue, law);
    const scenario = server({ ...queue, service: exponential(SERVICE_MS), law, customers: 40_000 });
    expectTheory(scenario, [meanLatency(meanMs, 0.04), processorsBusy(0.8)]);
  });

  it('slots below the processors are what is scarce', () => {
    const law = { cores: 64, ...perfect };
    const scenario = server({
      ratePerSec: 80,
      slots: 1,
      service: exponential(SERVICE_MS),
      law,
      customers: 40_000,
    });
    expectTheory(scenario, [
      meanLatency(SERVICE_MS / (1 - 0.8), 0.06),
      utilizationOf('server', 0.8, 0.02),
    ]);
  });
});

describe('the universal scalability law', () => {
  const law: ScalingLaw = { cores: 8, contention: 0.05, coherency: 0.001 };

  it.each(services)(
    '8 processors of σ 0.05 and κ 0.001 at four fifths of what they can do: $name',
    ({ service }) => {
      const most = (100 * 8) / (1 + 0.05 * 7 + 0.001 * 56);
      const ratePerSec = 0.8 * most;
      const theory = sharedProcessors({ ratePerSec, serviceMs: SERVICE_MS, slots: MANY }, law);
      expectTheory(server({ ratePerSec, service, law, customers: 40_000 }), [
        meanLatency(theory.meanMs, 0.04),
        processorsBusy(theory.busy / 8),
      ]);
    },
  );
});

function processorsBusy(share: number): TheoryClaim {
  return {
    figure: 'utilization of the processors',
    theory: share,
    within: 0.02,
    of: ({ nodes }) => nodes.server!.processorUtilization as number,
  };
}

function server(of: {
  readonly ratePerSec: number;
  readonly slots?: number;
  readonly service: Distribution;
  readonly law: ScalingLaw;
  readonly customers: number;
}) {
  const { ratePerSec, slots = MANY, service, law, customers } = of;
  const servers = Math.min(slots, law.cores);
  return scenarioFrom({
    version: 1,
    ...timesFor({ ratePerSec, serviceMs: SERVICE_MS, servers, customers }),
    nodes: [
      client('client', { arrival: poisson(ratePerSec), operations: [...work], keys: oneKey }),
      station('server', { slots, service, processors: law }),
    ],
    edges: [request('client', 'server')],
  });
}
