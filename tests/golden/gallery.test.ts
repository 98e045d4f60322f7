/**
 * Nothing changed unnoticed: every bundled scenario at its own seed, as named numbers and a run hash, one readable file
 * each, compared to the last digit. After a wanted change, update them by
 * `UPDATE_GOLDEN=1 npx vitest run --project unit tests/golden/gallery.test.ts`, read the diff, and say why in the commit.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gallery } from '../../src/gallery/gallery.ts';
import { runToEnd } from '../../src/scenario/run.ts';
import { validateScenario } from '../../src/scenario/validate.ts';
import type { NodeSummary, Summary } from '../../src/sim/summary.ts';

const folder = new URL('gallery/', import.meta.url);
const isUpdating = process.env.UPDATE_GOLDEN !== undefined;

/** Of each kind, the figures that say whether it did its part. */
const figuresOfKind: Readonly<Record<string, readonly string[]>> = {
  client: ['failed'],
  loadBalancer: [],
  webServer: ['failed', 'utilization'],
  cache: ['hitRatio'],
  database: ['completed', 'staleReads', 'lostWrites'],
  externalApi: ['completed'],
  queue: ['acknowledged', 'redelivered'],
  rateLimiter: ['rateLimited'],
  shardRouter: ['hottestOverMean', 'splitCalls'],
  worker: ['utilization'],
};

describe.each(gallery)('$id', ({ id, file }) => {
  it('runs as it always did', () => {
    const result = validateScenario(file);
    if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join('\n'));
    const text = `${JSON.stringify(figuresOf(runToEnd(result.scenario)), null, 2)}\n`;
    const url = new URL(`${id}.json`, folder);
    if (isUpdating) writeFileSync(url, text);
    expect(existsSync(url), `${id}.json is missing: UPDATE_GOLDEN=1 writes it`).toBe(true);
    expect(text).toBe(readFileSync(url, 'utf8'));
  });
});

it('keeps no figures of scenarios that are gone', () => {
  expect(readdirSync(folder).sort()).toEqual(gallery.map(({ id }) => `${id}.json`).sort());
});

function figuresOf(summary: Summary): Record<string, unknown> {
  const { arrived, succeeded, failed, failedBy } = summary.requests;
  const { mean, p50, p99 } = summary.latencyMs;
  return {
    runHash: summary.runHash,
    events: summary.events,
    requests: { arrived, succeeded, failed, failedBy },
    latencyMs: { mean, p50, p99 },
    nodes: Object.fromEntries(
      Object.entries(summary.nodes)
        .map(([id, node]) => [id, figuresOfNode(node)] as const)
        .filter(([, figures]) => Object.keys(figures).length > 0),
    ),
    timeline: summary.timeline.length,
  };
}

function figuresOfNode(node: NodeSummary): Record<string, unknown> {
  const names = figuresOfKind[node.kind];
  if (names === undefined) throw new Error(`figuresOfKind has no row for ${node.kind}`);
  return Object.fromEntries(names.map((name) => [name, node[name]]));
}
