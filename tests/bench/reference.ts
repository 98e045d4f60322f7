/** The yardstick: a C++ program of the same workloads, built and run where its source and a compiler are present. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SOURCE = join(import.meta.dirname, '../../../shared/bench/reference.cpp');

export type Reference = (workload: string, customers: number) => number;

/** A function that gives the reference's customers a second, or the reason why there is none. */
export function buildReference(): Reference | string {
  if (!existsSync(SOURCE)) return 'the reference program is not beside this checkout';
  const program = join(mkdtempSync(join(tmpdir(), 'spillway-bench-')), 'reference');
  try {
    execFileSync('g++', ['-O3', '-march=native', '-std=c++20', '-o', program, SOURCE], {
      stdio: 'pipe',
    });
  } catch {
    return 'there is no C++ compiler (g++)';
  }
  return (workload, customers) => {
    const line = execFileSync(program, [workload, String(customers), '1', 'std'], {
      encoding: 'utf8',
    });
    const { customers_s } = JSON.parse(line) as { customers_s: number };
    return customers_s;
  };
}
