/**
 * The domain reference's retry storm (§10 i), and what cures it. Ten workers of 10 ms serve 700 a second with a timeout of
 * 1 s; from 20 s to 30 s they are three times slower. Every figure is the mean of three seeds, the reference's is of one.
 */
import { describe, expect, it } from 'vitest';
import type { Scenario, ScenarioFile } from '../../src/scenario/schema.ts';
import {
  client,
  database,
  exponential,
  oneKey,
  poisson,
  reads,
  request,
  station,
  work,
} from '../support/designs.ts';
import { expectNear } from '../support/reference.ts';
import { scenarioFrom } from '../support/replications.ts';
import { meanOf } from '../support/statistics.ts';
import { ratesIn, type Window } from '../support/windows.ts';

type ParamsOf<K extends string> = NonNullable<
  Extract<ScenarioFile['nodes'][number], { kind: K }>['params']
>;

interface Storm {
  readonly ratePerSec?: number;
  readonly client?: ParamsOf<'client'>;
  readonly server?: ParamsOf<'webServer'>;
}

const immediate = { maxRetries: 3, backoff: 'none' } as const;
const jittered = { maxRetries: 3, backoff: 'exponential', jitter: 'full' } as const;

/** While the trigger lasts and its line has grown past the timeout; afterwards; when all that will heal has healed. */
const before = { fromMs: 5000, toMs: 20_000 };
const during = { fromMs: 23_000, toMs: 30_000 };
const after = { fromMs: 40_000, toMs: 60_000 };
const late = { fromMs: 100_000, toMs: 118_000 };

interface Row extends Storm {
  readonly name: string;
  /** Null: not compared here. */
  readonly during?: number | null;
  readonly after: number;
  readonly late: number;
  readonly attempts: number;
}

const rows: readonly Row[] = [
  { name: 'no retries', client: {}, after: 729, late: 693, attempts: 693 },
  {
    name: '3 immediate retries',
    client: { retry: immediate },
    after: 0,
    late: 0,
    attempts: 2821,
  },
  {
    name: '3 retries, full jitter, 0.1 s to 2 s',
    client: { retry: { ...jittered, baseMs: 100, capMs: 2000 } },
    after: 0,
    late: 0,
    attempts: 2786,
  },
  {
    name: '3 retries, full jitter, 1 s to 20 s',
    client: { retry: { ...jittered, baseMs: 1000, capMs: 20_000 } },
    after: 0,
    late: 0,
    attempts: 2778,
  },
  {
    name: 'a breaker of 50 %, open for 5 s',
    client: { retry: immediate, circuitBreaker: {} },
    after: 696,
    late: 709,
    attempts: 709,
  },
  {
    name: 'a breaker open for 60 s, as in resilience4j',
    client: { retry: immediate, circuitBreaker: { openMs: 60_000 } },
    after: 0,
    late: 696,
    attempts: 696,
  },
  {
    name: 'dropping those whose clients have gone',
    client: { retry: immediate },
    server: { dropExpired: true },
    // Below: the reference does not say where its window begins, and here that matters.
    during: null,
    after: 53,
    late: 54,
    attempts: 2739,
  },
  ...[100, 500, 900].map((maxWaitMs) => ({
    name: `dropping who waited more than ${maxWaitMs} ms`,
    client: { retry: immediate },
    server: { maxWaitMs },
    during: 316,
    after: 697,
    late: 690,
    attempts: 690,
  })),
  {
    name: 'the newest first',
    client: { retry: immediate },
    server: { discipline: 'lifo' },
    during: 323,
    after: 708,
    late: 696,
    attempts: 697,
  },
  {
    name: 'a line of 100 and fast refusal',
    client: { retry: immediate },
    server: { queueLimit: 100 },
    during: 323,
    after: 696,
    late: 709,
    attempts: 709,
  },
];

