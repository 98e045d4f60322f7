/** What people hand to the command line, read and checked: files, scenarios, numbers. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Scenario, ScenarioFile } from '../scenario/schema.ts';
import { parseScenarioText, type TextResult } from '../scenario/text.ts';
import { validateScenario } from '../scenario/validate.ts';

/** The user's mistake, not ours: one line on standard error, exit 2, nothing else written. */
export class BadInput extends Error {}

export interface ReadScenario {
  readonly file: ScenarioFile;
  readonly scenario: Scenario;
}

/** What options on the command line put in place of the file's own. */
export interface Overrides {
  readonly seed?: number | undefined;
  readonly durationMs?: number | undefined;
}

export function readScenario(path: string, overrides: Overrides = {}): ReadScenario {
  const read = accepted(path, parseScenarioText(readText(path)));
  const { seed, durationMs } = overrides;
  if (seed === undefined && durationMs === undefined) return read;
  const file = {
    ...read.file,
    ...(seed === undefined ? {} : { seed }),
    ...(durationMs === undefined ? {} : { durationMs }),
  };
  return accepted(path, validateScenario(file));
}

function accepted(path: string, result: TextResult): ReadScenario {
  if (result.ok) return result;
  const [first, ...others] = result.issues;
  const more = others.length > 0 ? ` (and ${others.length} more)` : '';
  throw new BadInput(`${path}: ${first?.message}${more}`);
}

/** Longest trace after unpacking; Node's own strings end at 512 MB. */
const TRACE_BYTES_MAX = 400_000_000;

export function readText(path: string): string {
  return decode(path, readBytes(path));
}

/** Text, or text packed with gzip: told by its first bytes, not by its name. */
export function readTrace(path: string): string {
  const bytes = readBytes(path);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (!isPacked) return decode(path, bytes);
  let unpacked: Buffer;
  try {
    unpacked = gunzipSync(bytes, { maxOutputLength: TRACE_BYTES_MAX });
  } catch (error) {
    throw new BadInput(
      `${path}: expected gzip of at most ${TRACE_BYTES_MAX} bytes (${why(error)})`,
    );
  }
  return decode(path, unpacked);
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new BadInput(`${path}: expected text in UTF-8`);
  }
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new BadInput(`${path}: ${why(error)}`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  EISDIR: 'expected a file, got a directory',
  EACCES: 'not readable',
  ENOTDIR: 'no such file',
};

/** Why the system refused, in its own words where it has none of ours. */
export function why(error: unknown): string {
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  return reasons[code] ?? message;
}

/** A whole number from the command line; the words are those of the validator. */
export function wholeNumber(name: string, min: number, max: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^[+-]?\d+$/.test(text) && value >= min && value <= max) return value;
    throw new BadInput(
      `${name}: expected a whole number from ${min} to ${max}, got ${JSON.stringify(text)}`,
    );
  };
}

export function positiveNumber(name: string, max: number) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && value > 0 && value <= max) return value;
    throw new BadInput(
      `${name}: expected a number above 0 and at most ${max}, got ${JSON.stringify(text)}`,
    );
  };
}

export function numberFrom(name: string, min: number, max: number) {
  return (text: string): number => {
    const value = Number(text);
    if (text.trim() !== '' && value >= min && value <= max) return value;
    throw new BadInput(
      `${name}: expected a number from ${min} to ${max}, got ${JSON.stringify(text)}`,
    );
  };
}
