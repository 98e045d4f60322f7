/**
 * The notes' question about page 23: why a message queue, when threads of the web server could resize the picture as
 * well? Both ways crash at 20 s for 5 s: the queue repeats what was in hand, the threads lose it (domain reference §10 vii).
 */
import type { GalleryEntry } from './entry.ts';

/** Resizing one picture, as the worker's default has it. */
const resizing = { dist: 'lognormal', p5Ms: 50, p95Ms: 200 } as const;
const uploads = { arrival: { process: 'poisson', ratePerSec: 40 } } as const;

export const durableQueue: GalleryEntry = {
  id: 'durable-queue',
  title: { en: 'A queue keeps what threads lose', ko: '큐는 지키고 스레드는 잃는다' },
  teaches: {
    en: 'Two ways to resize pictures, and whoever resizes crashes at 20\u202fs for 5\u202fs. The durable queue keeps every upload, hands out again what was in hand, and works off the pile. The threads lose what they held and refuse what comes.',
    ko: '사진을 보정하는 두 가지 방법이 있고, 20초에 보정하던 쪽이 5초 동안 다운됩니다. 디스크에 보존하는 큐는 모든 업로드를 지키고, 처리 중이던 것을 다시 내주고, 쌓인 것을 마저 처리합니다. 스레드는 쥐고 있던 것을 잃고 새 요청을 거부합니다.',
  },
  file: {
    version: 1,
    name: 'A queue keeps what threads lose',
    description:
      'Above, the web server publishes and answers at once. Below, it resizes within the request. The same uploads, the same crash.',
    seed: 23,
    durationMs: 60_000,
    warmupMs: 5000,
    nodes: [
      {
        id: 'uploads-a',
        kind: 'client',
        label: 'Uploads A',
        position: { x: 0, y: 0 },
        params: { ...uploads, operations: [{ name: 'upload picture', type: 'job' }] },
      },
      { id: 'web-a', kind: 'webServer', label: 'Web', position: { x: 240, y: 0 } },
      {
        id: 'pictures',
        kind: 'queue',
        label: 'Pictures',
        position: { x: 480, y: 0 },
        params: { visibilityTimeoutMs: 5000 },
      },
      {
        id: 'resize',
        kind: 'worker',
        label: 'Resize',
        position: { x: 720, y: 0 },
        params: { slots: 8, service: resizing },
      },
      {
        id: 'uploads-b',
        kind: 'client',
        label: 'Uploads B',
        position: { x: 0, y: 180 },
        params: { ...uploads, operations: [{ name: 'upload picture', type: 'static' }] },
      },
      {
        id: 'threads',
        kind: 'webServer',
        label: 'Threads',
        position: { x: 240, y: 180 },
        params: { slots: 8, service: resizing },
      },
    ],
    edges: [
      { id: 'uploads-a-web', kind: 'request', source: 'uploads-a', target: 'web-a' },
      { id: 'web-a-pictures', kind: 'request', source: 'web-a', target: 'pictures' },
      { id: 'pictures-resize', kind: 'delivery', source: 'pictures', target: 'resize' },
      { id: 'uploads-b-threads', kind: 'request', source: 'uploads-b', target: 'threads' },
    ],
    faults: [
      { kind: 'crash', atMs: 20_000, durationMs: 5000, target: 'resize' },
      { kind: 'crash', atMs: 20_000, durationMs: 5000, target: 'threads' },
    ],
    objectives: ['nodes.web-a.failed == 0', 'nodes.threads.failed == 0'],
  },
};
