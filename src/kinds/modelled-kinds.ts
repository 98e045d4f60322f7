/** The table of what each kind models and leaves out. A kind without a row here does not compile. */
import { cacheModelled } from './cache/modelled.ts';
import { cdnModelled } from './cdn/modelled.ts';
import { clientModelled } from './client/modelled.ts';
import { databaseModelled } from './database/modelled.ts';
import { dnsModelled } from './dns/modelled.ts';
import { externalApiModelled } from './external-api/modelled.ts';
import { loadBalancerModelled } from './load-balancer/modelled.ts';
import type { Modelled } from './modelled.ts';
import { objectStoreModelled } from './object-store/modelled.ts';
import { queueModelled } from './queue/modelled.ts';
import { rateLimiterModelled } from './rate-limiter/modelled.ts';
import type { Kind } from './schemas.ts';
import { shardRouterModelled } from './shard-router/modelled.ts';
import { webServerModelled } from './web-server/modelled.ts';
import { workerModelled } from './worker/modelled.ts';

export const modelledKinds: { readonly [K in Kind]: Modelled } = {
  client: clientModelled,
  loadBalancer: loadBalancerModelled,
  dns: dnsModelled,
  cdn: cdnModelled,
  rateLimiter: rateLimiterModelled,
  webServer: webServerModelled,
  cache: cacheModelled,
  database: databaseModelled,
  shardRouter: shardRouterModelled,
  queue: queueModelled,
  worker: workerModelled,
  objectStore: objectStoreModelled,
  externalApi: externalApiModelled,
};
