/** What a chart's picture shows, in words and as a table, for whoever does not see it. */
import { useMemo } from 'react';
import { DataTable } from '../charts/data-table.tsx';
import { readingText } from '../charts/readings.ts';
import { rangeOf, type TimeSpan, valueAt } from '../charts/series.ts';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { player } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import type { ChartData } from './chart-hooks.ts';

/** The table once the run is done, so as not to be rebuilt all along. */
export function ChartInWords({
  data,
  window,
}: {
  readonly data: ChartData;
  readonly window: TimeSpan;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const status = useRun((state) => state.status);
  const { title: name, measure } = data;
  const text = useMemo(() => {
    const write = (value: number) => readingText(measure, value, format);
    return data.plot.series
      .map((series) => {
        const range = rangeOf([series.values]);
        const now = valueAt(data.plot, series, player.cursorNs());
        return range
          ? t('charts.summary', {
              name: series.name,
              min: write(range.min),
              max: write(range.max),
              now: write(now),
            })
          : `${series.name}: ${t('charts.noData')}`;
      })
      .join('. ');
  }, [data.plot, measure, format, t]);
  return (
    <>
      <figcaption className="visually-hidden">{`${name}. ${text}`}</figcaption>
      {status === 'finished' ? (
        <DataTable caption={name} plot={data.plot} measure={measure} window={window} />
      ) : null}
    </>
  );
}
