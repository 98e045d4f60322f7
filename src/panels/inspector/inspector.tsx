/** The inspector: what is selected, or the scenario itself. */
import { lazy, Suspense } from 'react';

import { useTranslation } from '../../i18n/i18n.ts';
import { useDocument, useSession } from '../../stores/hooks.ts';
import { ScenarioInspector } from './scenario-inspector.tsx';
import './inspector.css';

// The first view selects nothing: the editors of params come when something is.
const NodeInspector = lazy(async () => ({
  default: (await import('./node-inspector.tsx')).NodeInspector,
}));
const EdgeInspector = lazy(async () => ({
  default: (await import('./edge-inspector.tsx')).EdgeInspector,
}));

export function Inspector() {
  const { t } = useTranslation();
  const selection = useSession((state) => state.selection);
  const node = useDocument(
    ({ scenario }) => scenario.nodes.find((node) => node.id === selection?.id) ?? null,
  );
  const edge = useDocument(
    ({ scenario }) => scenario.edges.find((edge) => edge.id === selection?.id) ?? null,
  );
  return (
    <section className="inspector" aria-label={t('inspector.label')}>
      <Suspense>
        {node ? (
          <NodeInspector key={node.id} node={node} />
        ) : edge ? (
          <EdgeInspector key={edge.id} edge={edge} />
        ) : (
          <ScenarioInspector />
        )}
      </Suspense>
    </section>
  );
}
