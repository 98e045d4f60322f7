/** What a chart's picture shows, in words and as a table, for whoever does not see it. */
import { useMemo } from 'react';
import { DataTable } from '../charts/data-table.tsx';
import { readingText } from '../charts/readings.ts';
import { rangeOf, type TimeSpan, valueAt } from '../charts/series.ts';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { useRun } from '../stores/run-hooks.ts';
import { type ChartData, nothingWord } from './chart-hooks.ts';

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
  // Told where the cursor rests; while it moves, nobody could follow.
  const restsNs = useRun((state) => (state.playing ? null : state.cursorNs));
  const { title: name, measure } = data;
  const text = useMemo(() => {
    const write = (value: number) => readingText(measure, value, format);
    if (data.plot.series.length === 0) return t(nothingWord(data.id, status === 'finished'));
    return data.plot.series
      .map((series) => {
        const range = rangeOf([series.values]);
        if (!range) return `${series.name}: ${t(nothingWord('', status === 'finished'))}`;
        const words = { name: series.name, min: write(range.min), max: write(range.max) };
        if (restsNs === null) return t('charts.range', words);
        return t('charts.summary', { ...words, now: write(valueAt(data.plot, series, restsNs)) });
      })
      .join('. ');
  }, [data.id, data.plot, status, measure, restsNs, format, t]);
  return (
    <>
      <figcaption className="visually-hidden">{`${name}. ${text}`}</figcaption>
      {status === 'finished' ? (
        <DataTable caption={name} plot={data.plot} measure={measure} window={window} />
      ) : null}
    </>
  );
}
