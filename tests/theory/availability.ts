/** Servers that break and are repaired, each on its own, after exponential times: what share of requests fails. */

export interface Repairable {
  /** Mean time between repair and the next crash, and mean time to repair. */
  readonly upMs: number;
  readonly downMs: number;
}

export interface Checks {
  readonly intervalMs: number;
  readonly fall: number;
  readonly rise: number;
}

/** Share of time that one is up: MTBF ÷ (MTBF + MTTR). */
export function availability({ upMs, downMs }: Repairable): number {
  return upMs / (upMs + downMs);
}

/** Probability that at least `needed` of `n` are up. */
export function atLeast(needed: number, n: number, up: number): number {
  let total = 0;
  let ways = 1;
  for (let k = 0; k <= n; k++) {
    if (k >= needed) total += ways * up ** k * (1 - up) ** (n - k);
    ways = (ways * (n - k)) / (k + 1);
  }
  return total;
}

/**
 * Share of requests that fail behind a balancer that throws dice over those of `n` in rotation, and has nobody to send
 * them to where none is. Each server is a Markov chain of its own, looked at every interval: up or down, in rotation
 * with so many misses in a row, or out of it with so many passes. Between two looks it goes on crashing and being
 * repaired; a repair that no probe saw missing costs only the requests meanwhile.
 */
export function failureRatio(n: number, server: Repairable, checks: Checks): number {
  const { seen, out } = rotation(server, checks);
  const noneIn = out ** n;
  return noneIn + (1 - noneIn) * (seen / (1 - out));
}

/** One server: the share of time that it is in rotation although it is down, and out of rotation. */
function rotation(server: Repairable, { intervalMs, fall, rise }: Checks) {
  const up = availability(server);
  const relaxation = intervalMs * (1 / server.upMs + 1 / server.downMs);
  const memory = Math.exp(-relaxation);
  const upNext = { up: up + (1 - up) * memory, down: up * (1 - memory) };
  // Mean over the time until the next look.
  const kept = (1 - memory) / relaxation;
  const downMeanwhile = { up: (1 - up) * (1 - kept), down: 1 - up + up * kept };

  // In rotation: fall states, by misses; out of it: rise states, by passes. Whoever is in with misses was down when
  // last seen, and so was who is out without passes.
  const stateOfIn = (misses: number) => misses;
  const stateOfOut = (passes: number) => fall + passes;
  const seenAs = (state: number) =>
    state === 0 || state > fall ? ('up' as const) : ('down' as const);
  const afterPass = (state: number) => {
    if (state < fall) return stateOfIn(0);
    return state - fall + 1 === rise ? stateOfIn(0) : stateOfOut(state - fall + 1);
  };
  const afterMiss = (state: number) =>
    state < fall && state + 1 < fall ? stateOfIn(state + 1) : stateOfOut(0);

  let shares: number[] = Array.from({ length: fall + rise }, (_, state) => (state === 0 ? 1 : 0));
  for (let step = 0; step < 20_000; step++) {
    const next = shares.map(() => 0);
    for (const [state, share] of shares.entries()) {
      const passes = upNext[seenAs(state)];
      next[afterPass(state)]! += share * passes;
      next[afterMiss(state)]! += share * (1 - passes);
    }
    shares = next;
  }
  let seen = 0;
  let out = 0;
  for (const [state, share] of shares.entries()) {
    if (state < fall) seen += share * downMeanwhile[seenAs(state)];
    else out += share;
  }
  return { seen, out };
}
