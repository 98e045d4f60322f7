/**
 * Values of chart lines that will not change any more. A recording only grows, so that a look at a run that comes in has
 * to work out what is new since the look before, and not the whole run again five times a second.
 */
import type { RecordedSeries } from '../stores/recorded-series.ts';

/** Values at equal distances, each over so much time. */
interface Steps {
  readonly fromNs: number;
  readonly stepNs: number;
  readonly points: number;
}

interface Kept {
  readonly steps: Steps;
  readonly columns: readonly Float64Array[];
  /** So many of the values are of steps that are recorded whole. */
  readonly final: number;
}

const kept = new WeakMap<RecordedSeries, Map<string, Kept>>();

/**
 * The columns that `write` fills, a point at a time. `name` says what they are of a recording: what has been written
 * under it is not asked for again, as long as the steps are the same.
 */
export function keptValues(
  recording: RecordedSeries,
  name: string,
  steps: Steps,
  { columns, write }: { columns: number; write(point: number, into: Float64Array[]): void },
): Float64Array[] {
  const { fromNs, stepNs, points } = steps;
  const ofRecording = kept.get(recording) ?? new Map<string, Kept>();
  kept.set(recording, ofRecording);
  const known = ofRecording.get(name);
  const isSame = known?.steps.fromNs === fromNs && known.steps.stepNs === stepNs;
  const same = isSame ? Math.min(known.final, points) : 0;
  const values = Array.from({ length: columns }, (_, column) => {
    const all = new Float64Array(points).fill(Number.NaN, same);
    if (same > 0) all.set(known!.columns[column]!.subarray(0, same));
    return all;
  });
  for (let point = same; point < points; point++) write(point, values);
  const recordedNs = recording.slices * recording.shape.sliceNs;
  // A boundary that is off by the last digit of a double is that boundary.
  const final = Math.max(0, Math.floor((recordedNs - fromNs) / stepNs + 1e-6));
  ofRecording.set(name, { steps, columns: values, final: Math.min(points, final) });
  return values;
}
