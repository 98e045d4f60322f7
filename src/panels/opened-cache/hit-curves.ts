/** Hit ratios over time, as a chart takes them. Pure. */
import type { Plot, Series } from '../../charts/series.ts';
import type { CacheStudy, Comparison, Curve } from '../../stores/opened-cache.ts';

/** Points of the chart: fewer than the slices, so that a point stands for enough accesses to be read. */
const POINTS = 120;

export interface CurveNames {
  readonly measured: string;
  readonly best: string;
  readonly predicted: string;
  readonly other: string;
}

export function hitCurves(
  of: {
    readonly study: CacheStudy;
    readonly comparison: Comparison | null;
    readonly sliceNs: number;
  },
  names: CurveNames,
): Plot {
  const { study, comparison, sliceNs } = of;
  const group = Math.max(1, Math.ceil(study.measured.hits.length / POINTS));
  const measured = ratios(study.measured, group);
  const series: Series[] = [
    {
      key: 'best',
      name: names.best,
      color: 'var(--ink-2)',
      values: ratios(study.best, group),
      dash: '5 3',
    },
    {
      key: 'predicted',
      name: names.predicted,
      color: 'var(--promote)',
      values: measured.map(() => study.predicted),
      dash: '1.5 3',
    },
    { key: 'measured', name: names.measured, color: 'var(--accent)', values: measured },
  ];
  if (comparison) {
    const values = ratios(comparison.curve, group);
    series.push({ key: 'other', name: names.other, color: 'var(--write)', values, dash: '9 2' });
  }
  return { series, fromNs: 0, stepNs: sliceNs * group };
}

/** NaN where nobody asked. */
function ratios({ hits, misses }: Curve, group: number): Float64Array {
  return Float64Array.from({ length: Math.ceil(hits.length / group) }, (_, point) => {
    let [found, asked] = [0, 0];
    for (let slice = point * group; slice < Math.min(hits.length, (point + 1) * group); slice++) {
      found += hits[slice]!;
      asked += hits[slice]! + misses[slice]!;
    }
    return asked > 0 ? found / asked : Number.NaN;
  });
}
