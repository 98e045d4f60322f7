/**
 * The long search: `npm run fuzz -- [--runs N] [--seed N] [--shrink] [--only NAME]`. N scenarios in all, shared evenly by
 * the checks, and as many spoilt files and links; ends with 1 at the first that breaks.
 */
import { parseArgs } from 'node:util';
import { type Check, checks, readings } from './checks.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 0x7fffffff) },
    shrink: { type: 'boolean', default: false },
    only: { type: 'string' },
  },
});
const runs = Number(values.runs);
const seed = Number(values.seed);

async function search(among: readonly Check[]): Promise<void> {
  const chosen = among.filter(({ name }) => values.only === undefined || values.only === name);
  const numRuns = Math.ceil(runs / chosen.length);
  for (const { name, run } of chosen) {
    const startMs = performance.now();
    await run({ numRuns, seed, shrinks: values.shrink });
    const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
    console.log(`${numRuns} random scenarios, seed ${seed}: ${name} (${seconds} s)`);
  }
}

try {
  await search(checks);
  await search(readings);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
