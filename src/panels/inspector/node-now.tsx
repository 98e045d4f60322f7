/** A node's numbers at the cursor, and its instances one by one. */
import type { Format } from '../../i18n/format.ts';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { hasKeys } from '../../scenario/keyed-nodes.ts';
import type { ScenarioNode } from '../../scenario/schema.ts';
import { useDocument } from '../../stores/hooks.ts';
import { type NodeNow, nodeNow, readingMs } from '../../stores/now.ts';
import { player } from '../../stores/run.ts';
import { useNodeNow, useRun } from '../../stores/run-hooks.ts';
import { useLock } from '../../ui/lock.ts';
import { crashOne, restoreOne } from '../strike.ts';
import { LookInside } from './look-inside.tsx';
import { NowLine } from './now-line.tsx';
import { PoolLines, usePools } from './pool-lines.tsx';

export function NodeNowPanel({ node }: { readonly node: ScenarioNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNodeNow(node.id);
  const pools = usePools({ caller: node.id });
  const cursorNs = useRun((state) => state.cursorNs);
  const recording = player.recording();
  const lengthMs = recording ? readingMs(recording, cursorNs) : 0;
  const inside = hasKeys(node) ? (
    <div className="inspector-actions">
      <LookInside node={node} />
    </div>
  ) : null;
  if (!now.hasData) {
    return (
      <>
        {inside}
        <p className="inspector-lead">{t('inspector.now.noData')}</p>
      </>
    );
  }
  return (
    <>
      {inside}
      <p className="inspector-lead num">
        {t('inspector.now.at', { time: format.time(cursorNs / 1e6), lengthMs })}
      </p>
      {node.kind === 'client' ? null : <Instances node={node} now={now} />}
      <dl className="now num">
        <NowLine label={t('inspector.now.arrived')}>{format.rate(now.arrivedPerSec)}</NowLine>
        <NowLine label={t('inspector.now.completed')}>{format.rate(now.completedPerSec)}</NowLine>
        <NowLine label={t('inspector.now.failed')}>{format.rate(now.failedPerSec)}</NowLine>
        <NowLine label={t(hasKeys(node) ? 'inspector.now.full' : 'inspector.now.busy')}>
          {format.ratio(now.utilization)}
        </NowLine>
        <NowLine label={t('inspector.now.waiting')}>
          {format.number(Math.round(now.waiting * 100) / 100)}
        </NowLine>
        <NowLine label={t('inspector.now.inFlight')}>
          {format.number(Math.round(now.inFlight * 10) / 10)}
        </NowLine>
        <NowLine label={t('inspector.now.latency')}>
          {now.completedPerSec > 0 ? format.duration(now.latencyMs) : '–'}
        </NowLine>
        <Gauges node={node} now={now} format={format} />
        <PoolLines pools={pools} by="target" />
      </dl>
    </>
  );
}

/** What the three gauges mean for the kind; the engine's contract has the list. */
function Gauges({
  node,
  now,
  format,
}: {
  readonly node: ScenarioNode;
  readonly now: NodeNow;
  readonly format: Format;
}) {
  const { t } = useTranslation();
  const [first, second, third] = now.gauges;
  const perSec = (count: number) => format.rate(count * now.slicesPerSec);
  switch (node.kind) {
    case 'cache':
    case 'cdn':
      return (
        <>
          <NowLine label={t('inspector.now.hitRatio')}>
            {first + second > 0 ? format.ratio(first / (first + second)) : '–'}
          </NowLine>
          <NowLine label={t('inspector.now.resident')}>{format.count(Math.round(third))}</NowLine>
          {node.kind === 'cache' ? (
            <NowLine label={t('inspector.now.stale')}>{format.rate(now.stalePerSec)}</NowLine>
          ) : null}
        </>
      );
    case 'database':
      return (
        <>
          {now.role ? (
            <NowLine label={t('inspector.now.role')}>{t(`status.${now.role}`)}</NowLine>
          ) : null}
          {now.role === 'replica' ? (
            <NowLine label={t('inspector.now.lag')}>{format.duration(first)}</NowLine>
          ) : null}
          {second > 0 ? (
            <NowLine label={t('inspector.now.alone')}>{format.count(Math.round(second))}</NowLine>
          ) : null}
          <NowLine label={t('inspector.now.stale')}>{format.rate(now.stalePerSec)}</NowLine>
          <NowLine label={t('inspector.now.refused')}>{perSec(third)}</NowLine>
        </>
      );
    case 'queue':
      return (
        <>
          <NowLine label={t('inspector.now.depth')}>{format.number(first)}</NowLine>
          <Drain queue={node.id} depth={first} />
          <NowLine label={t('inspector.now.unacked')}>{format.number(second)}</NowLine>
          <NowLine label={t('inspector.now.deadLetters')}>{format.number(third)}</NowLine>
        </>
      );
    case 'dns':
      return (
        <NowLine label={t('inspector.now.targetsUp')}>
          {`${format.number(first)} / ${format.number(second)}`}
        </NowLine>
      );
    case 'loadBalancer':
      return (
        <>
          <NowLine label={t('inspector.now.targetsUp')}>
            {`${format.number(first)} / ${format.number(second)}`}
          </NowLine>
          <NowLine label={t('inspector.now.probesMissed')}>{perSec(third)}</NowLine>
        </>
      );
    case 'client':
      return (
        <>
          <NowLine label={t('inspector.now.offered')}>{format.rate(first)}</NowLine>
          <NowLine label={t('inspector.now.retries')}>{perSec(second)}</NowLine>
          {third > 0 ? (
            <NowLine label={t('inspector.now.users')}>{format.number(third)}</NowLine>
          ) : null}
        </>
      );
    case 'externalApi':
      return <NowLine label={t('inspector.now.turnedAway')}>{perSec(first)}</NowLine>;
    case 'objectStore':
      return (
        <>
          <NowLine label={t('inspector.now.reads')}>{perSec(first)}</NowLine>
          <NowLine label={t('inspector.now.writes')}>{perSec(second)}</NowLine>
          <NowLine label={t('inspector.now.turnedAway')}>{perSec(third)}</NowLine>
        </>
      );
    case 'rateLimiter':
      return (
        <>
          <NowLine label={t('inspector.now.turnedAway')}>{perSec(first)}</NowLine>
          <NowLine label={t('inspector.now.turn')}>{format.number(second)}</NowLine>
        </>
      );
    case 'shardRouter':
      return (
        <>
          <NowLine
            label={t('inspector.now.hottest')}
          >{`${format.number(Math.round(first * 10) / 10)}×`}</NowLine>
          <NowLine label={t('inspector.now.scattered')}>{perSec(third)}</NowLine>
        </>
      );
    case 'webServer':
    case 'worker':
      return <NowLine label={t('inspector.now.instancesUp')}>{instancesUp(now)}</NowLine>;
    default:
      return node satisfies never;
  }
}

/** How long what waits will take, by what its workers finish now. */
function Drain({ queue, depth }: { readonly queue: string; readonly depth: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const edges = useDocument((state) => state.scenario.edges);
  const perSec = useRun(() =>
    edges.reduce(
      (sum, { kind, source, target }) =>
        kind === 'delivery' && source === queue ? sum + nodeNow(target).completedPerSec : sum,
      0,
    ),
  );
  const text =
    depth < 0.5 ? format.duration(0) : perSec > 0 ? format.duration((1000 * depth) / perSec) : '–';
  return (
    <NowLine label={<span title={t('inspector.now.drainHelp')}>{t('inspector.now.drain')}</span>}>
      {text}
    </NowLine>
  );
}

function instancesUp({ instances }: NodeNow): string {
  const serving = instances.filter((state) => state === 'up' || state === 'cold').length;
  return `${serving} / ${instances.filter((state) => state !== 'gone').length}`;
}

function Instances({ node, now }: { readonly node: ScenarioNode; readonly now: NodeNow }) {
  const { t } = useTranslation();
  const { instances, active } = now;
  const name = node.label ?? node.id;
  const lock = useLock();
  return (
    <div className="now-instances">
      {instances.map((state, instance) => {
        if (state === 'gone') return null;
        const own =
          instances.length > 1 ? t('canvas.instanceName', { name, number: instance + 1 }) : name;
        const each = active === instance ? t('canvas.activeName', { name: own }) : own;
        const label = lock
          ? t(`readOnly.instance.${state}`, { name: each })
          : state === 'down'
            ? t('shell.canvas.instanceRestore', { name: each })
            : t(`shell.canvas.instanceCrash.${state}`, { name: each });
        const at = { target: node.id, instance, instances: instances.length };
        return (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: an instance is its number.
            key={instance}
            type="button"
            className={`dot ${state} ${active === instance ? 'active' : ''}`}
            title={label}
            aria-label={label}
            aria-disabled={lock !== null}
            aria-description={lock?.reason}
            onClick={() => (state === 'down' ? restoreOne(at, each) : crashOne(at, each))}
          />
        );
      })}
    </div>
  );
}
