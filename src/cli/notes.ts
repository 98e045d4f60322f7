/** What is odd about a drawing, in English sentences: the page has its own words, in its own languages. */
import type { DrawingCode, DrawingProblem } from '../scenario/drawing.ts';

const sentences: Readonly<Record<DrawingCode, string>> = {
  clientCalls:
    'a client calls DNS, CDNs, rate limiters, load balancers, web servers, caches, databases, shard routers, queues, object stores and external services only',
  dnsCalls: 'a DNS names load balancers, web servers, rate limiters and CDNs only',
  cdnCalls:
    'a CDN asks one origin: a rate limiter, a load balancer, a web server or an object store',
  limiterCalls:
    'a rate limiter passes calls on to a load balancer, a web server, an object store or an external service only',
  balancerCalls: 'a load balancer spreads calls over web servers and load balancers only',
  webServerCalls: 'a web server cannot call this',
  cacheCalls: 'a cache calls databases and shard routers only',
  databaseCalls: 'a database calls nobody; between databases draw replication',
  routerCalls: 'a shard router calls databases only',
  queueCalls: 'a queue calls nobody; it delivers to workers',
  workerCalls: 'a worker calls external services, object stores and rate limiters only',
  boughtCalls: 'what is bought by the call calls nobody',
  intoClient: 'nobody calls a client',
  intoWorker: 'a worker takes its jobs from a queue',
  deliveryNeedsQueueAndWorker: 'delivery leads from a queue to a worker',
  replicationNeedsDatabases: 'replication leads from a database to a database',
  replicationSecondSource: 'the replica already has a source',
  replicationCycle: 'replication must not lead in a circle',
  replicationIntoPrimary: 'a replica cannot feed a primary',
  requestCycle: 'calls must not lead in a circle',
  duplicateEdge: 'the same edge is drawn twice',
  selfEdge: 'an edge needs two nodes',
  unknownNode: 'an edge needs two nodes',
  clientSecondTarget: 'a client calls one thing only, so this edge is never used',
  passesToOne: '{source} passes calls on to one thing only, so this edge is never used',
  cacheSecondStore: '{source} stands before one database only, so this edge is never used',
  secondChoice: 'another of this kind comes first; name {target} in an operation\'s "uses"',
  neverCalled: 'no operation needs {target}, so this edge is never used',
  cacheAsideCallsNobody: 'a cache-aside cache never calls its database; its callers do',
  clientKeepsItsOwn:
    'a client goes by its own timeout, retries and circuit breaker and has no connection pool, so those of this edge do nothing',
  weightUnused: 'only weighted round robin looks at weights, so this one does nothing',
  hedgeWithoutOther:
    'there is no second target for a copy, so hedging does nothing; into a load balancer there is one, out of it there are many',
  ownCallsNeedTimeout:
    'without a timeout, what the cache writes or fetches of its own is never tried again once it is lost',
  clientWithoutTarget: 'the client calls nobody, so it makes no requests',
  balancerWithoutTargets: 'the load balancer has no targets, so every call to it fails',
  passesToNobody: 'it has nobody to pass calls on to, so every call to it fails',
  noTraffic: 'nobody calls it, so it gets no traffic',
  unused: 'nobody uses it',
  queueWithoutWorkers: 'no worker takes from the queue, so messages only pile up',
  secondPrimary: 'its set already has the primary {primary}, so it is treated as a replica',
  setWithoutPrimary: 'no primary is drawn in its set, so it is taken for one',
  replicaWithoutSource: 'the replica has no replication edge, so it is taken for a primary',
  cacheWithoutDatabase: 'it reads or writes through to a database, but none is connected',
  routerWithoutShards: 'the shard router has no shards, so every call to it fails',
  jobsWithoutQueue:
    'no queue can be reached for "{operation}": a server keeps these jobs in memory, and a crash loses them',
  needsUsers: "it remembers users, but no client has any: set a client's users",
  sessionsWithoutStore: 'it has no cache or database to keep sessions in, so its users fail',
  usesUnreachable: '"{operation}" uses {target}, which it cannot reach',
  faultAfterEnd: 'the fault on {target} comes after the end of the run',
  warmupTooLong: 'the warm-up lasts as long as the run, so nothing is measured',
  objectiveUnknownNode: '{path} names no node of this scenario',
  objectiveUnknownEdge: '{path} names no edge of this scenario that has a bandwidth',
};

export function noteOf(problem: DrawingProblem): string {
  const values = problem.values ?? {};
  const text = sentences[problem.code].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
  const isLeftOut = problem.severity === 'error' && problem.edge !== undefined;
  return `note: ${placeOf(problem)}${text}${isLeftOut ? '; the edge is left out' : ''}`;
}

function placeOf({ edge, node, fault, objective, values }: DrawingProblem): string {
  if (edge !== undefined) return `edge ${edge} (${values?.source} → ${values?.target}): `;
  if (node !== undefined) return `node ${node}: `;
  if (fault !== undefined) return `faults[${fault}]: `;
  return objective === undefined ? '' : `objectives[${objective}]: `;
}
