/**
 * Who balances the balancer? Above, one load balancer alone; below, two behind one address (VRRP, domain reference
 * §1.6). The first of each dies at 20 s and is back at 40 s.
 */
import type { GalleryEntry } from './entry.ts';

const readers = { arrival: { process: 'poisson', ratePerSec: 200 }, timeoutMs: 2000 } as const;
const reading = { name: 'read post', type: 'static' } as const;

export const balancerPair: GalleryEntry = {
  id: 'balancer-pair',
  title: { en: 'Two balancers, one address', ko: '주소 하나에 로드밸런서 두 대' },
  teaches: {
    en: 'At 20 s a load balancer dies. The upper one is alone: every request fails until it is back at 40 s. Below, a standby counts three missed adverts and takes the address over after three seconds; what was under way is lost all the same. When the first is back it takes the address again.',
    ko: '20초에 로드밸런서가 다운됩니다. 위쪽은 한 대뿐이라 40초에 돌아올 때까지 모든 요청이 실패합니다. 아래쪽은 대기 장비가 광고를 세 번 놓친 것을 세고 약 3초 만에 주소를 넘겨받습니다. 그래도 처리 중이던 요청은 잃습니다. 첫 번째 장비가 돌아오면 주소를 되찾습니다.',
  },
  file: {
    version: 1,
    name: 'Two balancers, one address',
    description:
      'The same traffic and the same servers twice. The pair runs VRRP as keepalived has it: an advert a second, priority 100, preemption.',
    seed: 4,
    durationMs: 60_000,
    warmupMs: 5000,
    nodes: [
      {
        id: 'readers-a',
        kind: 'client',
        label: 'Readers A',
        position: { x: 0, y: 0 },
        params: { ...readers, operations: [reading] },
      },
      { id: 'alone', kind: 'loadBalancer', label: 'Alone', position: { x: 260, y: 0 } },
      {
        id: 'web-a',
        kind: 'webServer',
        label: 'Web A',
        position: { x: 520, y: 0 },
        params: { instances: 3, slots: 8, service: { dist: 'lognormal', p5Ms: 20, p95Ms: 80 } },
      },
      {
        id: 'readers-b',
        kind: 'client',
        label: 'Readers B',
        position: { x: 0, y: 180 },
        params: { ...readers, operations: [reading] },
      },
      {
        id: 'pair',
        kind: 'loadBalancer',
        label: 'Pair',
        position: { x: 260, y: 180 },
        params: { standby: {} },
      },
      {
        id: 'web-b',
        kind: 'webServer',
        label: 'Web B',
        position: { x: 520, y: 180 },
        params: { instances: 3, slots: 8, service: { dist: 'lognormal', p5Ms: 20, p95Ms: 80 } },
      },
    ],
    edges: [
      { id: 'readers-a-alone', kind: 'request', source: 'readers-a', target: 'alone' },
      { id: 'alone-web', kind: 'request', source: 'alone', target: 'web-a' },
      { id: 'readers-b-pair', kind: 'request', source: 'readers-b', target: 'pair' },
      { id: 'pair-web', kind: 'request', source: 'pair', target: 'web-b' },
    ],
    faults: [
      { kind: 'crash', atMs: 20_000, durationMs: 20_000, target: 'alone' },
      { kind: 'instanceCrash', atMs: 20_000, durationMs: 20_000, target: 'pair', instance: 0 },
    ],
    objectives: ['nodes.readers-a.failed < 1000', 'nodes.readers-b.failed < 1000'],
  },
};
