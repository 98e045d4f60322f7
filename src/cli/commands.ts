/**
 * The commands. Everything that they print goes through `Output`, so that a test can read it without a process.
 *
 * Exit 0: done. Exit 1: an objective was missed. Exit 2: bad input, told in one line on standard error, and nothing
 * written. Exit 3: the engine stopped on a broken rule of its own, a defect of ours.
 */
import { writeFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { checkDrawing } from '../scenario/drawing.ts';
import { scenarioJsonSchemaText } from '../scenario/json-schema.ts';
import { replayTrace } from '../scenario/replay-trace.ts';
import { runToEnd } from '../scenario/run.ts';
import type { Scenario } from '../scenario/schema.ts';
import { decodeLink, encodeLink, linkLength, linkWarning } from '../share/link.ts';
import type { Summary } from '../sim/summary.ts';
import { BadInput, positiveNumber, readScenario, readTrace, wholeNumber, why } from './input.ts';
import { junitOf } from './junit.ts';
import { noteOf } from './notes.ts';
import { replicate } from './replications.ts';
import { objectiveLines, replicatedReportOf, reportOf } from './report.ts';

export interface Output {
  /** Standard output: what was asked for. */
  print(text: string): void;
  /** Standard error: one line. */
  tell(line: string): void;
  /** How far a run is; empty when it is over. */
  progress(text: string): void;
}

const EXIT_DONE = 0;
const EXIT_MISSED = 1;
const EXIT_BAD_INPUT = 2;
const EXIT_DEFECT = 3;

/** Where `npm start` shows the page. */
const DEFAULT_PAGE = 'http://127.0.0.1:4173/';
/** A bound against a slip of the finger; a thousand runs narrow an interval to a thirtieth. */
const REPLICATIONS_MAX = 1000;
/** As the schema has it. */
const SEED_MAX = 0xffffffff;
const DURATION_MS_MAX = 30 * 86_400_000;
/** As a cache of a scenario. */
const CAPACITY_MAX = 1_000_000;

/** Carries out one command line, without the program's name, and answers the exit code. Never rejects. */
export async function runCommand(args: readonly string[], output: Output): Promise<number> {
  const told: Output = { ...output, tell: (line) => output.tell(oneLine(line)) };
  let code = EXIT_DONE;
  const spillway = program(told, (missed) => {
    if (missed) code = EXIT_MISSED;
  });
  try {
    await spillway.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, spillway, told);
  }
}

function explain(error: unknown, spillway: Command, output: Output): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return EXIT_DONE;
    const names = spillway.commands.map((command) => command.name()).join(', ');
    const isBare = error.code === 'commander.help';
    const message = isBare ? `expected a command: ${names} (--help says more)` : error.message;
    output.tell(message.replace(/^error: /, ''));
    return EXIT_BAD_INPUT;
  }
  if (error instanceof BadInput) {
    output.tell(error.message);
    return EXIT_BAD_INPUT;
  }
  output.tell(`the engine stopped: ${why(error)}`);
  return EXIT_DEFECT;
}

const oneLine = (text: string) => text.replace(/\s*[\r\n]+\s*/g, ' ').trim();
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

interface RunOptions {
  readonly json?: true;
  readonly seed?: number;
  readonly durationMs?: number;
  readonly replications?: number;
}

function run(path: string, options: RunOptions, output: Output): void {
  const { scenario } = readScenario(path, options);
  tellNotes(scenario, output);
  if (options.replications === undefined) {
    const summary = runWithProgress(scenario, output);
    output.print(options.json ? json(summary) : reportOf(summary));
    return;
  }
  const onProgress = (doneRatio: number) => showProgress(doneRatio, output);
  const result = replicate(scenario, options.replications, onProgress);
  output.print(options.json ? json(result) : replicatedReportOf(result));
}

/** True if an objective was missed. */
function check(path: string, { junit }: { readonly junit?: string }, output: Output): boolean {
  const { scenario } = readScenario(path);
  tellNotes(scenario, output);
  if (scenario.objectives.length === 0) output.tell('note: the scenario has no objectives');
  const summary = runWithProgress(scenario, output);
  if (junit !== undefined) write(junit, junitOf(summary));
  const lines = objectiveLines(summary.objectives);
  if (lines.length > 0) output.print(`${lines.join('\n')}\n`);
  return summary.objectives.some(({ met }) => !met);
}

