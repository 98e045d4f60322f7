import { z } from 'zod/mini';
import { choice, count, distribution, durationMs, factor, flag, group, ratio } from '../fields.ts';

export const dnsParams = z.strictObject({
  record: choice({
    of: ['roundRobin', 'failover'],
    default: 'roundRobin',
    source: 'several addresses in turn, as most name servers',
  }),
  ttlMs: durationMs({ default: 60_000, source: "60 s: Route 53's advice, and ALB's own records" }),
  resolvers: count({
    default: 1000,
    min: 1,
    max: 100_000,
    source: 'chosen: people behind a thousand caches',
  }),
  lookup: distribution({
    default: { dist: 'lognormal', p5Ms: 20, p95Ms: 50 },
    source: 'an estimate: 20–50 ms when not cached',
  }),
  stragglers: group(
    {
      ratio: ratio({ default: 0.05, source: 'an estimate: 5 % keep an answer ten times too long' }),
      factor: factor({
        default: 10,
        min: 1,
        max: 1000,
        source: 'an estimate: 5 % keep an answer ten times too long',
      }),
    },
    { source: 'an estimate: 5 % keep an answer ten times too long' },
  ),
  healthCheck: group(
    {
      enabled: flag({ default: true, source: 'Route 53 with health checks; plain DNS has none' }),
      intervalMs: durationMs({
        default: 30_000,
        min: 1,
        source: 'Route 53: 30 s, 10 s for a price',
      }),
      threshold: count({ default: 3, min: 1, max: 1000, source: 'Route 53: three in a row' }),
      timeoutMs: durationMs({ default: 4000, min: 1, source: 'an estimate: 4 s to connect' }),
    },
    { source: 'Route 53 with health checks; plain DNS has none' },
  ),
});

export type DnsParams = z.infer<typeof dnsParams>;
