/**
 * Words on the connections: how long a way usually takes, where that is not the default or where one looks at it, and
 * what the events have made of it (a breaker that is open, replication that waits). Loaded after the first view.
 */
import { useStore as useFlowStore, ViewportPortal } from '@xyflow/react';
import { Hourglass, PlugZap, Unplug, Zap } from 'lucide-react';
import { type CSSProperties, useMemo } from 'react';
import { type Translate, useFormat, useTranslation } from '../i18n/i18n.ts';
import { type Distribution, defaultEdgeParams, figureRows } from '../scenario/editing.ts';
import type { EdgeKind, ScenarioEdge } from '../scenario/schema.ts';
import { useDocument } from '../stores/hooks.ts';
import { type LinkState, linkStates } from '../stores/link-health.ts';
import { nodeHealth } from '../stores/now.ts';
import { waitingNow } from '../stores/pools-now.ts';
import { player, runStore } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import { besideMiddle } from './beside.ts';
import { boxAt, type LinkPath, linkPath } from './geometry.ts';
import './link-notes.css';

const icons = { cut: Unplug, exhausted: PlugZap, full: PlugZap, waiting: Hourglass, async: Zap };

/** A breaker drawn as the switch that it is named after: its lever up, half way, down. */
const levers = { open: 'M6 8l8.5-6.5', halfOpen: 'M6 8l10.5-3', closed: 'M6 8h12' };

type BreakerMode = keyof typeof levers;
const isBreaker = (is: LinkState['is']): is is BreakerMode => is in levers;

export function LinkNotes({ looked }: { readonly looked: ReadonlySet<string> }) {
  const edges = useDocument((state) => state.scenario.edges);
  const states = useLinkStates();
  const lookup = useFlowStore((state) => state.nodeLookup);
  const larger = useFlowStore(({ transform }) => enlarged(transform[2]));
  // A new list whenever a card has moved.
  useFlowStore((state) => state.nodes);
  return (
    <ViewportPortal>
      {edges.map((edge) => {
        const state = states.get(edge.id);
        const isTold = looked.has(edge.id) || !isDefault(edge);
        if (!state && !isTold) return null;
        const from = lookup.get(edge.source)?.internals.positionAbsolute;
        const to = lookup.get(edge.target)?.internals.positionAbsolute;
        if (!from || !to) return null;
        return (
          <div
            key={edge.id}
            className="link-note"
            style={{ transform: besideMiddle(linkPath(boxAt(from), boxAt(to))) }}
          >
            {state ? <StateBadge state={state} /> : <Latency edge={edge} />}
          </div>
        );
      })}
      {edges.map((edge) => {
        const mode = states.get(edge.id)?.is;
        const from = lookup.get(edge.source)?.internals.positionAbsolute;
        const to = lookup.get(edge.target)?.internals.positionAbsolute;
        if (!mode || !isBreaker(mode) || !from || !to) return null;
        const path = linkPath(boxAt(from), boxAt(to));
        return <Switch key={edge.id} mode={mode} path={path} larger={larger} />;
      })}
    </ViewportPortal>
  );
}

/** From afar drawn larger, to be as large to the eye as it is nearby; in quarters, so that a zoom draws it seldom. */
const enlarged = (zoom: number) => Math.min(2.5, Math.max(1, Math.ceil(4 / zoom) / 4));

/** In the line itself, which it interrupts. */
function Switch({
  mode,
  path,
  larger,
}: {
  readonly mode: BreakerMode;
  readonly path: LinkPath;
  readonly larger: number;
}) {
  const { middle, points } = path;
  const near = points(9);
  const angle = Math.atan2(near[11]! - near[7]!, near[10]! - near[6]!);
  const place = `translate(${middle.x}px, ${middle.y}px) rotate(${angle}rad) translate(-50%, -50%)`;
  return (
    <svg
      className={`link-switch ${mode}`}
      viewBox="0 0 24 16"
      style={{ transform: place, '--larger': larger } as CSSProperties}
      aria-hidden
    >
      <path d="M0 8h4M20 8h4" />
      <circle cx="5" cy="8" r="2" />
      <circle cx="19" cy="8" r="2" />
      <path d={levers[mode]} />
    </svg>
  );
}

