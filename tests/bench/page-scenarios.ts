/** Large drawings for the page's benchmark: so many small shops side by side, each of ten nodes with traffic of its own. */
import type { ScenarioFile } from '../../src/scenario/schema.ts';

export const NODES_PER_SHOP = 10;
const SHOP = { width: 4 * 224, height: 4 * 148 };
const WEB_SERVERS = 4;
const REPLICAS = 2;

type FileNode = ScenarioFile['nodes'][number];
type FileEdge = NonNullable<ScenarioFile['edges']>[number];

export function shops(
  nodes: number,
  { ratePerSec, durationMs }: { readonly ratePerSec: number; readonly durationMs: number },
): ScenarioFile {
  const count = Math.ceil(nodes / NODES_PER_SHOP);
  // A little wider than high, as a canvas is.
  const columns = Math.ceil(Math.sqrt(count * 1.2));
  const all = Array.from({ length: count }, (_, index) =>
    shop(index, {
      ratePerSec: ratePerSec / count,
      x: (index % columns) * (SHOP.width + 100),
      y: Math.floor(index / columns) * (SHOP.height + 80),
    }),
  );
  return {
    version: 1,
    name: `${nodes} nodes`,
    durationMs,
    nodes: all.flatMap((each) => each.nodes),
    edges: all.flatMap((each) => each.edges),
  };
}

function shop(
  index: number,
  at: { readonly ratePerSec: number; readonly x: number; readonly y: number },
): { readonly nodes: FileNode[]; readonly edges: FileEdge[] } {
  const id = (name: string) => `${name}-${index}`;
  const position = (column: number, row: number) => ({
    x: at.x + column * 224,
    y: at.y + row * 148,
  });
  const call = (source: string, target: string, kind: FileEdge['kind'] = 'request') => ({
    id: id(`${source}-${target}`),
    kind,
    source: id(source),
    target: id(target),
  });
  const webs = Array.from({ length: WEB_SERVERS }, (_, n) => `web${n}`);
  const replicas = Array.from({ length: REPLICAS }, (_, n) => `replica${n}`);
  const nodes: FileNode[] = [
    {
      id: id('client'),
      kind: 'client',
      position: position(0, 1),
      params: { arrival: { process: 'poisson', ratePerSec: at.ratePerSec } },
    },
    { id: id('lb'), kind: 'loadBalancer', position: position(1, 1) },
    ...webs.map((web, n) => ({
      id: id(web),
      kind: 'webServer' as const,
      position: position(2, n),
    })),
    { id: id('cache'), kind: 'cache', position: position(3, 0) },
    {
      id: id('primary'),
      kind: 'database',
      position: position(3, 1),
      params: { role: 'primary' },
    },
    ...replicas.map((replica, n) => ({
      id: id(replica),
      kind: 'database' as const,
      position: position(3, 2 + n),
      params: { role: 'replica' as const },
    })),
  ];
  const edges: FileEdge[] = [
    call('client', 'lb'),
    ...webs.flatMap((web) => [call('lb', web), call(web, 'cache'), call(web, 'primary')]),
    ...replicas.map((replica) => call('primary', replica, 'replication')),
  ];
  return { nodes, edges };
}
