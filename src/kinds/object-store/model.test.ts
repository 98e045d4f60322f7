/** First byte, stream, and the limits of a prefix (domain reference §7: 5,500 reads and 3,500 writes a second). */
import { describe, expect, it } from 'vitest';
import {
  client,
  constant,
  evenly,
  noTime,
  request,
  station,
} from '../../../tests/support/designs.ts';
import { runToEnd } from '../../scenario/run.ts';
import { validateScenario } from '../../scenario/validate.ts';

type Type = 'read' | 'write' | 'static' | 'job';
const operation = (type: Type, bytes = 1000) => [
  { name: type, type, weight: 1, requestBytes: bytes, responseBytes: bytes },
];

function run(
  params: object,
  {
    type = 'static',
    ratePerSec = 100,
    bytes = 1000,
  }: { type?: Type; ratePerSec?: number; bytes?: number } = {},
) {
  const result = validateScenario({
    version: 1,
    durationMs: 5000,
    warmupMs: 1000,
    nodes: [
      client('client', {
        arrival: evenly(ratePerSec),
        operations: operation(type, bytes),
        keys: { distribution: 'uniform', count: 10_000 },
      }),
      {
        id: 'blobs',
        kind: 'objectStore',
        params: { latency: constant(100), writeLatency: constant(200), ...params },
      },
    ],
    edges: [request('client', 'blobs')],
  });
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return runToEnd(result.scenario);
}

describe('an object', () => {
  it.each([
    ['static', 100],
    ['read', 100],
    ['write', 200],
    ['job', 200],
  ] as const)('of no size takes its first byte: %s', (type, ms) => {
    expect(run({}, { type, bytes: 0 }).latencyMs.max).toBe(ms);
  });

  it('streams at the bandwidth of one connection', () => {
    // 10 MB at 800 Mbit/s: 100 ms.
    expect(run({}, { bytes: 10_000_000 }).latencyMs.max).toBe(200);
    expect(run({ streamMbps: 80 }, { bytes: 10_000_000 }).latencyMs.max).toBe(1100);
    // What is written is the request's body.
    expect(run({}, { type: 'write', bytes: 10_000_000 }).latencyMs.max).toBe(300);
  });
});

describe('a prefix', () => {
  // The bucket of one second is drunk up in the warm-up.
  it.each([
    { type: 'read', prefixes: 1, perSec: 5500 },
    { type: 'write', prefixes: 1, perSec: 3500 },
    { type: 'read', prefixes: 3, perSec: 16_500 },
  ] as const)('$type, of $prefixes: $perSec a second, the rest told to slow down', (design) => {
    const { type, prefixes, perSec } = design;
    const { nodes, requests } = run({ prefixes }, { type, ratePerSec: 3 * perSec });
    const taken = (nodes.blobs!.reads as number) + (nodes.blobs!.writes as number);
    // Four seconds; a prefix may end a call behind or ahead, and one of three get no exact third.
    expect(Math.abs(taken / 4 - perSec)).toBeLessThan(0.001 * perSec);
    expect(requests.failedBy).toEqual({ rateLimited: requests.failed });
  });

  it('has no limit where there is none', () => {
    const { requests } = run({ rateLimitPerSec: null }, { ratePerSec: 20_000 });
    expect(requests.failed).toBe(0);
  });
});

it('serves the static files of a web server, and nothing else', () => {
  const scenario = (type: 'static' | 'read') => {
    const result = validateScenario({
      version: 1,
      durationMs: 5000,
      nodes: [
        client('client', { arrival: evenly(100), operations: operation(type) }),
        station('web', { slots: 100, service: noTime }),
        { id: 'blobs', kind: 'objectStore', params: {} },
      ],
      edges: [request('client', 'web'), request('web', 'blobs')],
    });
    if (!result.ok) throw new Error(result.issues[0]?.message);
    return runToEnd(result.scenario);
  };
  expect(scenario('static').nodes.blobs!.reads).toBe(500);
  expect(scenario('read').nodes.blobs!.arrived).toBe(0);
});
