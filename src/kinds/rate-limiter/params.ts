import { z } from 'zod/mini';
import { problemCode } from '../../base/said.ts';
import { msToNs } from '../../base/units.ts';
import { choice, count, distribution, durationMs, ratePerSec } from '../fields.ts';
import { callsPerWindow } from './algorithms/calls-per-window.ts';

export const rateLimiterParams = z
  .strictObject({
    algorithm: choice({
      of: ['tokenBucket', 'leakyBucket', 'fixedWindow', 'slidingWindow'],
      default: 'tokenBucket',
      source: 'chosen: cheap, exact and kind to short bursts; nginx has the leaky bucket',
    }),
    ratePerSec: ratePerSec({ default: 100, source: 'chosen so that refusals can be seen' }),
    burst: count({
      default: 20,
      max: 1_000_000,
      source: 'chosen: a fifth of a second; nginx has none unless asked',
    }),
    windowMs: durationMs({
      default: 1000,
      min: 1,
      source: 'chosen: one second; only windows use it',
    }),
    overhead: distribution({
      default: { figure: 'proxy-overhead' },
      source: 'proxy hop 50 µs (napkin-math)',
    }),
  })
  .check(
    z.refine(
      ({ algorithm, ratePerSec, windowMs }) =>
        !algorithm.endsWith('Window') || callsPerWindow(ratePerSec, msToNs(windowMs)) >= 1,
      { path: ['windowMs'], message: problemCode('windowTooShort') },
    ),
  );

export type RateLimiterParams = z.infer<typeof rateLimiterParams>;
