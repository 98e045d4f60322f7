/** The scenario as React Flow sees it. Objects are kept while what they show has not changed: cards are memoised. */
import type { Edge, Node } from '@xyflow/react';
import { Position } from '@xyflow/react';
import type { Note, Scenario, ScenarioEdge, ScenarioNode, Zone } from '../scenario/schema.ts';
import { CARD_HEIGHT, CARD_WIDTH } from './geometry.ts';
import { type Axes, type Place, placesOf } from './placement.ts';

export type CardNode = Node<{ readonly node: ScenarioNode }, 'card'>;
export type ZoneNode = Node<{ readonly zone: Zone; readonly count: number }, 'zone'>;
export type NoteNode = Node<{ readonly note: Note }, 'note'>;
/** Whatever stands on the canvas. */
export type CanvasNode = CardNode | ZoneNode | NoteNode;
export type LinkEdge = Edge<{ readonly edge: ScenarioEdge }, 'link'>;

export interface Names {
  readonly node: (node: ScenarioNode) => string;
  readonly edge: (edge: ScenarioEdge) => string;
}

/**
 * Known before the first paint, so that React Flow need not measure: cards and links appear at once. The handles
 * match those of the card.
 */
const size = { width: CARD_WIDTH, height: CARD_HEIGHT };
const HANDLE = 10;
const handles = [
  { side: Position.Top, x: CARD_WIDTH / 2, y: 0 },
  { side: Position.Right, x: CARD_WIDTH, y: CARD_HEIGHT / 2 },
  { side: Position.Bottom, x: CARD_WIDTH / 2, y: CARD_HEIGHT },
  { side: Position.Left, x: 0, y: CARD_HEIGHT / 2 },
].map(({ side, x, y }) => ({
  id: side,
  type: 'source' as const,
  position: side,
  x: x - HANDLE / 2,
  y: y - HANDLE / 2,
  width: HANDLE,
  height: HANDLE,
}));

export const handleSides = handles.map((handle) => handle.position);

/** Makes and remembers the nodes of one canvas. */
export function flowNodes() {
  const cache = new Map<string, { readonly made: CardNode; readonly from: ScenarioNode }>();
  return (
    scenario: Scenario,
    axes: Axes,
    { selected, names }: { readonly selected: ReadonlySet<string>; readonly names: Names },
  ): CardNode[] => {
    const places = placesOf(scenario);
    const nodes = scenario.nodes.map((node) => {
      const position = axes.show(places.get(node.id)!);
      const isSelected = selected.has(node.id);
      const ariaLabel = names.node(node);
      const known = cache.get(node.id);
      if (
        known?.from === node &&
        known.made.selected === isSelected &&
        known.made.ariaLabel === ariaLabel &&
        isSamePlace(known.made.position, position)
      ) {
        return known.made;
      }
      const made: CardNode = {
        id: node.id,
        type: 'card',
        position,
        selected: isSelected,
        ariaLabel,
        ...size,
        measured: size,
        handles,
        // The object stays while only the place changes: the card inside does not render during a drag.
        data:
          known?.from.params === node.params && known.from.label === node.label
            ? known.made.data
            : { node },
      };
      cache.set(node.id, { made, from: node });
      return made;
    });
    return nodes;
  };
}

export function flowEdges() {
  const cache = new Map<string, { readonly made: LinkEdge; readonly key: string }>();
  return (scenario: Scenario, selected: ReadonlySet<string>, names: Names): LinkEdge[] =>
    scenario.edges.map((edge) => {
      const isSelected = selected.has(edge.id);
      const ariaLabel = names.edge(edge);
      const key = JSON.stringify([edge.kind, edge.source, edge.target, isSelected, ariaLabel]);
      const known = cache.get(edge.id);
      if (known?.key === key) return known.made;
      const made: LinkEdge = {
        id: edge.id,
        type: 'link',
        source: edge.source,
        target: edge.target,
        selected: isSelected,
        ariaLabel,
        interactionWidth: 20,
        data: { edge },
      };
      cache.set(edge.id, { made, key });
      return made;
    });
}

const isSamePlace = (a: Place, b: Place) => a.x === b.x && a.y === b.y;
