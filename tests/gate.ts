/**
 * The whole gate, behind `npm test`: cheap checks first, the browser last, stopping at the first failure.
 * The last line it prints sums the tests of both projects: `212 passed, 0 failed, 3 skipped`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Where a test run leaves its counts. */
  readonly report?: string;
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
const failedStep = steps.find((step) => !runStep(step));
rmSync(reports, { recursive: true });
console.log(failedStep ? `\nThe gate stopped at: ${failedStep.name}` : '\nThe gate is green.');
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exitCode = failedStep ? 1 : 0;

function testStep(project: string): Step {
  const report = join(reports, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const args = ['run', '--project', project, ...reporters];
  return { name: `tests: ${project}`, command: 'vitest', args, report };
}

function runStep(step: Step): boolean {
  console.log(`\n── ${step.name}`);
  const startMs = performance.now();
  const { status, error } = spawnSync(step.command, step.args, {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${join('node_modules', '.bin')}${delimiter}${process.env.PATH}` },
    // Windows finds the tools' .cmd files only through its shell.
    shell: process.platform === 'win32',
  });
  if (error) console.error(`${step.command}: ${error.message}`);
  if (step.report) addCounts(step.report);
  const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
  console.log(`── ${step.name}: ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s`);
  return status === 0;
}

function addCounts(reportPath: string) {
  const report = readReport(reportPath);
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

function readReport(path: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Report;
  } catch {
    return undefined;
  }
}
