/** A request's job is followed past its queue: what became of it, from its storing to its end, and the run is the same. */
import { describe, expect, it } from 'vitest';
import { compile } from '../../src/scenario/compile.ts';
import type { ScenarioFile } from '../../src/scenario/schema.ts';
import { validateScenario } from '../../src/scenario/validate.ts';
import { jobsOf, waterfallOf } from '../../src/stores/waterfall.ts';
import { client, constant, delivery, evenly, noTime, oneKey, request } from '../support/designs.ts';

type Faults = NonNullable<ScenarioFile['faults']>;

interface Story {
  readonly faults?: Faults;
  readonly queue?: object;
  readonly untilMs?: number;
}

/** A job every 100 ms, which a worker takes 300 ms for, and then puts what it made into a store; one at a time. */
function followed(number: number, { faults = [], queue = {}, untilMs = 9000 }: Story = {}) {
  const result = validateScenario({
    version: 1,
    durationMs: 20_000,
    nodes: [
      client('c', {
        arrival: evenly(10),
        operations: [{ name: 'job', type: 'job' }],
        keys: oneKey,
      }),
      {
        id: 'q',
        kind: 'queue',
        params: { publish: noTime, visibilityTimeoutMs: 1000, maxReceives: 2, ...queue },
      },
      { id: 'w', kind: 'worker', params: { slots: 1, service: constant(300) } },
      { id: 'z', kind: 'objectStore' },
    ],
    edges: [request('c', 'q'), delivery('q', 'w'), request('w', 'z')],
    faults,
  });
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const sim = compile(result.scenario, { keepsSeries: false });
  const start = sim.checkpoint();
  sim.advance(untilMs * 1e6, Number.POSITIVE_INFINITY);
  const before = { hash: sim.runHash(), state: sim.stateHash() };
  const journey = sim.journey(start, number);
  expect({ hash: sim.runHash(), state: sim.stateHash() }).toEqual(before);
  const doneNs = untilMs * 1e6;
  return { journey, request: waterfallOf(journey, doneNs)!, jobs: jobsOf(journey, doneNs) };
}

const ms = (ns: number) => ns / 1e6;

describe('a request’s job', () => {
  it('waits for a worker, is worked on with all its calls, and is done', () => {
    // The third: stored at 300 ms, when the first has been with the worker for 200; each takes some 310.
    const { request: own, jobs, journey } = followed(2);
    expect(own.rows).toHaveLength(1);
    expect(own.toNs).toBe(own.endedNs);
    expect(jobs).toHaveLength(1);
    const [{ job, rows, fromNs, toNs }] = jobs as [(typeof jobs)[0]];
    expect(job).toMatchObject({ state: 'done', hop: 0, storedNs: 300e6 });
    expect(job.deliveries).toHaveLength(1);
    expect(fromNs).toBe(300e6);
    expect(toNs).toBe(job.endedNs);
    // The delivery, and within it the worker's own call.
    expect(rows.map(({ depth, delivery }) => [depth, delivery])).toEqual([
      [0, 1],
      [1, 0],
    ]);
    const [waited, ...later] = rows[0]!.bars;
    expect(waited).toMatchObject({ part: 'waiting', fromNs: 300e6 });
    expect(ms(waited!.toNs - waited!.fromNs)).toBeGreaterThan(400);
    expect(later.some(({ part }) => part === 'service')).toBe(true);
    expect(journey.hops.filter(({ job: of }) => of === undefined)).toHaveLength(1);
  });

  it('is delivered again when its worker dies, after the visibility timeout, and then done', () => {
    const faults: Faults = [{ kind: 'crash', target: 'w', atMs: 250, durationMs: 500 }];
    const { jobs } = followed(0, { faults });
    const [{ job, rows }] = jobs as [(typeof jobs)[0]];
    expect(job.state).toBe('done');
    expect(job.deliveries).toHaveLength(2);
    const deliveries = rows.filter(({ delivery }) => delivery > 0);
    expect(deliveries.map(({ delivery, hop }) => [delivery, hop.cause === 0])).toEqual([
      [1, false],
      [2, true],
    ]);
    // Handed out at 100 ms and hidden for a second: the wait of the second begins then.
    expect(ms(job.deliveries[1]!.sinceNs)).toBeCloseTo(1100, 0);
  });

  it('is put aside after so many deliveries, or lost with a broker in memory, or still there', () => {
    const down: Faults = [{ kind: 'crash', target: 'w', atMs: 250, mode: 'hang' }];
    // Hidden for less time than the work takes: every acknowledgement comes too late.
    const late = followed(0, { queue: { visibilityTimeoutMs: 200 } }).jobs[0]!;
    expect(late.job).toMatchObject({ state: 'dead' });
    expect(late.job.deliveries).toHaveLength(2);
    const lost = followed(5, {
      faults: [{ kind: 'crash', target: 'q', atMs: 700, durationMs: 100 }],
      queue: { durable: false },
    });
    expect(lost.jobs[0]!.job).toMatchObject({ state: 'lost', endedNs: 700e6, deliveries: [] });
    const waiting = followed(5, { faults: down });
    expect(waiting.jobs[0]!.job).toMatchObject({ state: 'waiting', deliveries: [] });
    expect(waiting.jobs[0]!.toNs).toBe(9000e6);
  });
});
