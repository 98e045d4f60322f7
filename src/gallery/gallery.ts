/** The table of bundled scenarios, in the order in which they are offered. A new one is one file and one row here. */
import { autoscaling } from './autoscaling.ts';
import { balancerPair } from './balancer-pair.ts';
import { blog } from './blog.ts';
import { cacheFlush } from './cache-flush.ts';
import { cacheLoop } from './cache-loop.ts';
import { celebrityShard } from './celebrity-shard.ts';
import { circuitBreaker } from './circuit-breaker.ts';
import { connectionPool } from './connection-pool.ts';
import { durableQueue } from './durable-queue.ts';
import type { GalleryEntry } from './entry.ts';
import { hedgedTail } from './hedged-tail.ts';
import { oneQueue } from './one-queue.ts';
import { rateLimit } from './rate-limit.ts';
import { retryStorm } from './retry-storm.ts';
import { slowServer } from './slow-server.ts';
import { splitBrain } from './split-brain.ts';

export const gallery: readonly [GalleryEntry, ...GalleryEntry[]] = [
  blog,
  oneQueue,
  slowServer,
  cacheLoop,
  cacheFlush,
  durableQueue,
  balancerPair,
  splitBrain,
  autoscaling,
  retryStorm,
  circuitBreaker,
  connectionPool,
  rateLimit,
  hedgedTail,
  celebrityShard,
];
