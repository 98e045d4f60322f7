/**
 * The whole drawing, small, with what is in sight marked: dragging on it, or the arrow keys, moves the camera. What is
 * down is crossed out there, what is in trouble barred. Rendered when a card, the camera or somebody's health changes,
 * never because requests move.
 */
import { useStore as useFlowStore, useReactFlow } from '@xyflow/react';
import { type KeyboardEvent, memo, type PointerEvent, useMemo } from 'react';
import { useTranslation } from '../i18n/i18n.ts';
import { nodeHealth } from '../stores/now.ts';
import { useRun } from '../stores/run-hooks.ts';
import type { CanvasNode } from './flow.ts';
import { type Box, boundsOf, CARD_HEIGHT, CARD_WIDTH } from './geometry.ts';
import './minimap.css';

const WIDTH = 172;
const HEIGHT = 116;
/** Around the drawing, as a share of it. */
const ROOM = 0.06;
/** A press of an arrow key moves what is in sight by this share of itself. */
const STEP = 0.2;

type Trouble = 'down' | 'odd';

export function Minimap() {
  const { t } = useTranslation();
  const flow = useReactFlow();
  const nodes = useFlowStore((state) => state.nodes) as CanvasNode[];
  const [x, y, zoom] = useFlowStore((state) => state.transform);
  const width = useFlowStore((state) => state.width) / zoom;
  const height = useFlowStore((state) => state.height) / zoom;
  const sight = { x: -x / zoom, y: -y / zoom, width, height };
  const boxes = useMemo(() => nodes.map(boxOf), [nodes]);
  const troubles = useTroubles(nodes);
  const frame = framed(boundsOf([...boxes, sight]) ?? sight);
  // One pixel of the map.
  const unit = frame.width / WIDTH;
  const lookAt = (middle: { readonly x: number; readonly y: number }) =>
    void flow.setCenter(middle.x, middle.y, { zoom });

  function follow({ currentTarget, clientX, clientY }: PointerEvent<SVGElement>) {
    const box = currentTarget.getBoundingClientRect();
    lookAt({
      x: frame.x + (clientX - box.left) * unit,
      y: frame.y + (clientY - box.top) * unit,
    });
  }
  function onKeyDown(event: KeyboardEvent) {
    const way = arrows[event.key];
    if (!way) return;
    event.preventDefault();
    event.stopPropagation();
    lookAt({
      x: sight.x + width * (0.5 + way[0] * STEP),
      y: sight.y + height * (0.5 + way[1] * STEP),
    });
  }
  const down = [...troubles.values()].filter((trouble) => trouble === 'down').length;
  return (
    <svg
      className="minimap"
      role="application"
      aria-label={t('editing.mapLabel', { count: boxes.length, down })}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the view, so the map must be reached by keys.
      tabIndex={0}
      width={WIDTH}
      height={HEIGHT}
      viewBox={`${frame.x} ${frame.y} ${frame.width} ${frame.height}`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event);
      }}
    >
      <Cards nodes={nodes} troubles={troubles} />
      <path className="minimap-veil" fillRule="evenodd" d={`${outline(frame)}${outline(sight)}`} />
      <path className="minimap-sight" d={outline(sight)} />
    </svg>
  );
}

const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Stays as it is while only the camera moves. */
const Cards = memo(function Cards({
  nodes,
  troubles,
}: {
  readonly nodes: readonly CanvasNode[];
  readonly troubles: ReadonlyMap<string, Trouble>;
}) {
  return nodes.map((node) => {
    const box = boxOf(node);
    const trouble = troubles.get(node.id);
    const look = `minimap-${node.type} ${node.selected ? 'is-selected' : ''} ${trouble ?? ''}`;
    return (
      <g key={node.id} className={look} data-id={node.id}>
        <rect {...box} rx={node.type === 'zone' ? 16 : 12} />
        {trouble ? <path d={`${bar(box)}${trouble === 'down' ? crossBar(box) : ''}`} /> : null}
      </g>
    );
  });
});

const boxOf = ({ position, width, height }: CanvasNode): Box => ({
  ...position,
  width: width ?? CARD_WIDTH,
  height: height ?? CARD_HEIGHT,
});

/** Their nodes' health at the cursor; the same map while nothing has changed. */
function useTroubles(nodes: readonly CanvasNode[]): ReadonlyMap<string, Trouble> {
  const key = useRun(() => {
    const found = nodes.flatMap(({ type, id }) => {
      const trouble = type === 'card' ? troubleOf(id) : null;
      return trouble ? [[id, trouble]] : [];
    });
    return JSON.stringify(found);
  });
  return useMemo(() => new Map(JSON.parse(key) as [string, Trouble][]), [key]);
}

function troubleOf(id: string): Trouble | null {
  const { badge, instances } = nodeHealth(id);
  if (badge === 'down') return 'down';
  return badge !== null || instances.some((state) => state !== 'up') ? 'odd' : null;
}

/** With room around it, in the map's proportions. */
function framed({ x, y, width, height }: Box): Box {
  const unit = Math.max(width / WIDTH, height / HEIGHT) * (1 + ROOM);
  const [wide, high] = [WIDTH * unit, HEIGHT * unit];
  return { x: x + (width - wide) / 2, y: y + (height - high) / 2, width: wide, height: high };
}

const outline = ({ x, y, width, height }: Box) => `M${x} ${y}h${width}v${height}h${-width}z`;
const bar = ({ x, y, width, height }: Box) => `M${x} ${y + height}l${width} ${-height}`;
const crossBar = ({ x, y, width, height }: Box) => `M${x} ${y}l${width} ${height}`;
