/**
 * `npm run hash:engines`: the run hash of every bundled scenario in every JavaScript engine that is installed here.
 * Ends with 1 if two of them differ.
 */
import { bundlePureHalf } from './bundle.ts';
import { engines, type Hashes } from './engines.ts';

const script = await bundlePureHalf();
const columns: { name: string; hashes: Hashes }[] = [];
for (const engine of engines) {
  const missing = engine.missing();
  if (missing !== null) {
    console.log(`${engine.name}: left out, ${missing}`);
    continue;
  }
  columns.push({ name: engine.name, hashes: await engine.run(script) });
  console.log(`${engine.name}: run in pieces of ${engine.piece.toLocaleString('en')} events`);
}

const [first] = columns;
let differences = 0;
console.log('');
for (const id of Object.keys(first?.hashes ?? {})) {
  const found = columns.map(({ hashes }) => hashes[id] ?? 'none');
  const same = new Set(found).size === 1;
  if (!same) differences++;
  const what = same
    ? `${found[0]}  the same in ${columns.length} engines`
    : `DIFFERS  ${found.join('  ')}`;
  console.log(`${id.padEnd(16)} ${what}`);
}
process.exitCode = differences === 0 && columns.length > 1 ? 0 : 1;
