/** Which of what a web server is connected to serves an operation. */
import type { Dependency, Offer, OperationInfo } from '../kind.ts';
import type { WebServerParams } from './params.ts';

/** What serves one operation: the first of each offer, in order of id, among those the operation may use. */
export interface Plan {
  readonly type: OperationInfo['type'];
  /** Services asked at the same time, round after round. */
  readonly rounds: readonly (readonly Dependency[])[];
  /** Phases that a round takes up: one more than the answers it can wait for. */
  readonly roundWidth: number;
  readonly cache: Dependency | null;
  readonly store: Dependency | null;
  readonly queue: Dependency | null;
  readonly blobs: Dependency | null;
}

/** A job with neither a queue nor a service to pass it to. */
export function isWorkedOnHere({ type, queue, rounds }: Plan): boolean {
  return type === 'job' && queue === null && rounds.length === 0;
}

/** A cache before a database, and of either one that no operation needs before one that is shared. */
export function sessionStoreOf(
  dependencies: readonly Dependency[],
  plans: readonly Plan[],
): Dependency | null {
  const isShared = (one: Dependency) =>
    plans.some(({ cache, store }) => one === cache || one === store);
  for (const offer of ['cache', 'store']) {
    const found = dependencies.filter((dependency) => dependency.offer === offer);
    if (found.length > 0) return found.find((one) => !isShared(one)) ?? found[0]!;
  }
  return null;
}

/** Writes go through the cache where it says so, or where it is the only way to the database. */
export function writesThroughCache({ cache, store }: Plan): boolean {
  const traits = cache?.cache;
  return (
    traits !== undefined &&
    traits !== null &&
    (traits.writesThrough || (store === null && traits.loadsItself))
  );
}

export function planFor(
  operation: OperationInfo,
  dependencies: readonly Dependency[],
  { calls, fanOut }: WebServerParams,
): Plan {
  const usable = dependencies.filter(
    ({ ids }) => operation.uses === null || ids.some((id) => operation.uses!.includes(id)),
  );
  const first = (offer: Offer) => usable.find((dependency) => dependency.offer === offer) ?? null;
  const services = usable.filter((dependency) => dependency.offer === 'service');
  const isAtOnce = calls === 'atOnce' && services.length > 0;
  return {
    type: operation.type,
    rounds: isAtOnce ? [services] : services.map((service) => [service]),
    roundWidth: (isAtOnce ? services.length : 1) * fanOut + 1,
    cache: first('cache'),
    store: first('store'),
    queue: first('queue'),
    blobs: first('blobs'),
  };
}
