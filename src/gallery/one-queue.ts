/**
 * M/M/1 at ρ = 0.8: one server, exponential service of 10 ms, Poisson arrivals of 80 a second, no network. Theory: mean
 * time in the system S/(1 − ρ) = 50 ms, 3.2 waiting (domain reference §8.2).
 */
import type { GalleryEntry } from './entry.ts';

export const oneQueue: GalleryEntry = {
  id: 'one-queue',
  title: { en: 'One server, one queue', ko: '서버 한 대와 대기열' },
  teaches: {
    en: 'The server is idle a fifth of the time, and still the average request waits four times as long as it is served. Raise the traffic from 80 to 95 a second and the wait is nineteen times.',
    ko: '서버는 전체 시간의 5분의 1을 쉬는데도, 요청은 평균적으로 처리 시간의 네 배를 기다립니다. 초당 80건을 95건으로 올리면 기다림은 열아홉 배가 됩니다.',
  },
  file: {
    version: 1,
    name: 'One server, one queue',
    description:
      'The simplest queue there is: Poisson arrivals, exponential service, one slot (M/M/1). ' +
      'At 80\u202f% utilization the mean time in the system is 10\u202fms / (1 − 0.8) = 50\u202fms.',
    seed: 1,
    durationMs: 120_000,
    warmupMs: 10_000,
    nodes: [
      {
        id: 'client',
        kind: 'client',
        label: 'Clients',
        position: { x: 0, y: 0 },
        params: { arrival: { process: 'poisson', ratePerSec: 80 }, timeoutMs: null },
      },
      {
        id: 'server',
        kind: 'webServer',
        label: 'Server',
        position: { x: 280, y: 0 },
        params: {
          slots: 1,
          queueLimit: null,
          service: { dist: 'exponential', meanMs: 10 },
        },
      },
    ],
    edges: [
      {
        id: 'client-server',
        kind: 'request',
        source: 'client',
        target: 'server',
        params: { roundTrip: { dist: 'constant', ms: 0 } },
      },
    ],
    objectives: ['nodes.server.utilization < 0.85', 'latencyMs.mean < 75'],
  },
};
