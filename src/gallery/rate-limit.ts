/**
 * Ten slots of 20 ms serve 500 a second; from 20 s to 30 s three times the usual 300 come. Without a limit everybody
 * waits behind a line of people who have already gone; a limiter turns away what is too much (domain reference §5).
 */
import type { GalleryEntry } from './entry.ts';

const traffic = { arrival: { process: 'poisson', ratePerSec: 300 }, timeoutMs: 2000 } as const;
const server = {
  slots: 10,
  queueLimit: null,
  service: { dist: 'exponential', meanMs: 20 },
} as const;

export const rateLimit: GalleryEntry = {
  id: 'rate-limit',
  title: { en: 'Turn some away, serve the rest', ko: '일부를 돌려보내고 나머지를 살리기' },
  teaches: {
    en: 'From 20\u202fs to 30\u202fs three times the usual 300 requests a second come; a server answers 500. Above, 4,000 pile up, and until 46\u202fs the server works for people who gave up after two seconds: 10,900 fail. Below, a limiter lets 450 a second through: 4,500 are turned away at once, and 99 of 100 others have their answer within 0.1\u202fs.',
    ko: '20초에서 30초 사이에 평소 초당 300건의 세 배가 들어옵니다. 서버는 초당 500건을 처리합니다. 위에서는 4,000건이 쌓이고, 서버는 46초까지 2초 만에 포기한 사람들의 요청을 처리하느라 10,900건이 실패합니다. 아래에서는 처리율 제한 장치가 초당 450건만 들입니다. 4,500건은 바로 돌려보내고, 나머지는 100건 중 99건이 0.1초 안에 응답받습니다.',
  },
  file: {
    version: 1,
    name: 'Turn some away, serve the rest',
    description:
      'Three times the traffic for ten seconds. Above, the server takes everything; below, a rate limiter lets 450 a second through.',
    seed: 8,
    durationMs: 70_000,
    warmupMs: 5000,
    nodes: [
      {
        id: 'users-a',
        kind: 'client',
        label: 'Users A',
        position: { x: 0, y: 0 },
        params: traffic,
      },
      {
        id: 'server-a',
        kind: 'webServer',
        label: 'Server A',
        position: { x: 600, y: 0 },
        params: server,
      },
      {
        id: 'users-b',
        kind: 'client',
        label: 'Users B',
        position: { x: 0, y: 200 },
        params: traffic,
      },
      {
        id: 'limit',
        kind: 'rateLimiter',
        label: '450 a second',
        position: { x: 300, y: 200 },
        params: { ratePerSec: 450 },
      },
      {
        id: 'server-b',
        kind: 'webServer',
        label: 'Server B',
        position: { x: 600, y: 200 },
        params: server,
      },
    ],
    edges: [
      { id: 'users-a-server', kind: 'request', source: 'users-a', target: 'server-a' },
      { id: 'users-b-limit', kind: 'request', source: 'users-b', target: 'limit' },
      {
        id: 'limit-server-b',
        kind: 'request',
        source: 'limit',
        target: 'server-b',
        params: { timeoutMs: 2000 },
      },
    ],
    faults: [
      { kind: 'spike', atMs: 20_000, durationMs: 10_000, target: 'users-a', factor: 3 },
      { kind: 'spike', atMs: 20_000, durationMs: 10_000, target: 'users-b', factor: 3 },
    ],
    objectives: ['nodes.users-b.failed < 6000', 'nodes.users-a.failed < 6000'],
  },
};
