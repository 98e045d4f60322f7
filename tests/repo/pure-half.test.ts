/** The linter keeps clocks, chance and inexact functions out of the pure half, and names what to use. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

interface Case {
  readonly code: string;
  /** What the message points to instead. */
  readonly instead: string;
}

const banned: readonly Case[] = [
  { code: 'Date.now()', instead: 'nowNs' },
  { code: 'new Date()', instead: 'nowNs' },
  { code: 'performance.now()', instead: 'nowNs' },
  { code: 'setTimeout(run, 1)', instead: 'simulated time' },
  { code: 'console.log(1)', instead: 'return the value' },
  { code: 'Math.random()', instead: 'base/random.ts' },
  { code: 'crypto.getRandomValues(bytes)', instead: 'base/random.ts' },
  { code: 'Math.log(2)', instead: 'base/math.ts' },
  { code: 'Math.hypot(3, 4)', instead: 'base/math.ts' },
  { code: '[1].map(Math.cos)', instead: 'base/math.ts' },
  { code: "Math['exp'](1)", instead: 'Math.floor' },
  { code: '((maths) => maths)(Math)', instead: 'Math.floor' },
  { code: 'globalThis.Date', instead: 'pass in what it needs' },
  { code: 'rate ** 0.5', instead: 'base/math.ts' },
  { code: '2 ** rate', instead: 'base/math.ts' },
  { code: '(() => { let a = 2; a **= 2; return a; })()', instead: 'base/math.ts' },
  { code: "'a'.localeCompare('b')", instead: '< and >' },
  { code: '(1000).toLocaleString()', instead: 'i18n' },
  { code: 'new Intl.NumberFormat()', instead: 'i18n' },
];

const allowed = [
  'Math.floor(rate) + Math.sqrt(rate) + Math.imul(3, 5) + Math.clz32(8) + Math.PI',
  '2 ** 32',
  'rate * rate',
];

/** Folder → what may not stand there: every pure folder is watched. */
const watched = ['base', 'kinds/cache', 'kinds/cache/policies', 'scenario', 'share', 'gallery'];
const page = ['src/kinds/cache/view.tsx', 'src/kinds/cache/words.ts', 'src/app/sample.ts'];

const samples = new Map<string, string>([
  ...banned.map(({ code }, index): [string, string] => [`src/sim/banned-${index}.ts`, code]),
  ...allowed.map((code, index): [string, string] => [`src/sim/allowed-${index}.ts`, code]),
  ...watched.map((folder): [string, string] => [`src/${folder}/sample.ts`, 'Math.exp(Date.now())']),
  ...page.map((path): [string, string] => [path, 'Math.exp(Date.now())']),
  ['src/base/math.ts', 'Math.exp(Date.now())'],
  ['src/sim/sample.test.ts', 'Math.exp(Date.now())'],
]);
const said = lint(samples);

it.each(banned.map(({ code, instead }, index) => ({ code, instead, index })))(
  'refuses $code in the engine and points to $instead',
  ({ instead, index }) => {
    expect(said.get(`src/sim/banned-${index}.ts`)?.join()).toContain(instead);
  },
);

it.each(allowed.map((code, index) => ({ code, index })))('allows $code', ({ index }) => {
  expect(said.get(`src/sim/allowed-${index}.ts`)).toBeUndefined();
});

it.each(watched)('watches src/%s too', (folder) => {
  expect(said.get(`src/${folder}/sample.ts`)).toHaveLength(2);
});

it.each([...page, 'src/sim/sample.test.ts'])('leaves %s alone', (path) => {
  expect(said.get(path)).toBeUndefined();
});

it('lets base/math.ts use Math, but no clock', () => {
  expect(said.get('src/base/math.ts')).toEqual([expect.stringContaining('nowNs')]);
});

/** Lints expressions as files of a project with our settings: path → what the linter says of it. */
function lint(expressions: ReadonlyMap<string, string>): ReadonlyMap<string, readonly string[]> {
  const project = mkdtempSync(join(tmpdir(), 'spillway-lint-'));
  for (const path of ['biome.json', '.gitignore', 'tests/repo/pure-half.grit']) {
    cpSync(join(root, path), join(project, path));
  }
  for (const [path, expression] of expressions) {
    mkdirSync(dirname(join(project, path)), { recursive: true });
    writeFileSync(join(project, path), `export const sample = ${expression};\n`);
  }
  const only = ['--only=style/noRestrictedGlobals', '--only=plugin'];
  const options = [...only, '--max-diagnostics=none', '--colors=off'];
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const { stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', ...options], {
    cwd: project,
    encoding: 'utf8',
  });
  rmSync(project, { recursive: true });
  // One block a finding, headed `src/sim/a.ts:1:23 plugin ━━━`.
  const blocks = `${stdout}\n${stderr}`.split(/^(?=\S+:\d+:\d+ .*━)/m);
  if (blocks.length === 1) throw new Error(`the linter reported nothing:\n${stdout}${stderr}`);
  const findings = new Map<string, string[]>();
  for (const block of blocks.slice(1)) {
    const path = block.slice(0, block.indexOf(':'));
    findings.set(path, [...(findings.get(path) ?? []), block]);
  }
  return findings;
}
