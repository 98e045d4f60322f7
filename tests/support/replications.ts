/** Scenarios run as everything else runs them: validated, compiled, run; once for every seed. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { runToEnd } from '../../src/scenario/run.ts';
import type { Scenario, ScenarioFile } from '../../src/scenario/schema.ts';
import { parseScenarioText } from '../../src/scenario/text.ts';
import type { Summary } from '../../src/sim/summary.ts';
import { confidenceInterval, familyWiseLevel } from './statistics.ts';

/** Set to 200 to look closer at a comparison that is near its limit. The tests' own verdict is that of 20. */
const seedCount = Number(process.env.THEORY_SEEDS) || 20;

/** 1 … 20: never chosen. */
export const seeds: readonly number[] = Array.from({ length: seedCount }, (_, i) => i + 1);

/**
 * The suite makes about a hundred comparisons; at 99 % each, one would fail by chance alone. Each is therefore made at the
 * level at which all of them together hold with 99 %.
 */
export const suiteLevel = familyWiseLevel(0.99, 100);

/** Also through the text, so that a scenario object takes the same way as a file. */
export function scenarioFrom(file: ScenarioFile): Scenario {
  return parseOrThrow(JSON.stringify(file));
}

export function scenarioFromFile(url: URL): Scenario {
  return parseOrThrow(readFileSync(url, 'utf8'));
}

function parseOrThrow(text: string): Scenario {
  const result = parseScenarioText(text);
  if (result.ok) return result.scenario;
  throw new Error(result.issues.map(({ message }) => message).join('\n'));
}

export function replicate(scenario: Scenario): Summary[] {
  return seeds.map((seed) => runToEnd({ ...scenario, seed }));
}

export interface Claim {
  readonly figure: string;
  readonly theory: number;
  /** One value a replication. */
  readonly values: readonly number[];
}

/** The theory lies in the confidence interval of the replications' mean. */
export function expectAgreement({ figure, theory, values }: Claim, level: number): void {
  const { mean, half } = confidenceInterval(values, level);
  showRow(figure, theory, values);
  const message = `${figure}: theory ${theory}, measured ${mean} ± ${half}`;
  // Rounding alone, where nothing is left to chance.
  const slack = 1e-9 * Math.abs(theory);
  expect(Math.abs(mean - theory), message).toBeLessThanOrEqual(half + slack);
}

/** With SHOW_FIGURES=1, for people: how far from the theory, in units of a plain 99 % interval. */
export function showRow(figure: string, theory: number, values: readonly number[]): void {
  if (!process.env.SHOW_FIGURES) return;
  const { mean, half } = confidenceInterval(values, 0.99);
  const numbers = [theory, mean, half].map((x) => x.toPrecision(5)).join(' | ');
  const { currentTestName } = expect.getState();
  const ratio = half === 0 ? 0 : (mean - theory) / half;
  console.log(`ROW | ${currentTestName} | ${figure} | ${numbers} | ${ratio.toFixed(2)}`);
}
