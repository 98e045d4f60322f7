import { expect, it } from 'vitest';
import { scenarioFrom } from '../../tests/support/replications.ts';
import { blog } from '../gallery/blog.ts';
import { circuitBreaker } from '../gallery/circuit-breaker.ts';
import { durableQueue } from '../gallery/durable-queue.ts';
import type { GalleryEntry } from '../gallery/entry.ts';
import { splitBrain } from '../gallery/split-brain.ts';
import { formats } from '../i18n/format.ts';
import { t } from '../i18n/i18n.ts';
import { compile } from '../scenario/compile.ts';
import { isStrike } from '../scenario/strikes.ts';
import { failedBetween } from '../stores/failed-between.ts';
import { Recording } from '../stores/recording.ts';
import { besidesOf, costOf, nextOf } from './failover-words.ts';

type File = GalleryEntry['file'];

function recordingOf(file: File) {
  const scenario = scenarioFrom(file);
  const sim = compile(scenario, { keepsSeries: true });
  const recording = new Recording(sim.shape());
  sim.advance(sim.spec.durationNs, Number.POSITIVE_INFINITY);
  recording.append(sim.recorder.take(sim.nowNs));
  return { scenario, recording };
}

/** What failed from the first strike to the end, and how that is told. */
function costIn({ file }: GalleryEntry) {
  const { scenario, recording } = recordingOf(file);
  const struckNs = recording.events.find(isStrike)!.atNs;
  const clients = scenario.nodes.flatMap(({ id, kind }) =>
    kind === 'client' ? (recording.nodeIndex(id) ?? []) : [],
  );
  const cost = failedBetween(recording, { fromNs: struckNs, toNs: recording.doneNs }, clients);
  const names = new Map(scenario.nodes.map(({ id, label }) => [id, label || id]));
  const named = (node: number) => names.get(recording.shape.nodeIds[node]!)!;
  return { cost, told: costOf(cost, { t, format: formats('en'), named }) };
}

it('is told from the strike on, never from the beginning of its slice', () => {
  const { told, cost } = costIn(circuitBreaker);
  expect(told).toContain('requests failed from 20.000 to ');
  expect(cost.clients.reduce((sum, { count }) => sum + count, 0)).toBe(cost.failed);
  expect(cost.causes.reduce((sum, { count }) => sum + count, 0)).toBe(cost.failed);
});

it('says with several clients whose requests failed, and whose did not', () => {
  const { told } = costIn(durableQueue);
  expect(told).toMatch(/^200 of [\d,]+ requests failed from 20\.000 to /);
  expect(told).toMatch(/ By client: Uploads B 200, Uploads A 0\.$/);
});

it('says beside the writes of a failover how many others failed', () => {
  const { cost } = costIn(splitBrain);
  const none = { count: 0, firstNs: 0, lastNs: 0, groups: [] };
  const account = (count: number) => ({
    isTried: true,
    isAnswered: true,
    here: { ...none, count },
    apart: none,
    unclear: none,
    unanswered: 0,
  });
  const words = { t, format: formats('en') };
  expect(besidesOf(cost, account(195), words)).toBe(
    'Besides these writes 192 other requests failed from 20.000 to 01:00.000.',
  );
  expect(besidesOf(cost, account(387), words)).toBeNull();
});

it('does not stop at the next fault as if nothing had come of this one', () => {
  const faults = [{ kind: 'crash', atMs: 15_000, target: 'cache' } as const, ...blog.file.faults!];
  const { recording } = recordingOf({ ...blog.file, faults });
  const [first, next, ...others] = recording.events.filter(isStrike).map(({ atNs }) => atNs);
  expect(others).toEqual([]);
  const words = { t, format: formats('en'), named: String };
  const counted = (fromNs: number, toNs: number) => failedBetween(recording, { fromNs, toNs }, []);
  expect(costOf(counted(first!, next!), words)).toBe('No request failed from 15.000 to 20.000.');
  const told = nextOf('db-1 crashed', counted(next!, recording.doneNs), words);
  expect(told).toMatch(
    /^The next fault, at 20\.000 \(db-1 crashed\), ends this count; from there to 01:00\.000 [56]\d,\d{3} of [\d,]+ requests failed, perhaps because of both\.$/,
  );
  expect(nextOf('db-1 crashed', counted(30e9, 30e9), words)).toContain('no request failed.');
});
