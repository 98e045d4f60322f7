/** A node: its name, what can be done to it, its params, its numbers now, and what it is. */
import { Copy, Spline, Trash2 } from 'lucide-react';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { reasonOf } from '../../i18n/refused.ts';
import { kindViews } from '../../kinds/views.ts';
import { nodeFields } from '../../scenario/editing.ts';
import { hasKeys } from '../../scenario/keyed-nodes.ts';
import type { ScenarioNode } from '../../scenario/schema.ts';
import { useMostHeld } from '../../stores/all-held-hooks.ts';
import { canvas } from '../../stores/canvas-commands.ts';
import { renameNode, setParam } from '../../stores/document.ts';
import { useDrawingProblems } from '../../stores/drawing-hooks.ts';
import { quickFaultsFor } from '../../stores/faults.ts';
import { useDocument, useSession } from '../../stores/hooks.ts';
import { openPanel, setInspectorTab } from '../../stores/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { FaultItems } from '../fault-items.tsx';
import { FaultList } from './fault-list.tsx';
import { Fields } from './fields.tsx';
import { LookInside } from './look-inside.tsx';
import { NodeAbout } from './node-about.tsx';
import { NodeNowPanel } from './node-now.tsx';
import { ProblemList } from './problem-list.tsx';
import { QuickFault } from './quick-fault.tsx';
import { rareParams } from './rare-params.ts';

export function NodeInspector({ node }: { readonly node: ScenarioNode }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const tab = useSession((state) => state.inspectorTab);
  const view = kindViews[node.kind];
  const words = view.words[language];
  const name = node.label ?? node.id;
  const Icon = view.icon;

  return (
    <>
      <header className="inspector-head">
        <div className="inspector-title">
          <Icon size={18} strokeWidth={1.8} aria-hidden />
          <TextField
            label={t('inspector.name')}
            text={name}
            maxLength={120}
            onCommit={(text) => reasonOf(renameNode(node.id, text.trim()))}
          />
          <IconButton
            label={t('shell.inspector.duplicate')}
            keys="Ctrl+D"
            isSmall
            onClick={() => canvas()?.edit('duplicate', [node.id])}
          >
            <Copy size={14} aria-hidden />
          </IconButton>
          <IconButton
            label={t('inspector.deleteNode', { name })}
            keys="Del"
            isSmall
            onClick={() => canvas()?.edit('remove', [node.id])}
          >
            <Trash2 size={14} aria-hidden />
          </IconButton>
        </div>
        <p className="inspector-meta">
          {words.name}
          <span className="mono">{node.id}</span>
        </p>
      </header>
      <Tabs
        label={t('inspector.label')}
        tabs={[
          { value: 'params', label: t('inspector.tabParameters') },
          { value: 'now', label: t('inspector.tabNow') },
          { value: 'about', label: t('inspector.tabModel') },
        ]}
        value={tab}
        onChange={setInspectorTab}
        listClass="tabs"
        panelClass="inspector-body scroll"
      >
        {tab === 'params' ? <NodeParams node={node} /> : null}
        {tab === 'now' ? <NodeNowPanel node={node} /> : null}
        {tab === 'about' ? <NodeAbout node={node} /> : null}
      </Tabs>
    </>
  );
}

/** Why another policy changes nothing in a cache that has room for everything. */
function useNeverAsked(node: ScenarioNode): string | null {
  const { t } = useTranslation();
  const format = useFormat();
  const room = hasKeys(node) && node.params.policy !== 'none' ? node.params.capacityKeys : 0;
  const most = useMostHeld({ id: node.id, capacityKeys: room });
  if (most === null) return null;
  return t('openedCache.allHeld', { most: format.count(most), room: format.count(room) });
}

function NodeParams({ node }: { readonly node: ScenarioNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = kindViews[node.kind].words[format.language];
  const sparse = useDocument(({ file }) => file.nodes.find(({ id }) => id === node.id)?.params);
  const hasFaults = useDocument(({ scenario }) =>
    scenario.faults.some((fault) => fault.target === node.id),
  );
  const problems = useDrawingProblems(node.id);
  const found = { policy: useNeverAsked(node) };

  return (
    <>
      <ProblemList problems={problems} />
      <div className="inspector-actions">
        <LookInside node={node} />
        <Button onClick={() => openPanel('connect')}>
          <Spline size={14} aria-hidden />
          {t('inspector.connectTo')}
        </Button>
        {quickFaultsFor(node.kind).map((kind) => (
          <QuickFault key={kind} kind={kind} target={node.id} />
        ))}
        <Menu
          trigger={
            <Button>
              {t('faults.menu.more')}
              <span className="caret" aria-hidden />
            </Button>
          }
        >
          <FaultItems target={node.id} />
        </Menu>
      </div>
      <Fields
        fields={nodeFields(node.kind)}
        rare={rareParams[node.kind] ?? []}
        words={words}
        params={node.params}
        sparse={sparse}
        found={found}
        onChange={(path, value) => setParam(node.id, path, value)}
      />
      {hasFaults ? (
        <section className="inspector-section">
          <h3>{t('faults.title')}</h3>
          <FaultList target={node.id} />
        </section>
      ) : null}
    </>
  );
}
