/**
 * Reports that take a second each, and four times the usual traffic from 25 s to 75 s. The servers grow and shrink by
 * themselves: what is measured is old, a new server has to start, is slow at first, and finishes its work before it
 * goes (domain reference §8.1). Every time is a third of the usual one, so that a minute and a half shows all of it.
 */
import type { GalleryEntry } from './entry.ts';

export const autoscaling: GalleryEntry = {
  id: 'autoscaling',
  title: { en: 'Servers that come too late', ko: '한발 늦게 늘어나는 서버' },
  teaches: {
    en: 'From 25\u202fs on four times as many reports are wanted. Watch the dots on the servers: a new one has to start, serves cold and slowly at first, and is up to speed only seconds later; the line has formed long before. When the traffic falls, servers finish what they have and go.',
    ko: '25초부터 보고서 요청이 네 배가 됩니다. 서버의 점을 보세요. 새 서버는 먼저 시작해야 하고, 처음에는 차가운 상태로 느리게 응답하다가, 몇 초 뒤에야 제 속도를 냅니다. 줄은 그보다 훨씬 먼저 생깁니다. 트래픽이 줄면 서버는 하던 일을 마치고 사라집니다.',
  },
  file: {
    version: 1,
    name: 'Servers that come too late',
    description:
      'The autoscaler reads how busy the servers are every 5\u202fs and acts on a reading that is 5\u202fs old; it wants them 60\u202f% busy. ' +
      'A server starts in 8\u202fs, takes three times as long for its work at first and is warm after 10\u202fs. ' +
      'It shrinks only to the most that the last 15\u202fs asked for.',
    seed: 8,
    durationMs: 120_000,
    warmupMs: 5000,
    nodes: [
      {
        id: 'readers',
        kind: 'client',
        label: 'Readers',
        position: { x: 0, y: 84 },
        params: {
          arrival: { process: 'poisson', ratePerSec: 10 },
          operations: [{ name: 'make report', type: 'static' }],
          timeoutMs: null,
        },
      },
      {
        id: 'lb',
        kind: 'loadBalancer',
        label: 'Balancer',
        position: { x: 260, y: 84 },
        params: { algorithm: 'leastConnections' },
      },
      {
        id: 'reports',
        kind: 'webServer',
        label: 'Reports',
        position: { x: 520, y: 84 },
        params: {
          instances: 2,
          slots: 10,
          queueLimit: 20,
          service: { dist: 'lognormal', p5Ms: 400, p95Ms: 2500 },
          autoscale: {
            min: 2,
            max: 10,
            intervalMs: 5000,
            lagMs: 5000,
            startMs: 8000,
            coldFactor: 3,
            warmMs: 10_000,
            downAfterMs: 15_000,
            drainMs: 10_000,
          },
        },
      },
    ],
    edges: [
      { id: 'readers-lb', kind: 'request', source: 'readers', target: 'lb' },
      {
        id: 'lb-reports',
        kind: 'request',
        source: 'lb',
        target: 'reports',
        params: { timeoutMs: 20_000 },
      },
    ],
    faults: [{ kind: 'spike', atMs: 25_000, durationMs: 50_000, target: 'readers', factor: 4 }],
    objectives: ['latencyMs.p99 < 4000', 'errorRatio < 0.01'],
  },
};
