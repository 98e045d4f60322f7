/** Connection pools at the cursor: how many connections are in use, and how many calls wait for one. */
import { readingSpan } from './now.ts';
import { type PoolLoad, poolLoads } from './pool-loads.ts';
import type { Recording } from './recording.ts';
import { player, runStore } from './run.ts';

/** Nearly all in use, with calls that wait: a mean of half a second hardly ever says all. */
const FULL_RATIO = 0.95;
const WAITING_MIN = 0.5;

/** Of a caller, or of those who call over a connection: several where a name service hands out what is called. */
export type PoolsOf = { readonly caller: string } | { readonly edge: string };

export function poolsNow(of: PoolsOf): PoolLoad[] {
  const read = readPools();
  return read.loads.filter((load) =>
    'caller' in of ? load.caller === of.caller : read.edgesOf(load).includes(of.edge),
  );
}

/** By id of the edge: how many calls wait where no connection is free. */
export function waitingNow(): ReadonlyMap<string, number> {
  const { loads, edgesOf } = readPools();
  return new Map(
    loads
      .filter((load) => load.utilization >= FULL_RATIO && load.waiting >= WAITING_MIN)
      .flatMap((load) => edgesOf(load).map((edge) => [edge, Math.round(load.waiting)] as const)),
  );
}

function readPools() {
  const recording = player.recording();
  const { scenario, cursorNs } = runStore.getState();
  const isThere = recording !== null && scenario !== null && cursorNs <= recording.doneNs;
  return {
    loads:
      isThere && recording.shape.pools.length > 0
        ? poolLoads(recording, scenario, readingSpan(recording, cursorNs))
        : [],
    edgesOf: (load: PoolLoad) => edgesOf(recording!, load),
  };
}

function edgesOf({ shape }: Recording, { pool }: PoolLoad): string[] {
  return shape.pools[pool]!.links.flatMap((link) => shape.links[link]!.edge ?? []);
}
