/** Names and values of a chart's lines at one moment: the read-out stays in its place while the cursor moves. */
import { memo } from 'react';
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
          <Line
            name={series.name}
            color={series.color}
            dash={series.dash}
            isArea={series.isArea === true}
          />
          <dd>
            {readingText(measure, valueAt(plot, series, atNs), format)}
            {series.before ? <Difference {...{ plot, series, measure, atNs }} /> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What does not change with the moment: ten times a second the figures alone are rendered. */
const Line = memo(function Line({
  name,
  color,
  dash,
  isArea,
}: {
  readonly name: string;
  readonly color: string;
  readonly dash: string | undefined;
  readonly isArea: boolean;
}) {
  return (
    <dt>
      <svg width="14" height="8" aria-hidden>
        {isArea ? <rect y="4" width="14" height="4" fill={color} opacity="0.2" /> : null}
        <path d="M0 4H14" stroke={color} strokeDasharray={dash} />
      </svg>
      <span>{name}</span>
    </dt>
  );
});

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
