/**
 * A cache that hides an undersized database. At 30 s it is flushed: every read goes to the database, which can serve
 * 990 a second of the 2,000, until enough posts are back (domain reference §5.2). Popularity is flatter than on most
 * sites (Zipf 0.6; web traces have 0.64–0.83), so that a handful of hot posts does not hide the flush at once.
 */
import type { GalleryEntry } from './entry.ts';

export const cacheFlush: GalleryEntry = {
  id: 'cache-flush',
  title: { en: 'The cache is emptied', ko: '비워진 캐시' },
  teaches: {
    en: 'With a warm cache the database is nearly idle. At 30\u202fs somebody flushes the cache, and 2,000 reads a second meet a database that can serve 990. Watch the queue before it and the time until the hot posts are back.',
    ko: '캐시가 채워져 있는 동안 데이터베이스는 거의 놀고 있습니다. 30초에 누군가 캐시를 비우면 초당 2,000건의 읽기가 990건밖에 처리하지 못하는 데이터베이스로 몰립니다. 그 앞의 대기열과, 인기 글이 돌아올 때까지 걸리는 시간을 보세요.',
  },
  file: {
    version: 1,
    name: 'The cache is emptied',
    description:
      'Cache-aside, no request coalescing: each miss of a hot post goes to the database, also while it is being fetched.',
    seed: 11,
    durationMs: 60_000,
    warmupMs: 15_000,
    nodes: [
      {
        id: 'readers',
        kind: 'client',
        label: 'Readers',
        position: { x: 0, y: 84 },
        params: {
          arrival: { process: 'poisson', ratePerSec: 2000 },
          keys: { count: 10_000, exponent: 0.6 },
          timeoutMs: 2000,
        },
      },
      {
        id: 'web',
        kind: 'webServer',
        label: 'Web',
        position: { x: 260, y: 84 },
        params: { instances: 2 },
      },
      {
        id: 'cache',
        kind: 'cache',
        label: 'Hot posts',
        position: { x: 540, y: 0 },
        params: { capacityKeys: 10_000, ttlMs: null },
      },
      {
        id: 'db',
        kind: 'database',
        label: 'Posts',
        position: { x: 540, y: 168 },
        params: { slots: 4 },
      },
    ],
    edges: [
      { id: 'readers-web', kind: 'request', source: 'readers', target: 'web' },
      { id: 'web-cache', kind: 'request', source: 'web', target: 'cache' },
      { id: 'web-db', kind: 'request', source: 'web', target: 'db' },
    ],
    faults: [{ kind: 'flush', atMs: 30_000, target: 'cache' }],
    objectives: ['latencyMs.p99 < 500', 'nodes.cache.hitRatio > 0.85'],
  },
};
