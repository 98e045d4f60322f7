/**
 * The second table of kinds: what each kind does. Only the compiler reads it, so the page can be shown before the
 * engine has arrived. A kind that has params and no model does not compile.
 */
import type { z } from 'zod/mini';
import { cacheModel } from './cache/model.ts';
import { cdnModel } from './cdn/model.ts';
import { clientModel } from './client/model.ts';
import { databaseModel } from './database/model.ts';
import { dnsModel } from './dns/model.ts';
import { externalApiModel } from './external-api/model.ts';
import type { KindModel } from './kind.ts';
import { loadBalancerModel } from './load-balancer/model.ts';
import { objectStoreModel } from './object-store/model.ts';
import { queueModel } from './queue/model.ts';
import { rateLimiterModel } from './rate-limiter/model.ts';
import type { Kind, kindSchemas } from './schemas.ts';
import { shardRouterModel } from './shard-router/model.ts';
import { webServerModel } from './web-server/model.ts';
import { workerModel } from './worker/model.ts';

export const kindModels: {
  readonly [K in Kind]: KindModel<z.output<(typeof kindSchemas)[K]>>;
} = {
  client: clientModel,
  dns: dnsModel,
  cdn: cdnModel,
  rateLimiter: rateLimiterModel,
  loadBalancer: loadBalancerModel,
  webServer: webServerModel,
  cache: cacheModel,
  database: databaseModel,
  shardRouter: shardRouterModel,
  queue: queueModel,
  worker: workerModel,
  objectStore: objectStoreModel,
  externalApi: externalApiModel,
};
