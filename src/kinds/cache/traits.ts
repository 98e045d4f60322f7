/** What follows from a cache's strategy: for itself, and for those who call it. */
import type { CacheTraits } from '../kind.ts';
import type { CacheParams } from './params.ts';

/** Whoever fills the cache needs a lease for it. Serving old values meanwhile needs one too: somebody must fetch the new. */
export function leasesOut({ singleFlight, staleMs }: CacheParams, loadsItself: boolean): boolean {
  return !loadsItself && (singleFlight === true || staleMs > 0);
}

/** Writes that go around the cache leave it as it is. */
export function onWriteOf({ strategy, onWrite }: CacheParams): CacheTraits['onWrite'] {
  return strategy === 'writeAround' ? 'ignore' : onWrite;
}

export function traits(params: CacheParams, hasStore: boolean): CacheTraits {
  const { strategy } = params;
  const isBefore = hasStore && strategy !== 'cacheAside';
  return {
    loadsItself: isBefore,
    writesThrough: isBefore && (strategy === 'writeThrough' || strategy === 'writeBehind'),
    onWrite: onWriteOf(params),
  };
}
