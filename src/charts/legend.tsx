/** Names and values of a chart's lines at one moment: the read-out stays in its place while the cursor moves. */
import { useFormat } from '../i18n/i18n.ts';
import { differenceText, readingText } from './readings.ts';
import { beforeAt, type Measure, type Plot, type Series, valueAt } from './series.ts';

export function Legend({
  plot,
  measure,
  atNs,
}: {
  readonly plot: Plot;
  readonly measure: Measure;
  readonly atNs: number;
}) {
  const format = useFormat();
  return (
    <dl className="chart-legend num">
      {plot.series.map((series) => (
        <div key={series.key}>
          <dt>
            <svg width="14" height="8" aria-hidden>
              {series.isArea ? (
                <rect y="4" width="14" height="4" fill={series.color} opacity="0.2" />
              ) : null}
              <path d="M0 4H14" stroke={series.color} strokeDasharray={series.dash} />
            </svg>
            <span>{series.name}</span>
          </dt>
          <dd>
            {readingText(measure, valueAt(plot, series, atNs), format)}
            {series.before ? <Difference {...{ plot, series, measure, atNs }} /> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Against the run before, at the same moment. */
function Difference({
  plot,
  series,
  measure,
  atNs,
}: {
  readonly plot: Plot;
  readonly series: Series;
  readonly measure: Measure;
  readonly atNs: number;
}) {
  const format = useFormat();
  const now = valueAt(plot, series, atNs);
  const before = beforeAt(plot, series, atNs);
  return <small className="difference">{differenceText(measure, { now, before }, format)}</small>;
}
