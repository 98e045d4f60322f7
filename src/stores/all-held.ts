/** Caches with room for all that they are asked for: their policy has nothing to decide. */
import type { RecordedSeries } from './recorded-series.ts';
import type { RunState } from './run.ts';
import { player } from './run.ts';

export interface Room {
  readonly id: string;
  readonly capacityKeys: number;
}

/**
 * The most keys that a cache held at once in the run on screen, where none ever had to leave; null where some had to,
 * or where that is not known yet. Of several places of one node (a CDN's) all keys count: it is said too seldom there
 * rather than wrongly.
 */
export function mostHeld(
  { summary, scenario }: Pick<RunState, 'summary' | 'scenario'>,
  room: Room,
  recording: RecordedSeries | null = player.recording(),
): number | null {
  const node = recording?.nodeIndex(room.id);
  const ran = scenario?.nodes.find(({ id }) => id === room.id);
  if (!recording || node === undefined || !summary || !ran) return null;
  // Another size has been set since.
  if (!('capacityKeys' in ran.params) || ran.params.capacityKeys !== room.capacityKeys) return null;
  if (Number(summary.nodes[room.id]?.evictions ?? 0) > 0) return null;
  let most = 0;
  for (let slice = 0; slice < recording.slices; slice++) {
    most = Math.max(most, recording.nodeValue(slice, node, 'gauge2'));
  }
  // The summary does not count the warm-up: what was full may have evicted then.
  const isCertain = most < room.capacityKeys || recording.shape.warmupNs === 0;
  return most > 0 && most <= room.capacityKeys && isCertain ? most : null;
}
