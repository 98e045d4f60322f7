/** The inspector: what is selected, or the scenario itself. */
import { lazy, Suspense, useDeferredValue } from 'react';

import { useTranslation } from '../../i18n/i18n.ts';
import { loadRest } from '../../i18n/later.ts';
import { useDocument, useSession } from '../../stores/hooks.ts';
import { Locked } from '../locked.tsx';
import { ScenarioInspector } from './scenario-inspector.tsx';
import './inspector.css';

// The first view selects nothing: the editors of params come when something is, together with their words.
const loadNodeInspector = async () => {
  const [{ NodeInspector }] = await Promise.all([import('./node-inspector.tsx'), loadRest()]);
  return { default: NodeInspector };
};
const NodeInspector = lazy(loadNodeInspector);

const EdgeInspector = lazy(async () => {
  const [{ EdgeInspector }] = await Promise.all([import('./edge-inspector.tsx'), loadRest()]);
  return { default: EdgeInspector };
});

/** Called when somebody reaches for the canvas: a click is then answered at once. */
export function prepareInspector(): void {
  // A click asks again, and says so where it fails.
  loadNodeInspector().catch(() => undefined);
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
      <Locked>
        <Suspense>
          {node ? (
            <NodeInspector key={node.id} node={node} />
          ) : edge ? (
            <EdgeInspector key={edge.id} edge={edge} />
          ) : (
            <ScenarioInspector />
          )}
        </Suspense>
      </Locked>
    </section>
  );
}
