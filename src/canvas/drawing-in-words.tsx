/** The drawing as sentences, for those who do not see it. Says what stands where, not what the numbers are. */
import { memo, useMemo } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { kindViews } from '../kinds/views.ts';
import type { EdgeKind, ScenarioEdge } from '../scenario/schema.ts';
import { useDocument } from '../stores/hooks.ts';

const sentenceOf = {
  request: 'canvas.summaryCalls',
  replication: 'canvas.summaryReplicates',
  delivery: 'canvas.summaryDelivers',
} as const satisfies Record<EdgeKind, string>;

export const DrawingInWords = memo(function DrawingInWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const nodes = useDocument((state) => state.scenario.nodes);
  const edges = useDocument((state) => state.scenario.edges);
  const names = useMemo(
    () => new Map(nodes.map((node) => [node.id, node.label ?? node.id])),
    [nodes],
  );
  const leaving = useMemo(() => bySource(edges), [edges]);
  return (
    <section className="visually-hidden" aria-label={t('canvas.summary')}>
      <p>{t('canvas.summaryNodes', { count: nodes.length })}</p>
      <ul>
        {nodes.map((node) => (
          <li key={node.id}>
            {t('canvas.node', {
              kind: kindViews[node.kind].words[format.language].name,
              name: names.get(node.id) ?? '',
            })}
            {'. '}
            {(Object.keys(sentenceOf) as EdgeKind[]).map((kind) => {
              const targets = (leaving.get(node.id) ?? [])
                .filter((edge) => edge.kind === kind)
                .map((edge) => names.get(edge.target) ?? edge.target);
              if (targets.length === 0) return null;
              const source = names.get(node.id) ?? '';
              return (
                <span key={kind}>
                  {t(sentenceOf[kind], { source, targets: format.list(targets) })}{' '}
                </span>
              );
            })}
          </li>
        ))}
      </ul>
    </section>
  );
});

/** Looked for node by node, the connections of five hundred took 300 ms. */
function bySource(edges: readonly ScenarioEdge[]): ReadonlyMap<string, ScenarioEdge[]> {
  const all = new Map<string, ScenarioEdge[]>();
  for (const edge of edges) {
    const known = all.get(edge.source);
    if (known) known.push(edge);
    else all.set(edge.source, [edge]);
  }
  return all;
}
