/** Token bucket: in the long run the rate, at once no more than the burst. What nginx calls `burst` with `nodelay`. */
import { TokenBuckets } from '../../token-bucket.ts';
import { type Limit, type LimitSpec, TURNED_AWAY } from './algorithm.ts';

export function tokenBucket({ ratePerSec, burst }: LimitSpec): Limit {
  const buckets = new TokenBuckets({ buckets: 1, ratePerSec, burst });
  return {
    state: buckets.state,
    admit: (nowNs) => (buckets.take(0, nowNs) ? 0 : TURNED_AWAY),
    level: (nowNs) => 1 - buckets.fill(0, nowNs),
    reset: (nowNs) => buckets.reset(nowNs),
  };
}
