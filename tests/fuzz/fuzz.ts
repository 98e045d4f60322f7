/** The long search: `npm run fuzz -- [--runs N] [--seed N] [--shrink]`. Ends with 1 at the first scenario that breaks. */
import { parseArgs } from 'node:util';
import { checks } from './checks.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '2000' },
    seed: { type: 'string', default: String(Date.now() % 0x7fffffff) },
    shrink: { type: 'boolean', default: false },
  },
});
const numRuns = Number(values.runs);
const seed = Number(values.seed);

for (const { name, run } of checks) {
  const startMs = performance.now();
  try {
    run({ numRuns, seed, shrinks: values.shrink });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
    break;
  }
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  console.log(`${numRuns} random scenarios, seed ${seed}: ${name} (${seconds} s)`);
}
