import { z } from 'zod/mini';
import {
  choice,
  count,
  distribution,
  durationMs,
  durationMsOrNone,
  evictionPolicy,
  factor,
  flag,
  flagOrNone,
  ratio,
} from '../fields.ts';

export const cacheParams = z.strictObject({
  capacityKeys: count({ default: 1000, max: 1_000_000, source: 'chosen so that eviction shows' }),
  policy: evictionPolicy(),
  ttlMs: durationMsOrNone({
    default: 60_000,
    min: 0.001,
    source: 'chosen: 60 s without jitter, so that keys filled together expire together',
  }),
  ttlJitterRatio: ratio({ default: 0, source: 'none by default; 0.1 is customary' }),
  staleMs: durationMs({ default: 0, source: 'nginx proxy_cache_use_stale: off' }),
  refreshBeta: factor({ default: 0, max: 100, source: 'off; XFetch uses 1 (VLDB 2015)' }),
  singleFlight: flagOrNone({
    default: null,
    source: 'on where the cache loads itself; else off, as nginx proxy_cache_lock',
  }),
  strategy: choice({
    of: ['cacheAside', 'readThrough', 'writeThrough', 'writeBehind', 'writeAround'],
    default: 'cacheAside',
    source: 'the most common pattern; the others need an edge to a database',
  }),
  onWrite: choice({
    of: ['evict', 'update', 'ignore'],
    default: 'evict',
    source: 'delete is idempotent (Nishtala et al., NSDI 2013)',
  }),
  flushMs: durationMs({
    default: 1000,
    min: 1,
    source: 'chosen: a second, as Redis appendfsync everysec',
  }),
  batchKeys: count({
    default: 100,
    min: 1,
    max: 1_000_000,
    source: 'chosen: a hundred rows a batch',
  }),
  preload: count({ default: 0, max: 1_000_000, source: 'caches start empty' }),
  pinned: flag({ default: true, source: 'chosen: what is preloaded stays' }),
  access: distribution({
    default: { figure: 'memory-store' },
    source: "Redis or Memcached look-up, the study group's reading notes",
  }),
});

export type CacheParams = z.infer<typeof cacheParams>;
