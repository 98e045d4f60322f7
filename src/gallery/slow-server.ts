/**
 * Round robin beside power of two choices, four servers each, one of which becomes five times slower from 20 s to 40 s.
 * Round robin goes on sending it a quarter: 300 a second, of which it can answer 100 (domain reference §1.1, §10 ix).
 */
import type { GalleryEntry } from './entry.ts';

const traffic = {
  arrival: { process: 'poisson', ratePerSec: 1200 },
  timeoutMs: 10_000,
} as const;
/** 4 slots of 8 ms: 500 a second. */
const server = { slots: 4, queueLimit: null, service: { dist: 'exponential', meanMs: 8 } } as const;
/** Health checks that wait for as long as a person would: the slow server is slow, not dead. */
const healthCheck = { timeoutMs: 10_000 };

export const slowServer: GalleryEntry = {
  id: 'slow-server',
  title: { en: 'One slow server of four', ko: '네 대 중 느려진 한 대' },
  teaches: {
    en: 'At 20\u202fs one server of each group becomes five times slower. Round robin keeps feeding it and its queue grows by 200 a second; two random choices see the queue and walk round it.',
    ko: '20초에 각 그룹의 서버 한 대가 다섯 배 느려집니다. 라운드 로빈은 계속 같은 몫을 보내 대기열이 초당 200건씩 늘고, 무작위로 고른 두 대 중 한가한 쪽을 택하는 방식은 느린 서버를 피해 갑니다.',
  },
  file: {
    version: 1,
    name: 'One slow server of four',
    description:
      'Above, round robin; below, power of two choices. The same traffic, the same servers, the same fault.',
    seed: 7,
    durationMs: 60_000,
    warmupMs: 5000,
    nodes: [
      {
        id: 'users-a',
        kind: 'client',
        label: 'Users A',
        position: { x: 0, y: 72 },
        params: traffic,
      },
      {
        id: 'round-robin',
        kind: 'loadBalancer',
        label: 'Round robin',
        position: { x: 240, y: 72 },
        params: { algorithm: 'roundRobin', healthCheck },
      },
      {
        id: 'fast-a',
        kind: 'webServer',
        label: 'Steady A',
        position: { x: 512, y: 0 },
        params: { ...server, instances: 3 },
      },
      {
        id: 'slow-a',
        kind: 'webServer',
        label: 'Slow A',
        position: { x: 512, y: 144 },
        params: server,
      },
      {
        id: 'users-b',
        kind: 'client',
        label: 'Users B',
        position: { x: 0, y: 360 },
        params: traffic,
      },
      {
        id: 'two-choices',
        kind: 'loadBalancer',
        label: 'Power of two',
        position: { x: 240, y: 360 },
        params: { algorithm: 'powerOfTwo', healthCheck },
      },
      {
        id: 'fast-b',
        kind: 'webServer',
        label: 'Steady B',
        position: { x: 512, y: 288 },
        params: { ...server, instances: 3 },
      },
      {
        id: 'slow-b',
        kind: 'webServer',
        label: 'Slow B',
        position: { x: 512, y: 432 },
        params: server,
      },
    ],
    edges: [
      { id: 'users-a-lb', kind: 'request', source: 'users-a', target: 'round-robin' },
      edge('round-robin', 'fast-a'),
      edge('round-robin', 'slow-a'),
      { id: 'users-b-lb', kind: 'request', source: 'users-b', target: 'two-choices' },
      edge('two-choices', 'fast-b'),
      edge('two-choices', 'slow-b'),
    ],
    faults: [
      { kind: 'slowdown', atMs: 20_000, durationMs: 20_000, target: 'slow-a', factor: 5 },
      { kind: 'slowdown', atMs: 20_000, durationMs: 20_000, target: 'slow-b', factor: 5 },
    ],
    objectives: ['nodes.two-choices.latencyMs.p99 < 200', 'nodes.round-robin.latencyMs.p99 < 200'],
  },
};

/** Patient for as long as the client is: the lesson is in the waiting. */
function edge(source: string, target: string) {
  const id = `${source}-${target}`;
  return { id, kind: 'request', source, target, params: { timeoutMs: 10_000 } } as const;
}