describe('(i) a server of 1,000 a second at 700, three times slower from 20 s to 30 s', () => {
  it.each(rows)('$name', (row) => {
    const measured = stormRates(row, [before, during, after, late]);
    const goodput = measured.map(({ client }) => client);
    expectNear('before', goodput[0]!, 698);
    if (row.during !== null) expectNear('during', goodput[1]!, row.during ?? 0);
    expectNear('after', goodput[2]!, row.after);
    expectNear('late', goodput[3]!, row.late);
    expectNear('attempts', measured[3]!.server, row.attempts);
  });

  it('dropping those whose clients have gone serves hardly anybody else: 7 a second', () => {
    const storm = { client: { retry: immediate }, server: { dropExpired: true } };
    const [early] = stormRates(storm, [{ fromMs: 22_000, toMs: 30_000 }]);
    const [settled] = stormRates(storm, [during]);
    expect(early!.client).toBeGreaterThanOrEqual(7);
    expect(early!.client).toBeLessThan(10);
    expect(settled!.client).toBeLessThanOrEqual(7);
    expect(settled!.client).toBeGreaterThan(0);
  });

  it('CoDel cuts a line that stands, and the storm does not begin', () => {
    const storm = { client: { retry: immediate }, server: { codel: {} } };
    const measured = stormRates(storm, [before, during, after, late]);
    // No row of the reference; any wait limit well below the timeout gives these.
    expectNear('before', measured[0]!.client, 698);
    expectNear('during', measured[1]!.client, 323);
    expectNear('after', measured[2]!.client, 697);
    expectNear('late', measured[3]!.client, 690);
  });

  /**
   * A budget as Finagle's source has it: in any 10 s at most a share of the first attempts and 10 a second, what is spent
   * expiring with what was saved. Each burst of 10 s worth of retries comes at about 21, 31, 41 … s, so by the fluid sum the
   * line is shorter than the timeout from 58.9 s (20 %) or 46.9 s (10 %) on. The reference says 0 and 383 from 40 s to 60 s,
   * and does not say how it keeps its budget: a bucket that refills at once while it is spent, capped at the same 10 s,
   * heals at 67 s and 49 s and gives its figures (0 and 397). What it teaches is the same either way.
   */
  it.each([
    { percent: 20, burst: 1500, bursts: 4, late: 717 },
    { percent: 10, burst: 800, bursts: 3, late: 710 },
  ])('a budget of $percent % heals', ({ percent, burst, bursts, late: reference }) => {
    const retry = { ...immediate, budgetRatio: percent / 100 };
    const measured = stormRates({ client: { retry } }, [before, during, after, late]);
    const goodput = measured.map(({ client }) => client);
    // 700 a second and the bursts come; 333 are served until 30 s and 1,000 then; a line of 1,000 is the timeout.
    const healedAtSec = (30_000 - 3333 - 14_000 - 1000 + bursts * burst) / 300;
    expectNear('before', goodput[0]!, 698);
    expectNear('during', goodput[1]!, 0);
    // 15 % of what could be answered: near 60 s, a second more or less of healing is all there is to compare.
    expectNear('after', goodput[2]! + 700, 700 + (700 * (60 - healedAtSec)) / 20, 0.075);
    expectNear('late', goodput[3]!, reference);
    expectNear('attempts', measured[3]!.server, reference);
  });

  it.each([
    { ratePerSec: 240, late: 240 },
    { ratePerSec: 300, late: 300 },
    { ratePerSec: 400, late: 0 },
    { ratePerSec: 500, late: 0 },
  ])('with 3 retries, $ratePerSec/s: what the trigger leaves room for survives', (row) => {
    const { ratePerSec, late: reference } = row;
    const [rates] = stormRates({ ratePerSec, client: { retry: immediate } }, [late]);
    expectNear('late', rates!.client, reference);
  });

  it('at 900 without retries the line takes 57 s to drain, and nobody is served in time before', () => {
    const seconds = Array.from({ length: 120 }, (_, i) => ({
      fromMs: 1000 * i,
      toMs: 1000 * (i + 1),
    }));
    const runs = [1, 2, 3].map((seed) => {
      const rates = ratesIn({ ...stormy({ ratePerSec: 900 }), seed }, seconds);
      let line = 0;
      const lines = rates.map(({ server }) => {
        line += server!.arrivedPerSec - server!.completedPerSec;
        return line;
      });
      const answers = rates.map(({ client }) => client!.completedPerSec);
      return {
        peak: lines[29]!,
        // A line of 100 is a tenth of a second: what is left of it comes and goes at this load.
        drainedSec: lines.findIndex((length, i) => i >= 30 && length < 100) - 29,
        answeredSec: answers.findIndex((perSec, i) => i >= 30 && perSec > 0) - 29,
      };
    });
    const mean = (of: (run: (typeof runs)[number]) => number) => meanOf(runs.map(of));
    const { peak, drainedSec, answeredSec } = {
      peak: mean((run) => run.peak),
      drainedSec: mean((run) => run.drainedSec),
      answeredSec: mean((run) => run.answeredSec),
    };
    expectNear('peak', peak, (900 - 333) * 10);
    expectNear('drained after', drainedSec, 57);
    // Answers come in time again as soon as the line is shorter than the timeout: 1,000.
    expectNear('answered after', answeredSec, ((900 - 333) * 10 - 1000) / 100);
  });
});

