import { expect, it } from 'vitest';
import { countLatency, MeasureState } from './measure.ts';
import { sliceBucketMs } from './recording.ts';

it.each([0.001, 8, 1000, 600_000, 36_000_000])(
  'a slice tells a latency of %d ms within 6 %%',
  (ms) => {
    const m = new MeasureState(1);
    countLatency(m, ms * 1e6);
    const bucket = m.sliceLatency.indexOf(1);
    expect(sliceBucketMs(bucket)).toBeLessThanOrEqual(ms);
    expect(sliceBucketMs(bucket + 1)).toBeGreaterThan(ms);
    expect(sliceBucketMs(bucket + 1) / sliceBucketMs(bucket)).toBeLessThan(1.0626);
  },
);
