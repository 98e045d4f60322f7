/** A node's numbers at the cursor, and its instances one by one. */
import type { ReactNode } from 'react';
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

export function NodeNowPanel({ node }: { readonly node: ScenarioNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNodeNow(node.id);
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
        <Line label={t('inspector.now.arrived')}>{format.rate(now.arrivedPerSec)}</Line>
        <Line label={t('inspector.now.completed')}>{format.rate(now.completedPerSec)}</Line>
        <Line label={t('inspector.now.failed')}>{format.rate(now.failedPerSec)}</Line>
        <Line label={t(hasKeys(node) ? 'inspector.now.full' : 'inspector.now.busy')}>
          {format.ratio(now.utilization)}
        </Line>
        <Line label={t('inspector.now.waiting')}>
          {format.number(Math.round(now.waiting * 100) / 100)}
        </Line>
        <Line label={t('inspector.now.inFlight')}>
          {format.number(Math.round(now.inFlight * 10) / 10)}
        </Line>
        <Line label={t('inspector.now.latency')}>
          {now.completedPerSec > 0 ? format.duration(now.latencyMs) : '–'}
        </Line>
        <Gauges node={node} now={now} format={format} />
      </dl>
    </>
  );
}

function Line({ label, children }: { readonly label: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
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
          <Line label={t('inspector.now.hitRatio')}>
            {first + second > 0 ? format.ratio(first / (first + second)) : '–'}
          </Line>
          <Line label={t('inspector.now.resident')}>{format.count(Math.round(third))}</Line>
          {node.kind === 'cache' ? (
            <Line label={t('inspector.now.stale')}>{format.rate(now.stalePerSec)}</Line>
          ) : null}
        </>
      );
    case 'database':
      return (
        <>
          {now.role ? <Line label={t('inspector.now.role')}>{t(`status.${now.role}`)}</Line> : null}
          {now.role === 'replica' ? (
            <Line label={t('inspector.now.lag')}>{format.duration(first)}</Line>
          ) : null}
          {second > 0 ? (
            <Line label={t('inspector.now.alone')}>{format.count(Math.round(second))}</Line>
          ) : null}
          <Line label={t('inspector.now.stale')}>{format.rate(now.stalePerSec)}</Line>
          <Line label={t('inspector.now.refused')}>{perSec(third)}</Line>
        </>
      );
    case 'queue':
      return (
        <>
          <Line label={t('inspector.now.depth')}>{format.number(first)}</Line>
          <Drain queue={node.id} depth={first} />
          <Line label={t('inspector.now.unacked')}>{format.number(second)}</Line>
          <Line label={t('inspector.now.deadLetters')}>{format.number(third)}</Line>
        </>
      );
    case 'dns':
      return (
        <Line label={t('inspector.now.targetsUp')}>
          {`${format.number(first)} / ${format.number(second)}`}
        </Line>
      );
    case 'loadBalancer':
      return (
        <>
          <Line label={t('inspector.now.targetsUp')}>
            {`${format.number(first)} / ${format.number(second)}`}
          </Line>
          <Line label={t('inspector.now.probesMissed')}>{perSec(third)}</Line>
        </>
      );
    case 'client':
      return (
        <>
          <Line label={t('inspector.now.offered')}>{format.rate(first)}</Line>
          <Line label={t('inspector.now.retries')}>{perSec(second)}</Line>
          {third > 0 ? <Line label={t('inspector.now.users')}>{format.number(third)}</Line> : null}
        </>
      );
    case 'externalApi':
      return <Line label={t('inspector.now.turnedAway')}>{perSec(first)}</Line>;
    case 'objectStore':
      return (
        <>
          <Line label={t('inspector.now.reads')}>{perSec(first)}</Line>
          <Line label={t('inspector.now.writes')}>{perSec(second)}</Line>
          <Line label={t('inspector.now.turnedAway')}>{perSec(third)}</Line>
        </>
      );
    case 'rateLimiter':
      return (
        <>
          <Line label={t('inspector.now.turnedAway')}>{perSec(first)}</Line>
          <Line label={t('inspector.now.turn')}>{format.number(second)}</Line>
        </>
      );
    case 'shardRouter':
      return (
        <>
          <Line
            label={t('inspector.now.hottest')}
          >{`${format.number(Math.round(first * 10) / 10)}×`}</Line>
          <Line label={t('inspector.now.scattered')}>{perSec(third)}</Line>
        </>
      );
    case 'webServer':
    case 'worker':
      return <Line label={t('inspector.now.instancesUp')}>{instancesUp(now)}</Line>;
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
    <Line label={<span title={t('inspector.now.drainHelp')}>{t('inspector.now.drain')}</span>}>
      {text}
    </Line>
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
