/**
 * A loop of 1,200 keys over caches of 1,000: LRU evicts every key just before it is wanted again and never hits, an
 * admission filter keeps 1,000 / 1,200 = 83 % (domain reference §5.3, §10 iii). The notes' question: is more memory the only cure?
 */
import type { GalleryEntry } from './entry.ts';

const loop = {
  arrival: { process: 'constant', ratePerSec: 600 },
  keys: { distribution: 'sequential', count: 1200 },
} as const;
const cache = { capacityKeys: 1000, ttlMs: null, strategy: 'readThrough' } as const;

export const cacheLoop: GalleryEntry = {
  id: 'cache-loop',
  title: { en: 'A loop larger than the cache', ko: '캐시보다 큰 순환' },
  teaches: {
    en: 'Both caches have 1,000 places for 1,200 posts read in turn. LRU never hits: it always drops the post that comes next. A policy that refuses newcomers it does not believe in hits five times out of six.',
    ko: '두 캐시 모두 차례로 읽히는 글 1,200개에 자리가 1,000개입니다. LRU는 바로 다음에 필요한 글을 버리기 때문에 한 번도 적중하지 못합니다. 새 항목을 가려 받는 정책은 여섯 번 중 다섯 번 적중합니다.',
  },
  file: {
    version: 1,
    name: 'A loop larger than the cache',
    description:
      'Above, LRU; below, W-TinyLFU. The same loop of 1,200 keys over the same 1,000 places. ' +
      'Twenty per cent more memory would cure LRU too; so does another policy.',
    seed: 3,
    durationMs: 30_000,
    warmupMs: 10_000,
    nodes: [
      {
        id: 'reader-a',
        kind: 'client',
        label: 'Reader A',
        position: { x: 0, y: 0 },
        params: loop,
      },
      {
        id: 'lru',
        kind: 'cache',
        label: 'Cache A',
        position: { x: 280, y: 0 },
        params: { ...cache, policy: 'lru' },
      },
      {
        id: 'db-a',
        kind: 'database',
        label: 'Posts A',
        position: { x: 560, y: 0 },
        params: { slots: 8 },
      },
      {
        id: 'reader-b',
        kind: 'client',
        label: 'Reader B',
        position: { x: 0, y: 180 },
        params: loop,
      },
      {
        id: 'tinylfu',
        kind: 'cache',
        label: 'Cache B',
        position: { x: 280, y: 180 },
        params: { ...cache, policy: 'wtinylfu' },
      },
      {
        id: 'db-b',
        kind: 'database',
        label: 'Posts B',
        position: { x: 560, y: 180 },
        params: { slots: 8 },
      },
    ],
    edges: [
      { id: 'reader-a-lru', kind: 'request', source: 'reader-a', target: 'lru' },
      { id: 'lru-db-a', kind: 'request', source: 'lru', target: 'db-a' },
      { id: 'reader-b-tinylfu', kind: 'request', source: 'reader-b', target: 'tinylfu' },
      { id: 'tinylfu-db-b', kind: 'request', source: 'tinylfu', target: 'db-b' },
    ],
    objectives: ['nodes.tinylfu.hitRatio > 0.75', 'nodes.lru.hitRatio > 0.75'],
  },
};
