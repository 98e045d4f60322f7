/**
 * A reporter beside the runner's own: which tests passed, but not at their first try, and what was wrong then. The gate
 * names them, so that trying again hides nothing. It writes a list of `SecondTry` to the file that the environment names.
 */
import { writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** The variable that says where the list goes. */
export const SECOND_TRIES_FILE = 'SPILLWAY_SECOND_TRIES';

export interface SecondTry {
  /** The file of the test, from the root of the project. */
  readonly file: string;
  readonly name: string;
  /** Of the try that failed. */
  readonly problem: string;
}

export default class SecondTries implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const path = process.env[SECOND_TRIES_FILE];
    if (path) writeFileSync(path, JSON.stringify(modules.flatMap(secondTriesOf)));
  }
}

function secondTriesOf(module: TestModule): SecondTry[] {
  const tests = [...module.children.allTests()].filter((test) => test.diagnostic()?.flaky);
  return tests.map((test) => ({
    file: module.relativeModuleId,
    name: test.fullName,
    problem: problemOf(test),
  }));
}

/** In one line that still says where it was. */
function problemOf(test: TestCase): string {
  const message = test.result().errors?.[0]?.message ?? 'no message';
  return stripVTControlCharacters(message).replaceAll(/\s+/g, ' ').slice(0, 300);
}
