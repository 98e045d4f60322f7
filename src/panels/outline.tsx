/**
 * The drawing as a list: every component with its state now, what it calls, and all that the canvas can do to it. For
 * those who work with the keyboard or do not see the canvas.
 */
import { ChevronRight, Plus, SlidersHorizontal, Spline, Trash2, X } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useMemo, useRef, useState } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { reasonOf, tellRefusal } from '../i18n/refused.ts';
import { faceOf, kindGroups, kindViews, tagOf } from '../kinds/views.ts';
import { mayConnect } from '../scenario/drawing.ts';
import type { Kind } from '../scenario/editing.ts';
import type { EdgeKind, ScenarioEdge, ScenarioNode } from '../scenario/schema.ts';
import { canvas } from '../stores/canvas-commands.ts';
import { connect, nameOf, removeElements, renameNode } from '../stores/document.ts';
import { useDrawingProblems } from '../stores/drawing-hooks.ts';
import { useDocument, useSession } from '../stores/hooks.ts';
import { useNodeNow } from '../stores/run-hooks.ts';
import { announce, openPanel, select, showToast } from '../stores/session.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { ProblemList } from './inspector/problem-list.tsx';
import { Row } from './inspector/row.tsx';
import { Locked } from './locked.tsx';
import './outline.css';
import { LiveRegion } from './live-region.tsx';
import { readingOrder } from './outline-order.ts';

interface Props {
  /** Leads to the params of what is selected, once this is closed. */
  readonly onInspect: () => void;
}

export function Outline({ onInspect }: Props) {
  const { t } = useTranslation();
  const scenario = useDocument((state) => state.scenario);
  const selection = useSession((state) => state.selection);
  const nodes = useMemo(() => readingOrder(scenario), [scenario]);
  const list = useRef<HTMLUListElement>(null);
  return (
    <Dialog title={t('outline.title')} closeLabel={t('app.close')} onClose={() => openPanel(null)}>
      <p className="lead">{t('outline.help')}</p>
      <Locked>
        <AddComponent />
        {nodes.length === 0 ? <p className="outline-none">{t('outline.empty')}</p> : null}
        <ul ref={list} className="outline" onKeyDown={(event) => onArrow(event, list.current)}>
          {nodes.map((node) => (
            <Component
              key={node.id}
              node={node}
              isOpen={selection?.id === node.id}
              onInspect={onInspect}
            />
          ))}
        </ul>
      </Locked>
      {/* The page's own stands behind the dialog, where nothing is read out. */}
      <LiveRegion />
    </Dialog>
  );
}

/** Up and down lead from component to component, past what an open one holds. */
function onArrow(event: KeyboardEvent, list: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const { target } = event;
  if (!step || !(target instanceof HTMLElement) || !target.matches('.outline-row')) return;
  const rows = [...(list?.querySelectorAll<HTMLElement>('.outline-row') ?? [])];
  event.preventDefault();
  rows[rows.indexOf(target) + step]?.focus();
}

function AddComponent() {
  const { t } = useTranslation();
  const { language } = useFormat();
  const [kind, setKind] = useState<Kind>('client');
  const kinds = Object.keys(kindViews) as Kind[];
  const options = kindGroups.flatMap((group) =>
    kinds
      .filter((each) => kindViews[each].group === group)
      .map((each) => ({
        value: each,
        label: kindViews[each].words[language].name,
        group: t(`palette.groups.${group}`),
      })),
  );
  function add() {
    const id = canvas()?.addKind(kind);
    if (id) announce(t('palette.added', { name: nameOf(id) }));
  }
  return (
    <div className="outline-add">
      <SelectField
        label={t('outline.kind')}
        value={kind}
        options={options}
        onChange={(value) => setKind(value as Kind)}
      />
      <Button look="primary" onClick={add}>
        <Plus size={14} aria-hidden />
        {t('outline.add')}
      </Button>
    </div>
  );
}

function Component({
  node,
  isOpen,
  onInspect,
}: {
  readonly node: ScenarioNode;
  readonly isOpen: boolean;
} & Props) {
  const { language } = useFormat();
  const view = kindViews[node.kind];
  const Icon = view.icon;
  return (
    <li className={isOpen ? 'is-open' : ''}>
      <button
        type="button"
        className="outline-row"
        aria-expanded={isOpen}
        onClick={() => select(isOpen ? null : { type: 'node', id: node.id })}
      >
        <ChevronRight size={14} aria-hidden />
        <Icon size={16} strokeWidth={1.7} aria-hidden />
        <b>{node.label ?? node.id}</b>
        <span className="outline-kind">{view.words[language].name}</span>
        <State node={node} />
      </button>
      {isOpen ? <Details node={node} onInspect={onInspect} /> : null}
    </li>
  );
}

