/** The formulas themselves, against figures that others computed (domain reference §8.2) and against each other. */
import { describe, expect, it } from 'vitest';
import { erlangB, pollaczekKhinchineMs, sojournMs, waitMs } from '../../src/base/queueing.ts';
import { fifoHitRatio, lruHitRatio, zipfShares } from '../../src/kinds/cache/prediction.ts';
import { gammaCdf, generalServiceQuantilesMs, normalCdf } from './general-service.ts';
import {
  constantServiceQuantileMs,
  countedSojourns,
  customersFor,
  dealtInTurnMs,
  exponentialQuantileMs,
  finiteQueue,
  finiteQueueQuantileMs,
  lognormal,
  machineRepair,
  machineRepairQuantileMs,
  meanValueAnalysis,
  quantileMs,
  sojournQuantileMs,
  sumTail,
  ttlHitRatio,
  twoStageQuantileMs,
  twoStationsQuantileMs,
} from './queueing.ts';

/** Mean wait ÷ service time of M/M/c, by load of a server and number of servers. */
const waits: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  '0.5': { 1: 1.0, 2: 0.333, 4: 0.087, 8: 0.015, 16: 0.001 },
  '0.7': { 1: 2.333, 2: 0.961, 4: 0.357, 8: 0.113, 16: 0.027, 32: 0.004 },
  '0.8': { 1: 4.0, 2: 1.778, 4: 0.746, 8: 0.286, 16: 0.095, 32: 0.025, 64: 0.004 },
  '0.9': { 1: 9.0, 2: 4.263, 4: 1.969, 8: 0.877, 16: 0.37, 32: 0.143, 64: 0.049 },
  '0.95': { 1: 19.0, 2: 9.256, 4: 4.457, 8: 2.11, 16: 0.975, 32: 0.435, 64: 0.184 },
};

describe.each(Object.entries(waits))('at %s of its capacity', (rho, row) => {
  it.each(Object.entries(row))('M/M/%s waits as the table says', (servers, wait) => {
    const queue = { ratePerSec: Number(rho) * Number(servers), serviceMs: 1000, servers: +servers };
    const decimals = wait >= 9.2 ? 2 : 3;
    expect(waitMs(queue) / 1000).toBeCloseTo(wait, decimals);
  });
});

it('M/M/1 is the exponential that every text has', () => {
  const queue = { ratePerSec: 80, serviceMs: 10, servers: 1 };
  expect(sojournMs(queue)).toBeCloseTo(50, 9);
  expect(sojournQuantileMs(queue, 0.99)).toBeCloseTo(50 * Math.log(100), 6);
  expect(exponentialQuantileMs(50, 0.99)).toBeCloseTo(50 * Math.log(100), 9);
});

it('what a long run counts is what there is; a short one misses the variance ÷ its length', () => {
  const queue = { ratePerSec: 80, serviceMs: 10, servers: 1 };
  const long = countedSojourns(queue, 1e9);
  expect(long.meanMs).toBeCloseTo(50, 4);
  expect(long.quantileMs(0.99)).toBeCloseTo(50 * Math.log(100), 3);
  expect(countedSojourns(queue, 50_000).meanMs).toBeCloseTo(50 - 50 ** 2 / 50_000, 3);
});

it('the quantiles of M/M/2 have their limit where both exponentials meet', () => {
  const near = (load: number) =>
    sojournQuantileMs({ ratePerSec: load, serviceMs: 1000, servers: 2 }, 0.99);
  expect(near(1)).toBeCloseTo((near(1 - 1e-6) + near(1 + 1e-6)) / 2, 3);
});

it('a queue without room is Erlang B, one with much room is M/M/c', () => {
  const queue = { ratePerSec: 6, serviceMs: 1000, servers: 8 };
  expect(finiteQueue(queue, 8).blocked).toBeCloseTo(erlangB(6, 8), 12);
  expect(finiteQueue(queue, 400).sojournMs).toBeCloseTo(sojournMs(queue), 6);
  expect(erlangB(10, 10)).toBeCloseTo(0.2146, 4);
});

it('the quantiles of a queue with much room are those of M/M/1, with room for one those of service', () => {
  const queue = { ratePerSec: 70, serviceMs: 10, servers: 1 };
  const [roomy, bare] = [400, 1].map((room) => finiteQueueQuantileMs(queue, room, 0.9));
  expect(roomy).toBeCloseTo(sojournQuantileMs(queue, 0.9), 6);
  expect(bare).toBeCloseTo(exponentialQuantileMs(10, 0.9), 6);
});

it('runs of M/M/1 are as long as its known variance asks for', () => {
  // Of the number inside, over time: 2ρ(1 + ρ) / (1 − ρ)⁴ in units of the service time (Whitt 1989).
  const variance = (2 * 0.8 * 1.8) / 0.2 ** 4;
  const relative = (0.8 * variance) / 4 ** 2;
  const queue = { ratePerSec: 80, serviceMs: 10, servers: 1 };
  expect(customersFor(queue, 0.03)).toBeCloseTo(relative * ((1.3 * 2.861) / 0.03) ** 2, -3);
});

it('Pollaczek and Khinchine give M/M/1 for a variance of one, half the wait for none', () => {
  const queue = { ratePerSec: 80, serviceMs: 10 };
  expect(pollaczekKhinchineMs(queue, 1)).toBeCloseTo(50, 9);
  expect(pollaczekKhinchineMs(queue, 0)).toBeCloseTo(30, 9);
});

