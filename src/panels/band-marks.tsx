/** Under the rail of the time bar: how long requests were turned away, and old values answered. */
import { useMemo } from 'react';
import { type Look, useLook, useRun } from '../stores/run-hooks.ts';
import { type TimeBand, timeBands } from './time-bands.ts';

export function BandMarks() {
  const bands = useBands();
  const durationNs = useRun((state) => state.durationNs);
  const share = (ns: number) => `${durationNs > 0 ? (ns / durationNs) * 100 : 0}%`;
  return bands.map(({ event, fromNs, toNs }) => (
    <span
      key={`${event} ${fromNs}`}
      className={`band ${event}`}
      style={{ left: share(fromNs), width: share(toNs - fromNs) }}
      aria-hidden
    />
  ));
}

const none: readonly TimeBand[] = [];
let latest: (Look & { readonly bands: readonly TimeBand[] }) | null = null;

/** Worked out once for all who ask. */
export function useBands(): readonly TimeBand[] {
  const look = useLook();
  return useMemo(() => {
    if (!look) return none;
    if (latest?.recording !== look.recording || latest.number !== look.number) {
      latest = { ...look, bands: timeBands(look.recording) };
    }
    return latest.bands;
  }, [look]);
}
