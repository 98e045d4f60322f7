/**
 * Laying a drawing out: layers from the callers to the called, as ELK's layered algorithm finds them. The graph is
 * made here, the work is ELK's, wherever that runs (layout-worker.ts).
 */
import type { ElkNode } from 'elkjs/lib/elk-api';
import type { Scenario, Zone } from '../scenario/schema.ts';
import { CARD_GAP, CARD_HEIGHT, CARD_WIDTH } from './geometry.ts';
import type { Place } from './placement.ts';

type Drawing = Pick<Scenario, 'nodes' | 'edges' | 'zones'>;

/** Between layers there is room for moving requests to be seen; a card's problem stands below it. */
const LAYER_GAP = 96;
/** Around the members of a zone, and above them for its name. */
const ZONE_PADDING = '[top=52,left=28,bottom=28,right=28]';

const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.spacing.nodeNode': String(CARD_GAP),
  'elk.layered.spacing.nodeNodeBetweenLayers': String(LAYER_GAP),
  'elk.spacing.componentComponent': String(CARD_GAP),
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  // As the file has them, where nothing else decides: the same drawing is laid out the same way.
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
};
/** Lines lead into zones and out of them. Without zones, ELK packs what nothing connects side by side instead. */
const acrossZones = { 'elk.hierarchyHandling': 'INCLUDE_CHILDREN' };
/** For cards that nothing connects: as layers they would be a single column. */
const asGrid = {
  'elk.hierarchyHandling': 'SEPARATE_CHILDREN',
  'elk.algorithm': 'rectpacking',
  'elk.spacing.nodeNode': String(CARD_GAP),
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
};

/** Places in the document for some of the nodes, around their own corner; every place is a whole number. */
export async function layOut(
  drawing: Drawing,
  engine: LayoutEngine,
): Promise<ReadonlyMap<string, Place>> {
  return placesIn(await engine(graphOf(drawing)));
}

export interface Move extends Place {
  readonly id: string;
}

/** For those that are there: from the layout's corner, which is that of all it was made for, to `corner`. */
export function movesFor(
  places: ReadonlyMap<string, Place>,
  corner: Place,
  there: ReadonlySet<string>,
): readonly Move[] {
  const laid = cornerOf([...places.values()]);
  return [...places].flatMap(([id, { x, y }]) =>
    there.has(id) ? [{ id, x: x - laid.x + corner.x, y: y - laid.y + corner.y }] : [],
  );
}

export function cornerOf(places: readonly Place[]): Place {
  return {
    x: Math.min(...places.map(({ x }) => x)),
    y: Math.min(...places.map(({ y }) => y)),
  };
}

/** Answers the graph with a place for each of its nodes. */
export type LayoutEngine = (graph: ElkNode) => Promise<ElkNode>;

/** A zone is a node that holds its members, a region one that holds its zones; what is in several is in the first. */
export function graphOf({ nodes, edges, zones }: Drawing): ElkNode {
  const taken = new Set<string>();
  const known = new Map(nodes.map((node) => [node.id, node]));
  const byId = new Map(zones.map((zone) => [zone.id, zone]));
  const drawn = edges.filter(({ source, target }) => known.has(source) && known.has(target));
  const connected = new Set(drawn.flatMap(({ source, target }) => [source, target]));
  function childOf(id: string): ElkNode[] {
    if (taken.has(id)) return [];
    const zone = byId.get(id);
    if (zone) return [groupOf(zone)];
    if (!known.has(id)) return [];
    taken.add(id);
    return [{ id, width: CARD_WIDTH, height: CARD_HEIGHT }];
  }
  function groupOf(zone: Zone): ElkNode {
    taken.add(zone.id);
    return {
      id: zone.id,
      children: gathered(zone.id, zone.members.flatMap(childOf)),
      layoutOptions: { 'elk.padding': ZONE_PADDING },
    };
  }
  /** What nothing connects comes into one group. */
  function gathered(holder: string, children: ElkNode[]): ElkNode[] {
    const isLoose = ({ id }: ElkNode) => known.has(id) && !connected.has(id);
    const loose = children.filter(isLoose);
    if (loose.length < 2) return children;
    const group = { id: `loose in ${holder}`, children: loose, layoutOptions: asGrid };
    return [...children.filter((child) => !isLoose(child)), group];
  }
  // Regions first: their zones belong inside.
  const ordered = [...zones].sort((a, b) => rank(a) - rank(b)).map(({ id }) => id);
  const children = [...ordered, ...known.keys()].flatMap(childOf).filter(isFilled);
  const hasZones = children.some((child) => child.children);
  return {
    id: 'drawing',
    layoutOptions: hasZones ? { ...options, ...acrossZones } : options,
    children: hasZones ? gathered('drawing', children) : children,
    edges: drawn.map(({ id, source, target }) => ({
      id: `edge ${id}`,
      sources: [source],
      targets: [target],
    })),
  };
}

const rank = (zone: Zone) => (zone.kind === 'region' ? 0 : 1);
const isFilled = ({ children }: ElkNode) => children === undefined || children.length > 0;

/** What stands in a group is placed from the group's corner. */
function placesIn(graph: ElkNode): Map<string, Place> {
  const places = new Map<string, Place>();
  function visit(node: ElkNode, corner: Place): void {
    const place = { x: corner.x + (node.x ?? 0), y: corner.y + (node.y ?? 0) };
    if (node.children) for (const child of node.children) visit(child, place);
    else places.set(node.id, { x: Math.round(place.x), y: Math.round(place.y) });
  }
  for (const child of graph.children ?? []) visit(child, { x: 0, y: 0 });
  return places;
}