describe("Bronson's example (§3.4): a database good for 300 a second, at 280, one retry after a second", () => {
  it('a network that is gone for 10 s leaves 560 attempts a second and no answers, for ever', () => {
    const scenario = scenarioFrom({
      version: 1,
      durationMs: 300_000,
      nodes: [
        client('client', {
          arrival: poisson(280),
          operations: [...reads],
          keys: oneKey,
          timeoutMs: 1000,
          retry: { maxRetries: 1, backoff: 'none' },
        }),
        database('db', { slots: 3, read: exponential(10) }),
      ],
      edges: [request('client', 'db')],
      // What is sent meanwhile is not lost: connections deliver it when the network is back. A database that stands almost
      // still has the same before it then.
      faults: [{ kind: 'slowdown', factor: 100, target: 'db', atMs: 60_000, durationMs: 10_000 }],
    });
    const [healthy, stuck, ever] = meanRates(scenario, 'db', [
      { fromMs: 10_000, toMs: 60_000 },
      { fromMs: 90_000, toMs: 120_000 },
      { fromMs: 250_000, toMs: 300_000 },
    ]);
    expectNear('before', healthy!.client, 280);
    expectNear('answers, 20 s after', stuck!.client, 0);
    expectNear('answers, minutes after', ever!.client, 0);
    expectNear('attempts', ever!.server, 560);
  });
});

function stormRates(storm: Storm, windows: readonly Window[]): MeanRates[] {
  return meanRates(stormy(storm), 'server', windows);
}

interface MeanRates {
  readonly client: number;
  readonly server: number;
}

/** Answered requests, and attempts that reach the server, a second in each window: means of three seeds. */
function meanRates(scenario: Scenario, server: string, windows: readonly Window[]): MeanRates[] {
  const runs = [1, 2, 3].map((seed) => ratesIn({ ...scenario, seed }, windows));
  return windows.map((_, w) => ({
    client: meanOf(runs.map((rates) => rates[w]!.client!.completedPerSec)),
    server: meanOf(runs.map((rates) => rates[w]![server]!.arrivedPerSec)),
  }));
}

function stormy({ ratePerSec = 700, client: caller = {}, server = {} }: Storm): Scenario {
  return scenarioFrom({
    version: 1,
    durationMs: 120_000,
    nodes: [
      client('client', {
        arrival: poisson(ratePerSec),
        operations: [...work],
        keys: oneKey,
        timeoutMs: 1000,
        ...caller,
      }),
      station('server', { slots: 10, service: exponential(10), ...server }),
    ],
    edges: [request('client', 'server')],
    faults: [{ kind: 'slowdown', target: 'server', atMs: 20_000, durationMs: 10_000, factor: 3 }],
  });
}
