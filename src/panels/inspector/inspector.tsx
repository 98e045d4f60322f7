/** The inspector: what is selected, or the scenario itself. */

import { useTranslation } from '../../i18n/i18n.ts';
import { useDocument, useSession } from '../../stores/hooks.ts';
import { EdgeInspector } from './edge-inspector.tsx';
import { NodeInspector } from './node-inspector.tsx';
import { ScenarioInspector } from './scenario-inspector.tsx';
import './inspector.css';

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
      {node ? (
        <NodeInspector key={node.id} node={node} />
      ) : edge ? (
        <EdgeInspector key={edge.id} edge={edge} />
      ) : (
        <ScenarioInspector />
      )}
    </section>
  );
}
