import { z } from 'zod/mini';
import { count, described, distribution, number, ratePerSecOrNone } from '../fields.ts';

export const objectStoreParams = z.strictObject({
  latency: distribution({
    default: { dist: 'lognormal', p5Ms: 100, p95Ms: 200 },
    source: 'first byte 100–200 ms (S3 user guide)',
  }),
  writeLatency: distribution({
    default: { dist: 'lognormal', p5Ms: 150, p95Ms: 270 },
    source: 'PUT about 200 ms (napkin-math)',
  }),
  streamMbps: described(z._default(number({ above: 0, max: 1_000_000 }), 800), {
    control: 'count',
    source: '95 MiB/s a connection (napkin-math)',
  }),
  prefixes: count({ default: 1, min: 1, max: 10_000, source: 'everything under one prefix' }),
  rateLimitPerSec: ratePerSecOrNone({
    default: 5500,
    source: 'S3: 5,500 reads a second a prefix',
  }),
  writeLimitPerSec: ratePerSecOrNone({
    default: 3500,
    source: 'S3: 3,500 writes a second a prefix',
  }),
});

export type ObjectStoreParams = z.infer<typeof objectStoreParams>;
