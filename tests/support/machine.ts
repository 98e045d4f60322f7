/** Bounds of time that mean the same on a slow machine, and beside whatever else runs there. */

/** What the machine on which such bounds are set takes for the work of `slowness`. */
const SAME_WORK_MS = 1.6;
const TRIES = 20;

/**
 * Milliseconds that the work takes: of several tries the least, as soon as one is within the bound. By the clock other
 * programs count as well, by the processor other threads of this one: it took neither.
 */
export async function leastMs(work: () => unknown, enoughMs = 0): Promise<number> {
  let bestMs = Number.POSITIVE_INFINITY;
  for (let i = 0; i < TRIES && bestMs > enoughMs; i++) {
    const startMs = performance.now();
    const start = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(start);
    bestMs = Math.min(bestMs, performance.now() - startMs, (user + system) / 1000);
  }
  return bestMs;
}

/** How much longer this machine takes for the same work than the one on which bounds are set; at least 1. */
export async function slowness(): Promise<number> {
  return Math.max(1, (await leastMs(sameWork)) / SAME_WORK_MS);
}

function sameWork(): number {
  const numbers = Array.from({ length: 4000 }, (_, i) => Math.sin(i * i));
  return JSON.stringify(numbers.sort((a, b) => a - b)).length;
}
