import type { RateLimiterParams } from '../params.ts';
import type { MakeLimit } from './algorithm.ts';
import { fixedWindow } from './fixed-window.ts';
import { leakyBucket } from './leaky-bucket.ts';
import { slidingWindow } from './sliding-window.ts';
import { tokenBucket } from './token-bucket.ts';

export const algorithms: Readonly<Record<RateLimiterParams['algorithm'], MakeLimit>> = {
  tokenBucket,
  leakyBucket,
  fixedWindow,
  slidingWindow,
};
