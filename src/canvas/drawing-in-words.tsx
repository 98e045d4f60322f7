/** The drawing as sentences, for those who do not see it. Says what stands where, not what the numbers are. */
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { kindViews } from '../kinds/views.ts';
import type { EdgeKind } from '../scenario/schema.ts';
import { useDocument } from '../stores/hooks.ts';

const sentenceOf = {
  request: 'canvas.summaryCalls',
  replication: 'canvas.summaryReplicates',
  delivery: 'canvas.summaryDelivers',
} as const satisfies Record<EdgeKind, string>;

export function DrawingInWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const nodes = useDocument((state) => state.scenario.nodes);
  const edges = useDocument((state) => state.scenario.edges);
  const names = new Map(nodes.map((node) => [node.id, node.label ?? node.id]));
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
              const targets = edges
                .filter((edge) => edge.source === node.id && edge.kind === kind)
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
}
