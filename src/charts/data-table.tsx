/** A chart as a table, for whoever does not see it: a dozen moments, evenly spread. */
import { memo } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { readingText } from './readings.ts';
import {
  beforeAt,
  type Measure,
  type Plot,
  type Series,
  type TimeSpan,
  valueAt,
} from './series.ts';

const ROWS = 12;

export const DataTable = memo(function DataTable({
  caption,
  plot,
  measure,
  window,
}: {
  readonly caption: string;
  readonly plot: Plot;
  readonly measure: Measure;
  readonly window: TimeSpan;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { fromNs, toNs } = window;
  const cell = (series: Series, ns: number) => {
    const now = readingText(measure, valueAt(plot, series, ns), format);
    if (!series.before) return now;
    const before = readingText(measure, beforeAt(plot, series, ns), format);
    return t('charts.valueBefore', { now, before });
  };
  // The middle of each stretch.
  const moments = Array.from(
    { length: ROWS },
    (_, row) => fromNs + ((row + 0.5) / ROWS) * (toNs - fromNs),
  );
  return (
    // A table is never smaller than what it holds: hidden as it is, it would lengthen what scrolls.
    <div className="visually-hidden">
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{t('charts.time')}</th>
            {plot.series.map((series) => (
              <th key={series.key} scope="col">
                {series.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {moments.map((ns) => (
            <tr key={ns}>
              <th scope="row">{format.shortTime(ns / 1e6)}</th>
              {plot.series.map((series) => (
                <td key={series.key}>{cell(series, ns)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
});
