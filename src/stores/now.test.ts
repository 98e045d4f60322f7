import { describe, expect, it } from 'vitest';
import {
  blogChunks,
  blogScenario,
  blogShape,
  MS,
  SECOND,
} from '../../tests/fixtures/synthetic-run.ts';
import { HealthFold } from './health.ts';
import { readNode, smoothingSpan, stepSpan } from './now.ts';
import { Recording } from './recording.ts';

function recorded(untilSec = 60): Recording {
  const recording = new Recording(blogShape);
  for (const chunk of blogChunks()) {
    if (chunk.doneNs <= untilSec * SECOND) recording.append(chunk);
  }
  return recording;
}

function read(id: string, atMs: number, recording = recorded()) {
  const health = new HealthFold(blogShape, blogScenario);
  const cursorNs = atMs * MS;
  const span = smoothingSpan(recording, cursorNs);
  return readNode(recording, health, { node: blogShape.nodeIds.indexOf(id), cursorNs, span });
}

describe('a reading at the cursor', () => {
  it('is the mean of the half second before it', () => {
    const recording = recorded();
    expect(smoothingSpan(recording, 10 * SECOND)).toEqual({
      fromNs: 9.5 * SECOND,
      toNs: 10 * SECOND,
    });
    const web = blogShape.nodeIds.indexOf('web');
    const perSec =
      (recording.nodeValue(38, web, 'arrived') + recording.nodeValue(39, web, 'arrived')) * 2;
    expect(read('web', 10_000).arrivedPerSec).toBeCloseTo(perSec, 6);
  });

  it('is of the step of the charts where time stands still', () => {
    const at = (seconds: number, toNs: number) =>
      stepSpan(recorded(), seconds * SECOND, { fromNs: 0, toNs });
    expect(at(10.1, 60 * SECOND)).toEqual({ fromNs: 10 * SECOND, toNs: 10.25 * SECOND });
    expect(at(10.1, 240 * SECOND)).toEqual({ fromNs: 9.75 * SECOND, toNs: 10.5 * SECOND });
    expect(at(60, 60 * SECOND).toNs).toBe(60 * SECOND);
  });

  it('has figures from the first moment on', () => {
    expect(read('web', 0).hasData).toBe(true);
    expect(read('web', 0).arrivedPerSec).toBeGreaterThan(1000);
  });

  it('says so where nothing is recorded yet', () => {
    expect(read('web', 30_000, recorded(20)).hasData).toBe(false);
  });

  it('joins figures and health', () => {
    expect(read('db-1', 21_000)).toMatchObject({
      instances: ['down'],
      badge: 'down',
      misses: 1,
      arrivedPerSec: 0,
      hasData: true,
    });
  });

  it('weighs mean latencies by the calls that they are the mean of', () => {
    // db-1 answers nothing from 20 s on: half of the stretch is empty and must not halve the mean.
    expect(read('db-1', 20_250).latencyMs).toBeGreaterThan(5);
  });

  it('keeps ratios of counting gauges', () => {
    const { gauges } = read('cache', 50_000);
    expect(gauges[0] / (gauges[0] + gauges[1])).toBeCloseTo(0.874, 3);
  });
});
