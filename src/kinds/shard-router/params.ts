import { z } from 'zod/mini';
import { choice, count, distribution, group, ratio } from '../fields.ts';

export const shardRouterParams = z.strictObject({
  scheme: choice({
    of: ['hash', 'range', 'consistentHash'],
    default: 'hash',
    source: 'hash of the key: even, but no ranges',
  }),
  virtualNodes: count({
    default: 160,
    min: 1,
    max: 10_000,
    source: 'ketama points per server (nginx); only consistent hash uses it',
  }),
  scatterRatio: ratio({ default: 0, source: 'every read knows its key' }),
  split: group(
    {
      hotKeys: count({ default: 0, max: 1_000_000, source: 'no key is split unless asked for' }),
      subKeys: count({
        default: 10,
        min: 1,
        max: 1000,
        source: 'ten parts bring a key of 10 % back into line',
      }),
    },
    { source: 'a cure for celebrities: writes spread, reads gather' },
  ),
  overhead: distribution({
    default: { figure: 'proxy-overhead' },
    source: 'proxy hop 50 µs (napkin-math)',
  }),
});

export type ShardRouterParams = z.infer<typeof shardRouterParams>;