function StateBadge({ state }: { readonly state: LinkState }) {
  const { t } = useTranslation();
  const Icon = isBreaker(state.is) ? null : icons[state.is];
  const waiting = state.is === 'exhausted' || state.is === 'full' ? state.waiting : 0;
  return (
    <span className={`link-state ${state.is}`} title={t(`editing.linkHelp.${state.is}`)}>
      {Icon ? <Icon size={11} aria-hidden /> : null}
      <span>
        {stateText(state, t)}
        {waiting > 0 ? (
          <span className="link-line">{t('editing.linkWaiting', { waiting })}</span>
        ) : null}
      </span>
    </span>
  );
}

function stateText(state: LinkState, t: Translate): string {
  if (state.is === 'open' && state.open < state.all) {
    return t('editing.linkOpenOf', { open: state.open, all: state.all });
  }
  return state.is === 'exhausted' && state.dry < state.all
    ? t('editing.linkExhaustedOf', { dry: state.dry, all: state.all })
    : t(`editing.links.${state.is}`);
}

function Latency({ edge }: { readonly edge: ScenarioEdge }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <span className="link-latency num" title={t(`editing.latencyHelp.${edge.kind}`)}>
      {format.duration(typicalMs(wayOf(edge)))}
    </span>
  );
}

/** Read whenever the run's version rises; the same states keep their map. */
function useLinkStates(): ReadonlyMap<string, LinkState> {
  const key = useRun(() => JSON.stringify([...statesNow()]));
  return useMemo(() => new Map(JSON.parse(key) as [string, LinkState][]), [key]);
}

function statesNow(): ReadonlyMap<string, LinkState> {
  const recording = player.recording();
  const { scenario, cursorNs } = runStore.getState();
  if (!recording || !scenario) return new Map();
  const { nodeIds } = recording.shape;
  const instances = (id: string) => nodeHealth(id).instances.length;
  const events = recording.events.slice(0, recording.eventsUntil(cursorNs));
  return linkStates(scenario, {
    nodeIds,
    instances,
    events,
    atMs: cursorNs / 1e6,
    waitingAt: waitingNow(),
  });
}

const wayOf = (edge: ScenarioEdge): Distribution =>
  edge.kind === 'replication' ? edge.params.transport : edge.params.roundTrip;

function isDefault(edge: ScenarioEdge): boolean {
  let usual = usualWays.get(edge.kind);
  if (usual === undefined) {
    const params = defaultEdgeParams(edge.kind);
    usual = JSON.stringify(edge.kind === 'replication' ? params.transport : params.roundTrip);
    usualWays.set(edge.kind, usual);
  }
  return usual === JSON.stringify(wayOf(edge));
}

/** As text, by kind of connection: asked for by every connection whenever these words are rendered. */
const usualWays = new Map<EdgeKind, string>();

/** The median: half take less. */
export function typicalMs(way: Distribution): number {
  if ('figure' in way) {
    const row = figureRows.find(({ id }) => id === way.figure);
    return row ? Math.sqrt(row.p5Ms * row.p95Ms) : 0;
  }
  switch (way.dist) {
    case 'constant':
      return way.ms;
    case 'exponential':
      return way.meanMs * Math.LN2;
    case 'uniform':
      return (way.minMs + way.maxMs) / 2;
    case 'lognormal':
      return Math.sqrt(way.p5Ms * way.p95Ms);
    case 'gamma':
      // Wilson and Hilferty's cube root, exact enough for two figures.
      return way.meanMs * Math.max(0, 1 - way.cv ** 2 / 9) ** 3;
    case 'pareto':
      return way.minMs * 2 ** (1 / way.alpha);
    case 'quantiles':
      return way.ms[Math.floor(way.ms.length / 2)] ?? 0;
    default:
      return way satisfies never;
  }
}