it('the quantiles of M/D/1 have the mean of Pollaczek and Khinchine', () => {
  const queue = { ratePerSec: 80, serviceMs: 10 };
  const n = 20_000;
  let total = 0;
  // The uppermost fifty-thousandth is beyond the series, and cannot move the mean by a hundredth.
  for (let i = 0; i < n; i++) total += constantServiceQuantileMs(queue, (i + 0.5) / n);
  expect(total / n).toBeCloseTo(30, 1);
});

describe('the quantiles of M/G/1', () => {
  const queue = { ratePerSec: 80, serviceMs: 10 };

  it('are those of M/M/1 where service is exponential', () => {
    const found = generalServiceQuantilesMs(queue, (ms) => 1 - Math.exp(-ms / 10), [0.5, 0.99]);
    expect(found[0]).toBeCloseTo(50 * Math.log(2), 2);
    expect(found[1]).toBeCloseTo(50 * Math.log(100), 2);
  });

  it('are those of M/D/1 where it is constant', () => {
    const found = generalServiceQuantilesMs(queue, (ms) => (ms < 10 ? 0 : 1), [0.5, 0.9, 0.99]);
    for (const [i, p] of [0.5, 0.9, 0.99].entries()) {
      expect(found[i]).toBeCloseTo(constantServiceQuantileMs(queue, p), 2);
    }
  });

  it.each([0.25, 4])(
    'have the mean of Pollaczek and Khinchine for a gamma of shape %s',
    (shape) => {
      const ps = Array.from({ length: 20_000 }, (_, i) => (i + 0.5) / 20_000);
      const cdf = (ms: number) => gammaCdf(shape, (ms * shape) / 10);
      const times = generalServiceQuantilesMs(queue, cdf, ps);
      const mean = times.reduce((total, ms) => total + ms, 0) / ps.length;
      expect(mean / pollaczekKhinchineMs(queue, 1 / shape)).toBeCloseTo(1, 3);
    },
  );
});

it('the incomplete gamma function is the Erlang, the error function and a tabled value', () => {
  expect(gammaCdf(3, 2)).toBeCloseTo(1 - 5 * Math.exp(-2), 12);
  expect(normalCdf(1.6448536269514722)).toBeCloseTo(0.95, 12);
  expect(normalCdf(-1.6448536269514722)).toBeCloseTo(0.05, 12);
  expect(gammaCdf(0.25, 0.25)).toBeCloseTo(0.7436779447314611, 9);
});

it('dealing in turn: one server is M/M/1, ten are as the reference says', () => {
  expect(dealtInTurnMs({ ratePerSec: 80, serviceMs: 10, servers: 1 })).toBeCloseTo(50, 6);
  expect(dealtInTurnMs({ ratePerSec: 900, serviceMs: 10, servers: 10 })).toBeCloseTo(56.6, 1);
});

it('two stages of nearly the same mean are an Erlang distribution', () => {
  expect(twoStageQuantileMs(10, 10.0001, 0.99)).toBeCloseTo(66.38, 1);
});

it('adds up two exponentials to what their formula says', () => {
  const both = sumTail(
    (ms) => Math.exp(-ms / 25),
    (ms) => Math.exp(-ms / 40),
  );
  expect(quantileMs(both, 0.99)).toBeCloseTo(twoStageQuantileMs(25, 40, 0.99), 2);
});

describe('the quantiles of closed systems', () => {
  const many = Array.from({ length: 200 }, (_, i) => (i + 0.5) / 200);
  const meanOf = (quantile: (p: number) => number) =>
    many.reduce((total, p) => total + quantile(p), 0) / many.length;

  it('have the mean of machine repair', () => {
    const system = { users: 12, thinkMs: 30, serviceMs: 10, servers: 2 };
    const mean = meanOf((p) => machineRepairQuantileMs(system, p));
    expect(mean / machineRepair(system).sojournMs).toBeCloseTo(1, 2);
  });

  it('have the mean of mean value analysis, and with one station of no time are machine repair', () => {
    const mean = meanOf((p) => twoStationsQuantileMs(3, 20, [10, 6], p));
    expect(mean / meanValueAnalysis(3, 20, [10, 6]).sojournMs).toBeCloseTo(1, 2);
    const alone = machineRepairQuantileMs(
      { users: 6, thinkMs: 50, serviceMs: 10, servers: 1 },
      0.9,
    );
    expect(twoStationsQuantileMs(6, 50, [10, 1e-6], 0.9)).toBeCloseTo(alone, 2);
  });
});

it('mean value analysis and the birth–death process agree', () => {
  const exact = machineRepair({ users: 20, thinkMs: 100, serviceMs: 10, servers: 1 });
  const mva = meanValueAnalysis(20, 100, [10]);
  expect(mva.sojournMs).toBeCloseTo(exact.sojournMs, 9);
  expect(mva.throughputPerSec).toBeCloseTo(exact.throughputPerSec, 9);
});

it('caches of uniform keys hit as often as they hold', () => {
  const shares = zipfShares(1000, 0);
  expect(lruHitRatio(shares, 100)).toBeCloseTo(0.1, 9);
  expect(fifoHitRatio(shares, 100)).toBeCloseTo(0.1, 9);
  expect(ttlHitRatio(shares, 1000, 1000)).toBeCloseTo(0.5, 9);
});

it("Che's approximation is where the reference's simulations are", () => {
  expect(lruHitRatio(zipfShares(100_000, 0.9), 10_000)).toBeCloseTo(0.605, 2);
  expect(fifoHitRatio(zipfShares(100_000, 1), 10_000)).toBeCloseTo(0.7, 2);
});

it('a lognormal from 1 to 10 has mean 4.04 and squared variation 0.63', () => {
  expect(lognormal(1, 10).meanMs).toBeCloseTo(4.04, 2);
  expect(lognormal(1, 10).scv).toBeCloseTo(0.63, 2);
});
