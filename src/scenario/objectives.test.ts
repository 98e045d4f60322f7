import { describe, expect, it } from 'vitest';
import { createHistogram } from '../base/histogram.ts';
import { problemSentences } from '../base/problems.ts';
import { inWords } from '../base/said.ts';
import { latencySummary } from '../sim/latency-summary.ts';
import type { NodeSummary, Summary } from '../sim/summary.ts';
import { evaluateObjectives, parseObjective, unknownFigure } from './objectives.ts';

const latencyMs = { mean: 12, p50: 8, p90: 20, p95: 30, p99: 180, p999: 400, max: 900 };
const node = (more: object): NodeSummary => ({
  kind: 'cache',
  arrived: 10,
  completed: 9,
  failed: 1,
  inFlight: 0,
  utilization: 0.5,
  meanQueueLength: 0,
  latencyMs,
  ...more,
});
const summary: Summary = {
  scenario: 'test',
  seed: 1,
  simulatedMs: 1000,
  events: 1,
  runHash: '0',
  requests: { arrived: 100, succeeded: 90, failed: 10, inFlight: 0, failedBy: { timeout: 10 } },
  throughputPerSec: 90,
  errorRatio: 0.1,
  latencyMs,
  nodes: {
    cache: node({ hitRatio: 0.9, latencyMs: { ...latencyMs, p99: 1 } }),
    'cache.eu-1': node({ hitRatio: 0.7 }),
    'a < b': node({ hitRatio: 0.6 }),
  },
  edges: { 'web.eu-1': { out: 0.2, back: 0.8 } },
  objectives: [],
  timeline: [],
};

const evaluate = (text: string) => evaluateObjectives([text], summary)[0];

describe('reading', () => {
  it.each([
    ['latencyMs.p99 < 200', { path: 'latencyMs.p99', operator: '<', bound: 200 }],
    ['errorRatio<=0.001', { path: 'errorRatio', operator: '<=', bound: 0.001 }],
    ['  throughputPerSec  >=  1e3 ', { path: 'throughputPerSec', operator: '>=', bound: 1000 }],
    [
      'requests.failedBy.timeout == 0',
      { path: 'requests.failedBy.timeout', operator: '==', bound: 0 },
    ],
    ['nodes.cache.hitRatio > .8', { path: 'nodes.cache.hitRatio', operator: '>', bound: 0.8 }],
    ['edges.e.back<.7', { path: 'edges.e.back', operator: '<', bound: 0.7 }],
    ['nodes.a < b.hitRatio > 0.5', { path: 'nodes.a < b.hitRatio', operator: '>', bound: 0.5 }],
  ])('%s', (text, objective) => {
    expect(parseObjective(text)).toEqual({ ok: true, objective });
  });

  it.each([
    ['', 'expected a path, a comparison and a number such as latencyMs.p99 < 200'],
    ['latencyMs.p99', 'expected a path, a comparison and a number such as latencyMs.p99 < 200'],
    ['latencyMs.p99 = 5', 'expected a path, a comparison and a number such as latencyMs.p99 < 200'],
    ['latencyMs.p99 < 200ms', 'expected a number after <, got "200ms"'],
    ['latencyMs.p99 < 1e999', 'expected a number after <, got "1e999"'],
    ['latencyMs.p98 < 5', 'unknown "latencyMs.p98"; did you mean latencyMs.p90?'],
    ['erorRatio < 5', 'unknown "erorRatio"; did you mean errorRatio?'],
    [
      'requests.failedBy.timout < 5',
      'unknown "requests.failedBy.timout"; did you mean requests.failedBy.timeout?',
    ],
    ['speed > 5', 'unknown "speed"; expected a path such as latencyMs.p99'],
    ['edges.e.side < 5', 'unknown "edges.e.side"; expected a path such as latencyMs.p99'],
    ['nodes.cache > 5', 'unknown "nodes.cache"; expected a path such as latencyMs.p99'],
  ])('refuses %j', (text, message) => {
    const parsed = parseObjective(text);
    expect(parsed.ok ? '' : inWords(parsed.problem, problemSentences)).toBe(message);
  });
});

describe('evaluating', () => {
  it.each([
    ['latencyMs.p99 < 180', 180, false],
    ['latencyMs.p99 <= 180', 180, true],
    ['errorRatio > 0.1', 0.1, false],
    ['errorRatio >= 0.1', 0.1, true],
    ['requests.failed == 10', 10, true],
    ['nodes.cache.hitRatio > 0.8', 0.9, true],
    ['nodes.cache.latencyMs.p99 < 2', 1, true],
    ['edges.web.eu-1.back < 0.7', 0.8, false],
    ['edges.web.eu-1.out < 0.7', 0.2, true],
  ])('%s', (objective, value, met) => {
    expect(evaluate(objective)).toEqual({ objective, value, met });
  });

  it('gives a path below nodes to the longest id that fits', () => {
    expect(evaluate('nodes.cache.eu-1.hitRatio > 0.8')).toMatchObject({ value: 0.7, met: false });
    expect(evaluate('nodes.a < b.hitRatio > 0.5')).toMatchObject({ value: 0.6, met: true });
  });

  it('finds none of a cause that never happened', () => {
    expect(evaluate('requests.failedBy.refused == 0')).toMatchObject({ value: 0, met: true });
  });

  it.each([
    'nodes.db.staleReads == 0',
    'nodes.cache.frob < 5',
    'nodes.cache.latencyMs < 5',
    'nodes.cache.constructor.length < 5',
    'nodes.cache.kind == 5',
    'edges.web.out < 5',
  ])('does not meet what was never measured: %s', (objective) => {
    expect(evaluate(objective)).toEqual({ objective, value: null, met: false });
  });
});

it('a latency is not met where nothing was answered', () => {
  const nothing = latencySummary(createHistogram());
  const dead: Summary = {
    ...summary,
    requests: { ...summary.requests, succeeded: 0, failed: 100 },
    latencyMs: nothing,
    nodes: { cache: node({ completed: 0, latencyMs: nothing }) },
  };
  const texts = ['latencyMs.p99 < 200', 'nodes.cache.latencyMs.mean < 200', 'requests.failed < 5'];
  expect(evaluateObjectives(texts, dead).map(({ value, met }) => [value, met])).toEqual([
    [null, false],
    [null, false],
    [100, false],
  ]);
});

describe('a figure that a node has not', () => {
  const unknown = (objective: string) =>
    unknownFigure({ objective, value: null, met: false }, summary);

  it('is told from one that was not measured', () => {
    expect(unknown('nodes.cache.hitRato > 0.5')).toEqual({
      node: 'cache',
      figure: 'hitRato',
      near: 'hitRatio',
    });
    expect(unknown('nodes.cache.latencyMs.p98 < 5')).toMatchObject({ figure: 'latencyMs.p98' });
    expect(unknown('nodes.cache.something < 5')).toMatchObject({ near: null });
  });

  it.each(['nodes.cache.hitRatio > 0.5', 'nodes.nobody.arrived > 0', 'latencyMs.p99 < 5'])(
    'is not %s',
    (objective) => expect(unknown(objective)).toBeNull(),
  );
});
