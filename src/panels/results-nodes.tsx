/** One row for each component, with what its kind adds. */

import type { Format } from '../i18n/format.ts';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import type { NodeSummary, Summary } from '../sim/summary.ts';
import { useDocument } from '../stores/hooks.ts';
import { orDash } from './or-dash.ts';

type Extra =
  | 'hitRatio'
  | 'evictions'
  | 'staleReads'
  | 'lostWrites'
  | 'divergentWrites'
  | 'deadLetters'
  | 'redelivered'
  | 'rateLimited';

/** What kinds add to their rows, and how it is written. */
const extras: readonly { readonly key: Extra; readonly isRatio?: boolean }[] = [
  { key: 'hitRatio', isRatio: true },
  { key: 'evictions' },
  { key: 'staleReads' },
  { key: 'lostWrites' },
  { key: 'divergentWrites' },
  { key: 'deadLetters' },
  { key: 'redelivered' },
  { key: 'rateLimited' },
];

export function NodeTable({ summary }: { readonly summary: Summary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const scenario = useDocument((state) => state.scenario);
  // In the drawing's order, which is how people know them.
  const rows = scenario.nodes.flatMap(({ id, label }) => {
    const node = summary.nodes[id];
    return node ? [{ id, name: label || id, node }] : [];
  });
  return (
    <section>
      <h3>{t('results.body.nodes')}</h3>
      <table className="figure-table node-table">
        <thead>
          <tr>
            <th scope="col">{t('results.body.node')}</th>
            <th scope="col">{t('results.body.completed')}</th>
            <th scope="col">{t('results.body.failed')}</th>
            <th scope="col">{t('results.body.utilization')}</th>
            <th scope="col">{t('results.body.queueLength')}</th>
            <th scope="col">{t('charts.percentile', { p: '99' })}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, node }) => (
            <tr key={id}>
              <th scope="row">
                {name}
                <small>{extraText(node, format, (key) => t(`results.body.${key}`))}</small>
              </th>
              <td>{format.number(node.completed)}</td>
              <td className={node.failed > 0 ? 'is-bad' : ''}>{format.number(node.failed)}</td>
              <td>{orDash(node.utilization, format.ratio)}</td>
              <td>{orDash(node.meanQueueLength, format.number)}</td>
              <td>{orDash(node.latencyMs.p99, format.duration)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function extraText(node: NodeSummary, format: Format, word: (key: Extra) => string): string {
  return extras
    .flatMap(({ key, isRatio }) => {
      const value = node[key];
      if (typeof value !== 'number' || (value === 0 && !isRatio)) return [];
      return [`${word(key)} ${isRatio ? format.ratio(value) : format.count(value)}`];
    })
    .join(' · ');
}
