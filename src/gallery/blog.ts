/**
 * The blog of the reading notes: a load balancer, stateless web servers, a cache, a primary with two replicas, and a
 * message queue for pictures. The primary dies at 20 s and comes back at 40 s.
 *
 * Sources: traffic and weights are chosen (reads far outnumber writes: domain reference §9.5). Durations are rows of the
 * latency table: the notes' own where they have one. Slots are the cores of small machines, so that load can be seen.
 */
import type { GalleryEntry } from './entry.ts';

export const blog: GalleryEntry = {
  id: 'blog',
  title: { en: 'Blog behind a cache', ko: '캐시를 둔 블로그' },
  teaches: {
    en: 'At 20\u202fs the primary database dies. Watch the story: three missed probes, an election, comments refused until the new primary answers. Writes that it had acknowledged and no replica had received yet, if any, are lost for good. Readers hardly notice: the cache and the replicas go on answering.',
    ko: '20초에 주 데이터베이스가 다운됩니다. 상태 확인이 세 번 실패하고, 새 주 데이터베이스를 선출하고, 그동안 댓글 쓰기가 거부됩니다. 완료로 응답했지만 아직 복제되지 않은 쓰기가 있었다면 영영 유실됩니다. 읽는 사람은 거의 느끼지 못합니다. 캐시와 부 데이터베이스가 계속 응답합니다.',
  },
  file: {
    version: 1,
    name: 'Blog behind a cache',
    description:
      'A blog with 2,000 requests a second: 90\u202f% read a post, 8\u202f% write a comment, 2\u202f% upload a picture. ' +
      'Posts are cached, comments go to the primary, pictures wait in a queue. ' +
      'A comment removes its post from the cache; the next reader fills it again from a replica that may not have the comment yet, which is why many hits are stale. ' +
      'The primary dies at 20\u202fs and returns as a replica at 40\u202fs.',
    seed: 42,
    durationMs: 60_000,
    warmupMs: 5000,
    nodes: [
      {
        id: 'readers',
        kind: 'client',
        label: 'Readers',
        position: { x: 0, y: 216 },
        params: {
          arrival: { process: 'poisson', ratePerSec: 2000 },
          operations: [
            { name: 'read post', type: 'read', weight: 90 },
            { name: 'write comment', type: 'write', weight: 8 },
            { name: 'upload picture', type: 'job', weight: 2 },
          ],
          keys: { count: 100_000 },
          timeoutMs: 2000,
        },
      },
      {
        id: 'lb',
        kind: 'loadBalancer',
        label: 'Load balancer',
        position: { x: 224, y: 216 },
        params: { algorithm: 'powerOfTwo' },
      },
      {
        id: 'web',
        kind: 'webServer',
        label: 'Web',
        position: { x: 448, y: 216 },
        params: { instances: 3, slots: 8 },
      },
      {
        id: 'cache',
        kind: 'cache',
        label: 'Hot posts',
        position: { x: 736, y: 0 },
        params: { capacityKeys: 10_000 },
      },
      {
        id: 'db-1',
        kind: 'database',
        position: { x: 736, y: 288 },
        params: { slots: 4, failover: { probeIntervalMs: 2500 } },
      },
      {
        id: 'db-2',
        kind: 'database',
        position: { x: 736, y: 144 },
        params: { role: 'replica', slots: 4 },
      },
      {
        id: 'db-3',
        kind: 'database',
        position: { x: 736, y: 432 },
        params: { role: 'replica', slots: 4 },
      },
      { id: 'pictures', kind: 'queue', label: 'Pictures', position: { x: 448, y: 432 } },
      {
        id: 'resize',
        kind: 'worker',
        label: 'Resize',
        position: { x: 224, y: 432 },
        params: { instances: 2, slots: 3 },
      },
    ],
    edges: [
      {
        id: 'readers-lb',
        kind: 'request',
        source: 'readers',
        target: 'lb',
        params: { roundTrip: { figure: 'network-user-edge' } },
      },
      { id: 'lb-web', kind: 'request', source: 'lb', target: 'web' },
      { id: 'web-cache', kind: 'request', source: 'web', target: 'cache' },
      { id: 'web-db-1', kind: 'request', source: 'web', target: 'db-1' },
      { id: 'web-db-2', kind: 'request', source: 'web', target: 'db-2' },
      { id: 'web-db-3', kind: 'request', source: 'web', target: 'db-3' },
      replication('db-1', 'db-2'),
      replication('db-1', 'db-3'),
      { id: 'web-pictures', kind: 'request', source: 'web', target: 'pictures' },
      { id: 'pictures-resize', kind: 'delivery', source: 'pictures', target: 'resize' },
    ],
    faults: [{ kind: 'crash', atMs: 20_000, target: 'db-1', durationMs: 20_000 }],
    objectives: ['latencyMs.p99 < 200', 'errorRatio < 0.02', 'nodes.cache.hitRatio > 0.6'],
  },
};

/** Behind by 10–100 ms: between idle (1–20) and busy (20–200, domain reference §10 vi), so that a crash loses writes. */
function replication(source: string, target: string) {
  const transport = { dist: 'lognormal', p5Ms: 10, p95Ms: 100 } as const;
  return {
    id: `${source}-${target}`,
    kind: 'replication',
    source,
    target,
    params: { transport },
  } as const;
}
