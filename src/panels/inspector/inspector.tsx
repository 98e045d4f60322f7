/** The inspector: what is selected, or the scenario itself. */
import { lazy, Suspense, useDeferredValue } from 'react';

import { useTranslation } from '../../i18n/i18n.ts';
import { useDocument, useSession } from '../../stores/hooks.ts';
import { ScenarioInspector } from './scenario-inspector.tsx';
import './inspector.css';

// The first view selects nothing: the editors of params come when something is.
const loadNodeInspector = () => import('./node-inspector.tsx');
const NodeInspector = lazy(async () => ({ default: (await loadNodeInspector()).NodeInspector }));

const EdgeInspector = lazy(async () => ({
  default: (await import('./edge-inspector.tsx')).EdgeInspector,
}));

/** Called when somebody reaches for the canvas: a click is then answered at once. */
export function prepareInspector(): void {
  void loadNodeInspector();
}

export function Inspector() {
  const { t } = useTranslation();
  // Deferred: what was shown stays until the editors have come.
  const selection = useDeferredValue(useSession((state) => state.selection));
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