async function link(path: string, page: string, output: Output): Promise<void> {
  const fragment = await encodeLink(readScenario(path).file);
  const length = linkLength(fragment, page);
  const warning = linkWarning(length);
  if (warning !== null) output.tell(`note: ${length} characters; ${linkNotes[warning]}`);
  output.print(`${page}#${fragment}\n`);
}

const linkNotes = {
  chat: 'chat programs cut messages beyond 2,000',
  tools: 'servers and older tools refuse links beyond 8,000',
} as const;

async function unlink(url: string, output: Output): Promise<void> {
  const result = await decodeLink(url);
  if (!result.ok) throw new BadInput(result.message);
  output.print(json(result.file));
}

interface ReplayOptions {
  readonly policy: string;
  readonly capacity: number;
}

function replayCache(path: string, { policy, capacity }: ReplayOptions, output: Output): void {
  const text = readTrace(path);
  try {
    const result = replayTrace({ policy, capacityKeys: capacity, text });
    output.print(`${JSON.stringify(result)}\n`);
  } catch (error) {
    throw new BadInput(`${path}: ${why(error)}`);
  }
}

function runWithProgress(scenario: Scenario, output: Output): Summary {
  const durationNs = scenario.durationMs * 1e6;
  const onProgress = (doneNs: number) => showProgress(doneNs / durationNs, output);
  const summary = runToEnd(scenario, { onProgress });
  showProgress(1, output);
  return summary;
}

function showProgress(doneRatio: number, output: Output): void {
  output.progress(doneRatio < 1 ? `${Math.floor(doneRatio * 100)} %` : '');
}

function tellNotes(scenario: Scenario, output: Output): void {
  for (const problem of checkDrawing(scenario)) output.tell(noteOf(problem));
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new BadInput(`${path}: ${why(error)}`);
  }
}

function program(output: Output, checked: (missed: boolean) => void): Command {
  const spillway = new Command('spillway')
    .description('Draw an architecture, press play, see where it overflows.')
    .exitOverride()
    // What is wrong is told once, by `explain`.
    .configureOutput({ writeOut: output.print, writeErr: () => {}, outputError: () => {} })
    .helpCommand(false);
  spillway
    .command('run')
    .description('run a scenario and print its summary')
    .argument('<file>', 'scenario file (JSON)')
    .option('--json', 'for scripts')
    .option('--seed <n>', 'instead of the seed in the file', wholeNumber('--seed', 0, SEED_MAX))
    .option(
      '--duration-ms <n>',
      'instead of the duration in the file',
      positiveNumber('--duration-ms', DURATION_MS_MAX),
    )
    .option(
      '--replications <n>',
      'on so many seeds: means with 95 % confidence intervals',
      wholeNumber('--replications', 2, REPLICATIONS_MAX),
    )
    .action((path: string, options: RunOptions) => run(path, options, output));
  spillway
    .command('check')
    .description('run a scenario and test its objectives; exit 1 if one is missed')
    .argument('<file>', 'scenario file (JSON)')
    .option('--junit <path>', 'also write a JUnit report')
    .action((path: string, options: { readonly junit?: string }) => {
      checked(check(path, options, output));
    });
  spillway
    .command('replay-cache')
    .description('play a trace of integer keys, one a line, through a cache policy')
    .argument('<trace>', 'text, or text packed with gzip')
    .requiredOption('--policy <name>', 'lru, fifo, clock, lfu, …')
    .requiredOption(
      '--capacity <keys>',
      'how many keys fit',
      wholeNumber('--capacity', 0, CAPACITY_MAX),
    )
    .action((path: string, options: ReplayOptions) => replayCache(path, options, output));
  spillway
    .command('link')
    .description('print the share link of a scenario')
    .argument('<file>', 'scenario file (JSON)')
    .option('--page <url>', 'address of the page', DEFAULT_PAGE)
    .action((path: string, { page }: { readonly page: string }) => link(path, page, output));
  spillway
    .command('unlink')
    .description('print the scenario of a share link')
    .argument('<url>', 'the link, or what follows its #')
    .action((url: string) => unlink(url, output));
  spillway
    .command('schema')
    .description('print the JSON Schema of scenario files')
    .action(() => output.print(scenarioJsonSchemaText()));
  return spillway;
}
