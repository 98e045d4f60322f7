/**
 * A page needs fifty answers, so it is as slow as the slowest of them. Below, a call that has taken longer than
 * nineteen in twenty is sent to a second server as well (The Tail at Scale; domain reference §3.3, §10 x).
 */
import type { GalleryEntry } from './entry.ts';

const traffic = { arrival: { process: 'poisson', ratePerSec: 20 } } as const;
/** It adds no work of its own: what it takes is what it waits for. */
const root = { slots: 1000, service: { dist: 'constant', ms: 1 }, fanOut: 50 } as const;
/** Half take less than 3.2 ms, one in a hundred more than 43 ms, one in a thousand more than 200 ms. */
const leaf = {
  instances: 20,
  slots: 100,
  service: { dist: 'pareto', minMs: 2, alpha: 1.5 },
} as const;

export const hedgedTail: GalleryEntry = {
  id: 'hedged-tail',
  title: { en: 'Hedging the tail', ko: '느린 꼬리에 보험 들기' },
  teaches: {
    en: 'A page asks fifty times at once, and one answer in a thousand takes more than 200\u202fms. Above, one page in a hundred therefore takes half a second. Below, a call slower than 95\u202f% of the others is copied to a second server: 5\u202f% more calls, and 99 of 100 pages take about 40\u202fms.',
    ko: '페이지 하나가 한꺼번에 50번 묻고, 답 천 개 중 하나는 200ms를 넘깁니다. 그래서 위에서는 페이지 백 개 중 하나가 0.5초 넘게 걸립니다. 아래에서는 95%보다 느린 호출을 두 번째 서버에도 보냅니다. 호출은 5% 늘고, 페이지 백 개 중 99개가 40ms 안팎에 끝납니다.',
  },
  file: {
    version: 1,
    name: 'Hedging the tail',
    description:
      'Every page asks fifty times at once and waits for all answers. Above, as it is; below, calls slower than the 95th ' +
      'percentile are copied to another server, and the first answer counts.',
    seed: 6,
    durationMs: 60_000,
    warmupMs: 5000,
    nodes: [
      {
        id: 'readers-a',
        kind: 'client',
        label: 'Readers A',
        position: { x: 0, y: 0 },
        params: traffic,
      },
      {
        id: 'page-a',
        kind: 'webServer',
        label: 'Page A',
        position: { x: 300, y: 0 },
        params: root,
      },
      {
        id: 'parts-a',
        kind: 'webServer',
        label: 'Parts A',
        position: { x: 600, y: 0 },
        params: leaf,
      },
      {
        id: 'readers-b',
        kind: 'client',
        label: 'Readers B',
        position: { x: 0, y: 200 },
        params: traffic,
      },
      {
        id: 'page-b',
        kind: 'webServer',
        label: 'Page B',
        position: { x: 300, y: 200 },
        params: root,
      },
      {
        id: 'parts-b',
        kind: 'webServer',
        label: 'Parts B',
        position: { x: 600, y: 200 },
        params: leaf,
      },
    ],
    edges: [
      { id: 'readers-a-page', kind: 'request', source: 'readers-a', target: 'page-a' },
      {
        id: 'page-parts-a',
        kind: 'request',
        source: 'page-a',
        target: 'parts-a',
        params: { timeoutMs: 10_000 },
      },
      { id: 'readers-b-page', kind: 'request', source: 'readers-b', target: 'page-b' },
      {
        id: 'page-parts-b',
        kind: 'request',
        source: 'page-b',
        target: 'parts-b',
        params: { timeoutMs: 10_000, hedge: { quantile: 0.95 } },
      },
    ],
    objectives: ['nodes.page-b.latencyMs.p99 < 200', 'nodes.page-a.latencyMs.p99 < 200'],
  },
};
