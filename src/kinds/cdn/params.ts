import { z } from 'zod/mini';
import { choice, count, distribution, durationMs, evictionPolicy, flag, group } from '../fields.ts';

export const cdnParams = z.strictObject({
  pops: count({
    default: 10,
    min: 1,
    max: 200,
    source: 'chosen: an audience spread over ten places',
  }),
  capacityKeys: count({
    default: 10_000,
    max: 1_000_000,
    source: 'chosen: room for every key of a small site',
  }),
  policy: evictionPolicy(),
  ttlMs: durationMs({
    default: 86_400_000,
    min: 0.001,
    source: 'CloudFront: 24 h when the origin names none',
  }),
  caches: choice({
    of: ['staticAndReads', 'static'],
    default: 'staticAndReads',
    source: 'chosen: pages that are alike for everybody',
  }),
  collapse: flag({ default: true, source: 'CloudFront: on, for each edge and key' }),
  staleIfError: flag({ default: false, source: 'nginx proxy_cache_use_stale: off' }),
  shield: group(
    {
      enabled: flag({ default: false, source: 'CloudFront Origin Shield: off unless asked for' }),
      roundTrip: distribution({
        default: { figure: 'network-user-edge' },
        source: 'same continent, Azure round-trip table',
      }),
    },
    { source: 'CloudFront Origin Shield: off unless asked for' },
  ),
  access: distribution({
    default: { figure: 'cdn-static' },
    source: "static file from a CDN, the study group's reading notes",
  }),
});

export type CdnParams = z.infer<typeof cdnParams>;
