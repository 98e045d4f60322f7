/** Params that the inspector folds away, of the kinds that have more than a screen of them. */
import type { Kind } from '../../scenario/editing.ts';

export const rareParams: { readonly [K in Kind]?: readonly string[] } = {
  webServer: [
    'discipline',
    'maxWaitMs',
    'dropExpired',
    'login',
    'tokenCheck',
    'compression',
    'fanOut',
    'jobThreads',
    'jobWork',
  ],
  cache: ['ttlJitterRatio', 'staleMs', 'refreshBeta', 'flushMs', 'batchKeys', 'preload', 'pinned'],
  loadBalancer: ['virtualNodes', 'decayMs'],
};
