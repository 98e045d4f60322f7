import { z } from 'zod/mini';
import { choice, count, distribution, durationMsOrNone } from '../fields.ts';

export const cacheParams = z.strictObject({
  capacityKeys: count({ default: 1000, max: 1_000_000, source: 'chosen so that eviction shows' }),
  policy: choice({
    of: [
      'lru',
      'fifo',
      'clock',
      'lfu',
      'random',
      'sieve',
      's3fifo',
      'twoQ',
      'arc',
      'wtinylfu',
      'none',
    ],
    default: 'lru',
    source: 'memcached and most libraries; Redis by configuration',
  }),
  ttlMs: durationMsOrNone({
    default: 60_000,
    min: 0.001,
    source: 'chosen: 60 s without jitter, so that keys filled together expire together',
  }),
  strategy: choice({
    of: ['cacheAside', 'readThrough', 'writeThrough'],
    default: 'cacheAside',
    source: 'the most common pattern; the others need an edge to a database',
  }),
  onWrite: choice({
    of: ['evict', 'update', 'ignore'],
    default: 'evict',
    source: 'delete is idempotent (Nishtala et al., NSDI 2013)',
  }),
  access: distribution({
    default: { figure: 'memory-store' },
    source: "Redis or Memcached look-up, the study group's reading notes",
  }),
});

export type CacheParams = z.infer<typeof cacheParams>;
