/**
 * A slow dependency empties a pool that everything shares. One request in ten wants reviews, which take forty times as
 * long from 20 s to 40 s: two seconds. 20 a second of two seconds want 40 connections of 20 (Little's law), and the other
 * nine in ten wait for one as well (domain reference §2, "Extra scenarios"). Below, a pool of their own bounds the
 * reviews: a bulkhead.
 */
import type { ScenarioFile } from '../scenario/schema.ts';
import type { GalleryEntry } from './entry.ts';

type Parts = {
  readonly [Part in 'nodes' | 'edges' | 'faults']: NonNullable<ScenarioFile[Part]>;
};
type Pool = { readonly connections: number; readonly acquireTimeoutMs: number };

/** One web server, the shop behind it and what that calls. `bulkhead`: how many reviews it asks for at once. */
function shop(row: 'a' | 'b', bulkhead: Pool | null): Parts {
  const name = row.toUpperCase();
  const y = row === 'a' ? 0 : 300;
  const [shoppers, web, service, items, reviews] = [
    `shoppers-${row}`,
    `web-${row}`,
    `shop-${row}`,
    `items-${row}`,
    `reviews-${row}`,
  ];
  return {
    nodes: [
      {
        id: shoppers,
        kind: 'client',
        label: `Shoppers ${name}`,
        position: { x: 0, y: y + 84 },
        params: {
          arrival: { process: 'poisson', ratePerSec: 200 },
          operations: [
            { name: 'open item', type: 'read', weight: 9, uses: [service, items] },
            { name: 'read reviews', type: 'read', weight: 1, uses: [service, reviews] },
          ],
          timeoutMs: 5000,
        },
      },
      { id: web, kind: 'webServer', label: `Web ${name}`, position: { x: 208, y: y + 84 } },
      { id: service, kind: 'webServer', label: `Shop ${name}`, position: { x: 490, y: y + 84 } },
      { id: items, kind: 'database', label: `Items ${name}`, position: { x: 742, y } },
      {
        id: reviews,
        kind: 'externalApi',
        label: `Reviews ${name}`,
        position: { x: 742, y: y + 168 },
        params: { latency: { dist: 'lognormal', p5Ms: 20, p95Ms: 100 } },
      },
    ],
    edges: [
      { id: `${shoppers}-web`, kind: 'request', source: shoppers, target: web },
      {
        id: `${web}-shop`,
        kind: 'request',
        source: web,
        target: service,
        params: { timeoutMs: 5000, pool: { connections: 20, acquireTimeoutMs: 1000 } },
      },
      { id: `${service}-items`, kind: 'request', source: service, target: items },
      {
        id: `${service}-reviews`,
        kind: 'request',
        source: service,
        target: reviews,
        params: { timeoutMs: 5000, pool: bulkhead },
      },
    ],
    faults: [{ kind: 'slowdown', atMs: 20_000, durationMs: 20_000, target: reviews, factor: 40 }],
  };
}

const shared = shop('a', null);
const bounded = shop('b', { connections: 8, acquireTimeoutMs: 50 });

export const connectionPool: GalleryEntry = {
  id: 'connection-pool',
  title: { en: 'No connection left', ko: '커넥션이 바닥날 때' },
  teaches: {
    en: 'From 20\u202fs to 40\u202fs reviews take two seconds, forty times as long as usual, and one request in ten asks for them. Above, they soon hold all 20 connections from the web server to the shop. Whoever only opens an item waits for a connection, too: 1,500 requests fail, nine in ten of which wanted no review, while shop and database are all but idle. Below, the shop has eight connections of its own for reviews, and nobody waits for one for more than 50\u202fms: 318 fail, every one for reviews.',
    ko: '20초에서 40초 사이에 후기가 평소의 마흔 배인 2초 걸립니다. 후기를 찾는 요청은 열에 하나입니다. 위에서는 이 요청들이 웹 서버에서 상점으로 가는 커넥션 20개를 곧 모두 쥡니다. 상품만 보려는 사람도 커넥션을 기다립니다. 실패한 1,500건 열에 아홉은 후기와 상관없는 요청이고, 상점과 데이터베이스는 거의 놀고 있습니다. 아래에서는 상점이 후기용 커넥션을 8개만 따로 두고 50밀리초보다 오래 기다리지 않게 합니다. 실패는 318건이고, 모두 후기 요청입니다.',
  },
  file: {
    version: 1,
    name: 'No connection left',
    description:
      'One request in ten asks for reviews, which become slow. Above, they hold every connection of the web server; ' +
      'below, the shop asks for eight reviews at once and no more. “Why” says how many connections would do above.',
    seed: 9,
    durationMs: 60_000,
    warmupMs: 5000,
    nodes: [...shared.nodes, ...bounded.nodes],
    edges: [...shared.edges, ...bounded.edges],
    faults: [...shared.faults, ...bounded.faults],
    objectives: ['nodes.shoppers-b.failed < 500', 'nodes.shoppers-a.failed < 500'],
  },
};