/** What its card says, in words: the number that matters, how many are up, what is happening to it. */
function State({ node }: { readonly node: ScenarioNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNodeNow(node.id);
  const face = faceOf(node as never, now, format);
  const tag = tagOf(node as never, now.instances, format);
  const up = now.instances.filter((state) => state === 'up').length;
  const all = now.instances.length;
  const parts = [
    ...(now.badge ? [t(`status.${now.badge}`)] : now.role ? [t(`status.${now.role}`)] : []),
    ...(now.active === undefined ? [] : [t('status.active', { number: now.active + 1 })]),
    format.quantity(face),
    ...(face.isFailing && now.badge !== 'down' ? [face.sub] : []),
    ...(now.stalePerSec > 0 ? [t('status.stale', { rate: format.rate(now.stalePerSec) })] : []),
    ...(tag.isChange ? [tag.text] : up < all ? [t('outline.up', { up, all })] : []),
  ];
  return <span className={`outline-state num ${now.badge ?? ''}`}>{parts.join(' · ')}</span>;
}

function Details({ node, onInspect }: { readonly node: ScenarioNode } & Props) {
  const { t } = useTranslation();
  const name = node.label ?? node.id;
  const problems = useDrawingProblems(node.id);
  function remove({ currentTarget }: MouseEvent<HTMLElement>) {
    focusBeside(currentTarget, '.outline-row', 'dialog');
    removeElements([node.id]);
    select(null);
    announce(t('canvas.removed', { count: 1 }));
  }
  function rename(text: string) {
    const refusal = reasonOf(renameNode(node.id, text.trim()));
    if (refusal === null) announce(t('outline.renamed', { before: name, name: nameOf(node.id) }));
    return refusal;
  }
  return (
    <div className="outline-details" tabIndex={-1}>
      <ProblemList problems={problems} />
      <Row
        label={t('inspector.name')}
        control={({ id, describedBy, onRefusal }) => (
          <TextField
            id={id}
            label={t('inspector.name')}
            describedBy={describedBy}
            text={name}
            maxLength={120}
            onCommit={rename}
            onRefusal={onRefusal}
          />
        )}
      />
      <Connections node={node} />
      <ConnectTo node={node} />
      <div className="outline-actions">
        <Button
          isSafe
          onClick={() => {
            openPanel(null);
            onInspect();
          }}
        >
          <SlidersHorizontal size={14} aria-hidden />
          {t('outline.inspect')}
        </Button>
        <Button look="danger" onClick={remove}>
          <Trash2 size={14} aria-hidden />
          {t('inspector.deleteNode', { name })}
        </Button>
      </div>
    </div>
  );
}

/** Before a line goes, its focus goes to the same in the next one, the one before, or what holds them all. */
function focusBeside(button: HTMLElement, same: string, holder: string): void {
  const line = button.closest('li');
  const beside = line?.nextElementSibling ?? line?.previousElementSibling;
  (beside?.querySelector<HTMLElement>(same) ?? button.closest<HTMLElement>(holder))?.focus();
}

const sentenceOf = {
  request: 'outline.calls',
  replication: 'outline.replicates',
  delivery: 'outline.delivers',
} as const satisfies Record<EdgeKind, string>;

function Connections({ node }: { readonly node: ScenarioNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const edges = useDocument((state) => state.scenario.edges);
  const out = edges.filter(({ source }) => source === node.id);
  const callers = edges
    .filter(({ target }) => target === node.id)
    .map((edge) => nameOf(edge.source));
  function remove(edge: ScenarioEdge, button: HTMLElement) {
    focusBeside(button, 'button', '.outline-details');
    removeElements([edge.id]);
    announce(t('canvas.removed', { count: 1 }));
  }
  return (
    <>
      {callers.length > 0 ? (
        <p className="outline-callers">{t('outline.from', { names: format.list(callers) })}</p>
      ) : null}
      {out.length === 0 ? <p className="outline-callers">{t('outline.nobody')}</p> : null}
      <ul className="outline-edges">
        {out.map((edge) => {
          const target = nameOf(edge.target);
          return (
            <li key={edge.id}>
              <span>{t(sentenceOf[edge.kind], { name: target })}</span>
              <IconButton
                label={t('outline.removeEdge', { name: target })}
                isSmall
                onClick={(event) => remove(edge, event.currentTarget)}
              >
                <X size={13} aria-hidden />
              </IconButton>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function ConnectTo({ node }: { readonly node: ScenarioNode }) {
  const { t } = useTranslation();
  const scenario = useDocument((state) => state.scenario);
  const [wanted, setWanted] = useState('');
  const allowed = scenario.nodes.filter(
    (other) => other.id !== node.id && mayConnect(scenario, node.id, other.id).ok,
  );
  const target = allowed.find(({ id }) => id === wanted) ?? allowed[0];
  if (!target) return null;
  function onConnect() {
    if (!target) return;
    const connected = connect(node.id, target.id);
    tellRefusal(connected, showToast);
    if (!connected.ok) return;
    announce(t('canvas.connected', { source: nameOf(node.id), target: nameOf(target.id) }));
  }
  return (
    <div className="outline-connect">
      <SelectField
        label={t('outline.connectTo')}
        value={target.id}
        options={allowed.map(({ id }) => ({ value: id, label: nameOf(id) }))}
        onChange={setWanted}
      />
      <Button onClick={onConnect}>
        <Spline size={14} aria-hidden />
        {t('outline.connect')}
      </Button>
    </div>
  );
}
