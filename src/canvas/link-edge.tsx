/** One edge: a smooth curve whose dashes tell requests, replication and delivery apart. Nothing on it is animated. */
import {
  BaseEdge,
  type ConnectionLineComponentProps,
  type EdgeProps,
  useStoreApi,
} from '@xyflow/react';
import { memo } from 'react';
import { useStore } from 'zustand';
import { useTranslation } from '../i18n/i18n.ts';
import { problemSentence, useProblemWords } from '../i18n/problem.ts';
import { nameOf } from '../stores/document.ts';
import { useDrawingProblem } from '../stores/drawing-hooks.ts';
import { nodeHealth } from '../stores/now.ts';
import { runStore } from '../stores/run.ts';
import type { LinkEdge } from './flow.ts';
import { boxAt, linkPath } from './geometry.ts';
import './link-edge.css';

export const LinkLine = memo(function LinkLine({
  id,
  source,
  target,
  data,
  interactionWidth,
}: EdgeProps<LinkEdge>) {
  useTranslation();
  // Not subscribed to, which would be asked in each step of a pan: its own ends are among the props, and move with them.
  const { nodeLookup } = useStoreApi().getState();
  const from = nodeLookup.get(source);
  const to = nodeLookup.get(target);
  const problem = useDrawingProblem(id);
  const hasWords = useProblemWords(problem !== null);
  const isDead = useStore(runStore, () => isDown(target) || isDown(source));
  const copying = useStore(runStore, () => copyingWay(data?.edge.kind, source, target));
  if (!from || !to || !data) return null;
  const ends = [from, to].map(({ internals }) => boxAt(internals.positionAbsolute));
  const [start, finish] = copying === 'turned' ? [ends[1]!, ends[0]!] : [ends[0]!, ends[1]!];
  const path = linkPath(start, finish);
  const { x, y } = path.middle;
  const { end } = path;
  const look = problem ? 'is-odd' : isDead ? 'is-dead' : '';
  return (
    <>
      <BaseEdge
        path={path.d}
        className={`link ${data.edge.kind} is-${copying} ${look}`}
        interactionWidth={interactionWidth ?? 20}
      />
      <path
        className="link-tip"
        d="M-1 0l-7-3.6v7.2z"
        transform={`translate(${end.x} ${end.y}) rotate(${end.angle})`}
        aria-hidden
      />
      {isDead && !problem ? (
        <path className="link-cross" d={`M${x - 4} ${y - 4}l8 8m0-8l-8 8`} aria-hidden />
      ) : null}
      {problem ? (
        <g className="link-odd" transform={`translate(${x} ${y})`}>
          <title>{hasWords ? problemSentence(problem, nameOf) : null}</title>
          <circle r="8" />
          <path d="M0-3.6V.6M0 3.6v.01" />
        </g>
      ) : null}
    </>
  );
});

const isDown = (id: string) => ['down', 'unheld'].includes(nodeHealth(id).badge ?? '');

/** After a failover writes flow the other way along a replication edge, or not along it at all. */
function copyingWay(
  kind: string | undefined,
  source: string,
  target: string,
): 'drawn' | 'turned' | 'idle' {
  if (kind !== 'replication') return 'drawn';
  // A primary that should have stopped copies to nobody.
  if (nodeHealth(source).split === 'old') return 'idle';
  if (nodeHealth(source).role !== 'replica') return 'drawn';
  return nodeHealth(target).role === 'primary' ? 'turned' : 'idle';
}

/** While a connection is being drawn. */
export function ConnectionLine({
  fromX,
  fromY,
  toX,
  toY,
  connectionStatus,
}: ConnectionLineComponentProps) {
  const middle = (fromX + toX) / 2;
  return (
    <path
      className={`connection-line ${connectionStatus === 'invalid' ? 'is-refused' : ''}`}
      d={`M${fromX} ${fromY}C${middle} ${fromY} ${middle} ${toY} ${toX} ${toY}`}
    />
  );
}
