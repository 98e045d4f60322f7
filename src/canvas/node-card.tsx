/**
 * One node on the canvas: its life at a glance. React renders the card when something about the node changes (its
 * name, its health); the numbers, the level and the pile are written straight into the page, ten times a second.
 */
import { Handle, type NodeProps, useConnection } from '@xyflow/react';
import { TriangleAlert } from 'lucide-react';
import { memo, useLayoutEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { problemSentence, useProblemWords } from '../i18n/problem.ts';
import { faceOf, kindViews, tagOf } from '../kinds/views.ts';
import type { ScenarioNode } from '../scenario/schema.ts';
import { nameOf } from '../stores/document.ts';
import { mayConnectNow } from '../stores/drawing.ts';
import { useDrawingProblem } from '../stores/drawing-hooks.ts';
import type { Health } from '../stores/health.ts';
import { type NodeNow, nodeHealth, nodeNow } from '../stores/now.ts';
import { runStore } from '../stores/run.ts';
import { writeText } from '../ui/write-text.ts';
import { takeTurns } from './card-turns.ts';
import { type CardNode, handleSides } from './flow.ts';
import { InstanceDots } from './instance-dots.tsx';
import './node-card.css';
import './node-card-afar.css';

export const NodeCard = memo(function NodeCard({ id, data, isConnectable }: NodeProps<CardNode>) {
  const { node } = data;
  const { t } = useTranslation();
  const card = useRef<HTMLDivElement>(null);
  const health = useHealth(id);
  const problem = useDrawingProblem(id);
  const hasWords = useProblemWords(problem !== null);
  const receiving = useReceiving(id);
  const view = kindViews[node.kind];
  const Icon = view.icon;
  usePaint(card, node);

  return (
    <div ref={card} className={`card ${toneOf(health)} ${receiving}`} data-kind={node.kind}>
      <span className="level" aria-hidden />
      <header>
        <Icon size={16} strokeWidth={1.8} aria-hidden />
        <span className="name">{node.label ?? node.id}</span>
        <StatusTag node={node} health={health} />
      </header>
      <div className="figure num">
        <span className="value" />
        <span className="unit" />
        <span className="queue" hidden>
          <span className="queue-count" />
          <span className="pile" aria-hidden>
            <i />
            <i />
          </span>
        </span>
      </div>
      <footer>
        {node.kind === 'client' ? null : (
          <InstanceDots node={node} states={health.instances} active={health.active} />
        )}
        <span className="sub num" />
      </footer>
      {health.split ? (
        <span className="split">
          <TriangleAlert size={11} aria-hidden />
          {t('status.split')}
        </span>
      ) : null}
      <span className="stale num" hidden />
      {problem ? (
        <p className={`problem ${problem.severity}`}>
          <TriangleAlert size={12} aria-hidden />
          {hasWords ? problemSentence(problem, nameOf) : null}
        </p>
      ) : null}
      {handleSides.map((side) => (
        <Handle
          key={side}
          id={side}
          type="source"
          position={side}
          isConnectable={isConnectable}
          // A mouse's way to connect; the keyboard's is the menu and the inspector.
          tabIndex={-1}
          aria-hidden
        />
      ))}
    </div>
  );
});

function StatusTag({ node, health }: { readonly node: ScenarioNode; readonly health: Health }) {
  const { t } = useTranslation();
  const { badge, role, active, misses, missLimit, split } = health;
  const instances = health.instances.filter((state) => state !== 'gone');
  const down = instances.filter((state) => state === 'down').length;
  const isCounted = badge === 'suspected' || badge === 'unheld';
  if (isCounted && misses !== undefined && missLimit !== undefined) {
    const tone = badge === 'unheld' ? 'bad' : 'warn';
    return (
      <span className={`tag ${tone} num`}>{t('status.misses', { misses, limit: missLimit })}</span>
    );
  }
  if (badge) return <span className={`tag ${toneOf(health)}`}>{t(`status.${badge}`)}</span>;
  if (active !== undefined) {
    const tone = down > 0 ? 'warn' : '';
    return <span className={`tag ${tone} num`}>{t('status.active', { number: active + 1 })}</span>;
  }
  if (down > 0) {
    return (
      <span className="tag bad num">{t('status.someDown', { down, all: instances.length })}</span>
    );
  }
  if (role) return <span className={`tag ${split ? 'bad' : ''}`}>{t(`status.${role}`)}</span>;
  return <PlainTag node={node} instances={instances} />;
}

/** What the kind itself has to say, when nothing is happening to it. */
function PlainTag({
  node,
  instances,
}: {
  readonly node: ScenarioNode;
  readonly instances: Health['instances'];
}) {
  const format = useFormat();
  const { text, isChange } = tagOf(node as never, instances, format);
  return text ? <span className={`tag num ${isChange ? 'promote' : ''}`}>{text}</span> : null;
}

/** Colour of the card and of its tag: down, late or in doubt, becoming. */
export function toneOf({ badge }: Health): 'down bad' | 'promote' | 'warn' | '' {
  switch (badge) {
    case 'down':
    case 'unheld':
      return 'down bad';
    case 'electing':
    case 'promoting':
    case 'rerouting':
    case 'catchingUp':
      return 'promote';
    case 'suspected':
    case 'ejected':
    case 'slowed':
    case 'warming':
    case 'spike':
      return 'warn';
    case null:
      return '';
    default:
      return badge satisfies never;
  }
}

/** Renders again only when the events have changed what the node is, not when its numbers move. */
function useHealth(id: string): Health {
  useStore(runStore, () => asText(nodeHealth(id)));
  return nodeHealth(id);
}

const texts = new WeakMap<Health, string>();

/** The same for what is alike. Asked for by every card ten times a second, where an object seldom is another one. */
function asText(health: Health): string {
  const known = texts.get(health);
  if (known !== undefined) return known;
  const { instances, badge, role, active, misses, missLimit, split } = health;
  const text = `${badge} ${role} ${split} ${active} ${misses}/${missLimit} ${instances.join()}`;
  texts.set(health, text);
  return text;
}

/** While a connection is being drawn, cards say whether it may end here. */
function useReceiving(id: string): 'may-receive' | 'may-not-receive' | '' {
  const from = useConnection((connection) =>
    connection.inProgress ? connection.fromNode.id : null,
  );
  if (from === null || from === id) return '';
  return mayConnectNow(from, id).ok ? 'may-receive' : 'may-not-receive';
}

/** Dots shown at most, and how many make a full row of the pile. */
const PILE = { columns: 5, rows: 3, dot: 6 };

function usePaint(card: React.RefObject<HTMLDivElement | null>, node: ScenarioNode): void {
  const format = useFormat();
  const { t } = useTranslation();
  useLayoutEffect(() => {
    const root = card.current;
    if (!root) return;
    const find = <E extends HTMLElement>(selector: string) => root.querySelector<E>(selector)!;
    const value = find('.value');
    const unit = find('.unit');
    const sub = find('.sub');
    const level = find('.level');
    const queue = find('.queue');
    const count = find('.queue-count');
    const stale = find('.stale');
    const [rows, top] = root.querySelectorAll<HTMLElement>('.pile i');
    let before: NodeNow | null = null;
    // As last written: asking the page would cost as much as writing to it.
    const written = new Map<string, string>();
    function put(name: string, next: string, write: (next: string) => void) {
      if (written.get(name) === next) return;
      written.set(name, next);
      write(next);
    }

    function paint() {
      const now = nodeNow(node.id);
      if (now === before || !root) return;
      before = now;
      const face = faceOf(node as never, now, format);
      put('value', face.value, (text) => writeText(value, text));
      put('unit', face.unit, (text) => writeText(unit, text));
      put('sub', face.sub, (text) => {
        writeText(sub, text);
        sub.title = text;
      });
      // Attributes, not classes: React writes those anew whenever one of its own changes.
      put('failing', String(face.isFailing), () => {
        root.toggleAttribute('data-failing', face.isFailing);
      });
      const isDown = now.badge === 'down' || now.badge === 'unheld';
      // A hundredth of a card's height is less than a pixel.
      const share = isDown ? 0 : Math.min(1, now.utilization);
      put('level', share.toFixed(2), (high) => {
        level.style.backgroundSize = `100% ${Number(high) * 100}%`;
      });
      const waiting = Math.round(node.kind === 'queue' ? now.gauges[0] : now.waiting);
      put('queue', isDown ? '0' : String(waiting), () => paintQueue(waiting, isDown));
      const old = now.stalePerSec > 0 ? format.rate(now.stalePerSec) : '';
      put('stale', old, (rate) => {
        stale.hidden = rate === '';
        writeText(stale, rate && t('status.stale', { rate }));
      });
      const isFull = !isDown && now.utilization > 0.97 && waiting > 0;
      put('full', String(isFull), () => root.toggleAttribute('data-full', isFull));
    }

    function paintQueue(waiting: number, isDown: boolean) {
      // A queue's own big number is its depth: it is not written twice.
      queue.hidden = waiting === 0 || isDown;
      // A long number leaves less room for the pile, which says no more by then.
      root!.toggleAttribute('data-long', waiting >= 1000);
      root!.toggleAttribute('data-longer', waiting >= 10_000);
      writeText(count, node.kind === 'queue' ? '' : format.number(waiting));
      const dots = Math.min(waiting, PILE.columns * PILE.rows);
      put('pile', String(dots), () => {
        const full = Math.floor(dots / PILE.columns);
        rows!.style.width = `${PILE.columns * PILE.dot}px`;
        rows!.style.height = `${full * PILE.dot}px`;
        top!.style.bottom = `${full * PILE.dot}px`;
        top!.style.width = `${(dots % PILE.columns) * PILE.dot}px`;
        root!.toggleAttribute('data-piled', dots === PILE.columns * PILE.rows);
      });
    }

    paint();
    return takeTurns(paint);
  }, [card, node, format, t]);
}
