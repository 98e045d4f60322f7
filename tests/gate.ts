/**
 * The whole gate, behind `npm test`: cheap checks first, the browser last, stopping at the first failure.
 * The last line it prints sums the tests of both projects: `212 passed, 0 failed, 3 skipped`. A browser test may try a
 * second time; the lines before it name each that needed to.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { SECOND_TRIES_FILE, type SecondTry } from './support/second-tries.ts';

interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Where a test run leaves its counts, and which tests passed at a second try. */
  readonly report?: { readonly counts: string; readonly secondTries: string };
}

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** The part of the test runner's JSON report that is read here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { status: string; assertionResults: readonly unknown[] }[];
}

const reports = mkdtempSync(join(tmpdir(), 'spillway-gate-'));
const steps: readonly Step[] = [
  { name: 'format and lint', command: 'biome', args: ['check', '--error-on-warnings'] },
  { name: 'types: page, tests and tools', command: 'tsc', args: ['-p', 'tsconfig.json'] },
  { name: 'types: the pure half', command: 'tsc', args: ['-p', 'src/tsconfig.pure.json'] },
  testStep('unit'),
  { name: 'build', command: 'vite', args: ['build'] },
  testStep('e2e'),
];

const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
const secondTries: SecondTry[] = [];
const failedStep = steps.find((step) => !runStep(step));
rmSync(reports, { recursive: true });
console.log(failedStep ? `\nThe gate stopped at: ${failedStep.name}` : '\nThe gate is green.');
if (secondTries.length > 0) {
  console.log(`Of those passed, ${secondTries.length} only at a second try:`);
}
for (const { file, name, problem } of secondTries) {
  console.log(`  ${file} > ${name}: at first, ${problem}`);
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = failedStep ? 1 : 0;

function testStep(project: string): Step {
  const report = {
    counts: join(reports, `${project}.json`),
    secondTries: join(reports, `${project}-second-tries.json`),
  };
  const reporters = ['default', 'json', './tests/support/second-tries.ts'];
  const reporting = [
    ...reporters.map((each) => `--reporter=${each}`),
    `--outputFile.json=${report.counts}`,
  ];
  const args = ['run', '--project', project, ...reporting];
  return { name: `tests: ${project}`, command: 'vitest', args, report };
}

function runStep(step: Step): boolean {
  console.log(`\n── ${step.name}`);
  const startMs = performance.now();
  const { status, error } = spawnSync(step.command, step.args, {
    stdio: 'inherit',
    env: {
      ...process.env,
      PATH: `${join('node_modules', '.bin')}${delimiter}${process.env.PATH}`,
      [SECOND_TRIES_FILE]: step.report?.secondTries,
    },
    // Windows finds the tools' .cmd files only through its shell.
    shell: process.platform === 'win32',
  });
  if (error) console.error(`${step.command}: ${error.message}`);
  if (step.report) addCounts(step.report);
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  console.log(`── ${step.name}: ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  return status === 0;
}

function addCounts(paths: NonNullable<Step['report']>) {
  const report = readJson<Report>(paths.counts);
  secondTries.push(...(readJson<SecondTry[]>(paths.secondTries) ?? []));
  if (!report) {
    // The runner died before it could report: that is a failure, never "0 failed".
    counts.failed += 1;
    return;
  }
  // A file that cannot be loaded has no tests to count, so it counts as one.
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  counts.passed += report.numPassedTests;
  counts.failed += report.numFailedTests + unloaded.length;
  counts.skipped += report.numPendingTests + report.numTodoTests;
}

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
