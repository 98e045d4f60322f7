/**
 * The first of the three tables of kinds: what each kind's params are. Apart from `models.ts`, so that the page can
 * validate and edit a scenario without loading the engine.
 */
import { cacheParams } from './cache/params.ts';
import { cdnParams } from './cdn/params.ts';
import { clientParams } from './client/params.ts';
import { databaseParams } from './database/params.ts';
import { dnsParams } from './dns/params.ts';
import { externalApiParams } from './external-api/params.ts';
import { loadBalancerParams } from './load-balancer/params.ts';
import { objectStoreParams } from './object-store/params.ts';
import { queueParams } from './queue/params.ts';
import { rateLimiterParams } from './rate-limiter/params.ts';
import { shardRouterParams } from './shard-router/params.ts';
import { webServerParams } from './web-server/params.ts';
import { workerParams } from './worker/params.ts';

export const kindSchemas = {
  client: clientParams,
  dns: dnsParams,
  cdn: cdnParams,
  rateLimiter: rateLimiterParams,
  loadBalancer: loadBalancerParams,
  webServer: webServerParams,
  cache: cacheParams,
  database: databaseParams,
  shardRouter: shardRouterParams,
  queue: queueParams,
  worker: workerParams,
  objectStore: objectStoreParams,
  externalApi: externalApiParams,
} as const;

export type Kind = keyof typeof kindSchemas;

export const kinds = Object.keys(kindSchemas) as readonly Kind[];
