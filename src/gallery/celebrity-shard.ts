/**
 * A celebrity takes half of all writes. A key lives on one shard, so that shard drowns while its neighbour idles; the
 * same key in ten parts is spread over both (domain reference §7, §10 viii).
 */
import type { GalleryEntry } from './entry.ts';

/** What the fans do. */
const operations: { name: string; type: 'write' }[] = [{ name: 'like', type: 'write' }];
const traffic = {
  arrival: { process: 'poisson', ratePerSec: 160 },
  // One of 10,000 people is liked as often as all the others together.
  keys: {
    distribution: 'hotspot',
    count: 10_000,
    hotKeysRatio: 1 / 10_000,
    hotTrafficRatio: 0.5,
  },
  timeoutMs: 10_000,
} as const;
/** One connection of 10 ms: 100 writes a second. */
const shard = { slots: 1, write: { dist: 'exponential', meanMs: 10 } } as const;

export const celebrityShard: GalleryEntry = {
  id: 'celebrity-shard',
  title: { en: 'A celebrity on one shard', ko: '샤드 하나에 몰린 유명인' },
  teaches: {
    en: 'Half of 160 likes a second are for one person. Above, the shard that keeps the key gets 120 a second, can write 100 and is always busy; its neighbour rests for 60\u202f% of the time. Likes take up to ten seconds. Below, the key is kept in ten parts: both shards are about 80\u202f% busy, and 99 of 100 likes take less than 0.4\u202fs.',
    ko: '초당 좋아요 160건의 절반이 한 사람에게 갑니다. 위에서는 그 키를 가진 샤드가 초당 100건을 쓸 수 있는데 120건을 받아 쉬지 못하고, 옆 샤드는 시간의 60%를 놉니다. 좋아요 하나에 10초까지 걸립니다. 아래에서는 키를 열 조각으로 나누어 두 샤드 모두 80%쯤 바쁘고, 100건 중 99건이 0.4초 안에 끝납니다.',
  },
  file: {
    version: 1,
    name: 'A celebrity on one shard',
    description:
      'Likes, half of them for one person. Above, every key lives on one shard; below, the hottest key is kept in ten parts. ' +
      'More shards would not help the upper one: the key would still live on one of them.',
    seed: 4,
    durationMs: 60_000,
    warmupMs: 5000,
    nodes: [
      {
        id: 'fans-a',
        kind: 'client',
        label: 'Fans A',
        position: { x: 0, y: 66 },
        params: { ...traffic, operations },
      },
      {
        id: 'whole',
        kind: 'shardRouter',
        label: 'Whole keys',
        position: { x: 280, y: 66 },
      },
      { id: 'a1', kind: 'database', label: 'Shard A1', position: { x: 560, y: 0 }, params: shard },
      {
        id: 'a2',
        kind: 'database',
        label: 'Shard A2',
        position: { x: 560, y: 132 },
        params: shard,
      },
      {
        id: 'fans-b',
        kind: 'client',
        label: 'Fans B',
        position: { x: 0, y: 356 },
        params: { ...traffic, operations },
      },
      {
        id: 'split',
        kind: 'shardRouter',
        label: 'Ten parts',
        position: { x: 280, y: 356 },
        params: { split: { hotKeys: 1, subKeys: 10 } },
      },
      {
        id: 'b1',
        kind: 'database',
        label: 'Shard B1',
        position: { x: 560, y: 290 },
        params: shard,
      },
      {
        id: 'b2',
        kind: 'database',
        label: 'Shard B2',
        position: { x: 560, y: 422 },
        params: shard,
      },
    ],
    edges: [
      { id: 'fans-a-whole', kind: 'request', source: 'fans-a', target: 'whole' },
      edge('whole', 'a1'),
      edge('whole', 'a2'),
      { id: 'fans-b-split', kind: 'request', source: 'fans-b', target: 'split' },
      edge('split', 'b1'),
      edge('split', 'b2'),
    ],
    objectives: ['nodes.split.latencyMs.p99 < 500', 'nodes.whole.latencyMs.p99 < 500'],
  },
};

/** Patient for as long as the client is: the lesson is in the waiting. */
function edge(source: string, target: string) {
  const id = `${source}-${target}`;
  return { id, kind: 'request', source, target, params: { timeoutMs: 10_000 } } as const;
}
