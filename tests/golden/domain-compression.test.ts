/** The domain reference's figures on sending and compressing answers (§9.4, §10 xiv). */
import { describe, expect, it } from 'vitest';
import type { Compression } from '../../src/kinds/web-server/compression.ts';
import { runToEnd } from '../../src/scenario/run.ts';
import { constant, noTime, oneKey, poisson, request, station } from '../support/designs.ts';
import { expectNear } from '../support/reference.ts';
import { expectAgreement, replicate, scenarioFrom, suiteLevel } from '../support/replications.ts';

interface Design {
  readonly ratePerSec: number;
  readonly mbps: number | null;
  readonly content: 'json' | 'jpeg' | 'markdown';
  readonly compression: Compression;
  readonly bytes?: number;
  readonly durationMs?: number;
  readonly slots?: number;
}

/** A web server without work of its own, and a link whose answers alone weigh something. */
function answers(design: Design) {
  const { ratePerSec, mbps, content, compression, bytes = 100_000 } = design;
  const operation = {
    name: 'list',
    type: 'static',
    requestBytes: 0,
    responseBytes: bytes,
    content,
  };
  return scenarioFrom({
    version: 1,
    seed: 1,
    durationMs: design.durationMs ?? 60_000,
    nodes: [
      {
        id: 'client',
        kind: 'client',
        params: {
          arrival: poisson(ratePerSec),
          operations: [operation as { name: string; type: 'static' }],
          keys: oneKey,
          timeoutMs: null,
        },
      },
      station('web', { slots: design.slots ?? 1000, service: noTime, compression }),
    ],
    edges: [request('client', 'web', { bandwidthMbps: mbps })],
  });
}

/** One at a time: nobody waits for the link. */
const alone = { ratePerSec: 0.5 } as const;
const medianMs = (design: Omit<Design, 'ratePerSec'>) =>
  runToEnd(answers({ ...alone, ...design })).latencyMs.p50!;

describe('an answer of 100 kB over 10 Mbit/s', () => {
  it.each([
    { content: 'json', compression: 'none', ms: 80 },
    { content: 'json', compression: 'gzip6', ms: 19 + 3.5 },
    { content: 'jpeg', compression: 'none', ms: 80 },
    { content: 'jpeg', compression: 'gzip6', ms: 80 + 3.5 },
  ] as const)('$content, $compression: $ms ms', ({ content, compression, ms }) => {
    expectNear('median', medianMs({ mbps: 10, content, compression }), ms);
  });

  it('of a photograph is slower for being compressed', () => {
    const [plain, packed] = (['none', 'gzip6'] as const).map((compression) =>
      medianMs({ mbps: 10, content: 'jpeg', compression }),
    );
    expect(packed).toBeGreaterThan(plain!);
  });
});

describe('where compressing pays', () => {
  const saves = (mbps: number, compression: Compression, bytes = 100_000) =>
    medianMs({ mbps, content: 'json', compression: 'none', bytes }) -
    medianMs({ mbps, content: 'json', compression, bytes });

  it('not at 10 Gbit/s: 0.08 ms saved cost 3.5 ms', () => {
    expect(saves(10_000, 'gzip6')).toBeLessThan(-3);
  });

  it('gzip-1 below some 500 Mbit/s', () => {
    expect(saves(400, 'gzip1')).toBeGreaterThan(0);
    expect(saves(600, 'gzip1')).toBeLessThan(0);
  });

  it('next to nothing below a packet, nothing at all for a word', () => {
    expect(saves(10, 'gzip6', 900)).toBeLessThan(0.4);
    expect(saves(10, 'gzip6', 100)).toBeLessThanOrEqual(0);
  });
});

describe('the processor bill of 1,000 answers of 100 kB a second', () => {
  it.each([
    { compression: 'gzip6', cores: 4 },
    { compression: 'gzip1', cores: 1.1 },
    { compression: 'brotli11', cores: 200 },
  ] as const)('$compression: $cores cores', ({ compression, cores }) => {
    const slots = 1000;
    const { nodes } = runToEnd(
      answers({ ratePerSec: 1000, mbps: null, content: 'json', compression, slots }),
    );
    expectNear('busy slots', nodes.web!.utilization! * slots, cores);
  });
});

describe('a link is a line: M/D/1 at 80 %', () => {
  it('waits ρ/2(1−ρ) transfers on average, and is 80 % busy one way', () => {
    // 10 kB at 10 Mbit/s take 8 ms, a hundred come each second.
    const runs = replicate(
      answers({
        ratePerSec: 100,
        mbps: 10,
        content: 'json',
        compression: 'none',
        bytes: 10_000,
        durationMs: 100_000,
      }),
    );
    expectAgreement(
      {
        figure: 'mean',
        theory: 8 * (1 + 0.8 / (2 * (1 - 0.8))),
        values: runs.map(({ latencyMs }) => latencyMs.mean!),
      },
      suiteLevel,
    );
    expectAgreement(
      {
        figure: 'busy',
        theory: 0.8,
        values: runs.map(({ edges }) => edges!['client-web']!.back!),
      },
      suiteLevel,
    );
    expect(runs[0]!.edges!['client-web']!.out).toBe(0);
  });

  it('takes requests the other way: 100 kB up are 80 ms as well', () => {
    const scenario = answers({
      ...alone,
      mbps: 10,
      content: 'json',
      compression: 'none',
      bytes: 0,
    });
    const [client, web] = scenario.nodes as [
      Extract<(typeof scenario.nodes)[0], { kind: 'client' }>,
      (typeof scenario.nodes)[0],
    ];
    const operations = client.params.operations.map((one) => ({ ...one, requestBytes: 100_000 }));
    const nodes = [{ ...client, params: { ...client.params, operations } }, web];
    expect(runToEnd({ ...scenario, nodes }).latencyMs.p50).toBeCloseTo(80, 0);
  });

  it('keeps the round trip apart: the last byte leaves, then travels', () => {
    const scenario = answers({ ...alone, mbps: 10, content: 'json', compression: 'none' });
    const edges = scenario.edges.map((edge) => ({
      ...edge,
      params: { ...edge.params, roundTrip: constant(20) },
    })) as typeof scenario.edges;
    expect(runToEnd({ ...scenario, edges }).latencyMs.p50).toBeCloseTo(100, 0);
  });
});
