/**
 * The commands. Everything that they print goes through `Output`, so that a test can read it without a process.
 *
 * Exit 0: done. Exit 1: an objective was missed. Exit 2: bad input, told in one line on standard error, and nothing
 * written. Exit 3: the engine stopped on a broken rule of its own, a defect of ours; how to see it again is told.
 * Exit 130: interrupted; what was done until then is printed.
 */
import { writeFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { checkDrawing } from '../scenario/drawing.ts';
import { scenarioJsonSchemaText } from '../scenario/json-schema.ts';
import { unknownFigure } from '../scenario/objectives.ts';
import { CAPACITY_MAX, replayTrace } from '../scenario/replay-trace.ts';
import { BrokenRun, type RunOptions as InPieces, RunInPieces } from '../scenario/run.ts';
import type { Scenario } from '../scenario/schema.ts';
import { BY_HAND } from '../scenario/stop-reasons.ts';
import { decodeLink, encodeLink, linkLength, linkWarning } from '../share/link.ts';
import type { Summary } from '../sim/summary.ts';
import {
  BadInput,
  numberFrom,
  positiveNumber,
  readScenario,
  readTrace,
  wholeNumber,
  why,
} from './input.ts';
import { junitOf } from './junit.ts';
import { noteOf } from './notes.ts';
import { replicate } from './replications.ts';
import { objectiveLines, replicatedReportOf, reportOf } from './report.ts';
import { spanOf, type TraceOptions, traceText, traceWindow } from './trace.ts';

export interface Output {
  /** Standard output: what was asked for. */
  print(text: string): void;
  /** Standard error: one line. */
  tell(line: string): void;
  /** How far a run is; empty when it is over. */
  progress(text: string): void;
  /** Lets the process hear what has come meanwhile. True: whoever started it wants it to end. */
  isInterrupted(): Promise<boolean>;
}

const EXIT_DONE = 0;
const EXIT_MISSED = 1;
const EXIT_BAD_INPUT = 2;
const EXIT_DEFECT = 3;
/** As shells have it for Ctrl-C. */
const EXIT_INTERRUPTED = 130;

/** Where `npm start` shows the page. */
const DEFAULT_PAGE = 'http://127.0.0.1:4173/';
/** A bound against a slip of the finger; a thousand runs narrow an interval to a thirtieth. */
const REPLICATIONS_MAX = 1000;
/** As the schema has it. */
const SEED_MAX = 0xffffffff;
const DURATION_MS_MAX = 30 * 86_400_000;

/** Carries out one command line, without the program's name, and answers the exit code. Never rejects. */
export async function runCommand(args: readonly string[], output: Output): Promise<number> {
  const told: Output = { ...output, tell: (line) => output.tell(oneLine(line)) };
  let code = EXIT_DONE;
  const spillway = program(told, (exit) => {
    code = exit;
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

interface RunOptions extends TraceOptions {
  readonly json?: true;
  readonly seed?: number;
  readonly durationMs?: number;
  readonly replications?: number;
}

async function run(path: string, options: RunOptions, output: Output): Promise<number> {
  const { scenario } = readScenario(path, options);
  const window = traceWindow(scenario, options);
  tellNotes(scenario, output);
  if (options.replications !== undefined) {
    const { replications } = options;
    return runOnSeveralSeeds(path, scenario, { ...options, replications }, output);
  }
  const follow = window === null ? undefined : spanOf(window);
  const { running, summary } = await runWithProgress(
    path,
    scenario,
    { ...options, follow },
    output,
  );
  if (window !== null) {
    const { text, hopsLeftOut, endedMs } = traceText(scenario, window, running);
    write(window.path, text);
    if (hopsLeftOut > 0) output.tell(`note: ${hopsLeftOut} hops are left out of the trace`);
    if (endedMs !== null) output.tell(`note: the trace ends at ${endedMs} ms, where the run did`);
  }
  tellUnknownFigures(summary, output);
  output.print(options.json ? json(summary) : reportOf(summary));
  return exitOf(summary, EXIT_DONE);
}

async function runOnSeveralSeeds(
  path: string,
  scenario: Scenario,
  options: RunOptions & { readonly replications: number },
  output: Output,
): Promise<number> {
  const result = await replicate(scenario, options.replications, (replication, done) =>
    replayable(path, options, async () => {
      const share = (ratio: number) => (done + ratio) / options.replications;
      return (await watched(replication, output, share)).summary;
    }),
  );
  output.progress('');
  if (result === null) output.tell('interrupted before two replications were done');
  else output.print(options.json ? json(result) : replicatedReportOf(result));
  return result?.replications === options.replications ? EXIT_DONE : EXIT_INTERRUPTED;
}

async function check(
  path: string,
  { junit }: { readonly junit?: string },
  output: Output,
): Promise<number> {
  const { scenario } = readScenario(path);
  tellNotes(scenario, output);
  if (scenario.objectives.length === 0) output.tell('note: the scenario has no objectives');
  const { summary } = await runWithProgress(path, scenario, {}, output);
  tellUnknownFigures(summary, output);
  if (junit !== undefined) write(junit, junitOf(summary));
  const lines = objectiveLines(summary.objectives);
  if (lines.length > 0) output.print(`${lines.join('\n')}\n`);
  return exitOf(summary, summary.objectives.every(({ met }) => met) ? EXIT_DONE : EXIT_MISSED);
}

/** An objective that no run can meet, because its node has no such figure. */
function tellUnknownFigures(summary: Summary, output: Output): void {
  for (const [i, result] of summary.objectives.entries()) {
    const unknown = unknownFigure(result, summary);
    if (unknown === null) continue;
    const { node, figure, near } = unknown;
    const meant = near === null ? '' : `; did you mean ${near}?`;
    output.tell(`note: objectives[${i}]: ${node} has no figure ${JSON.stringify(figure)}${meant}`);
  }
}

const exitOf = (summary: Summary, exit: number) =>
  summary.stopped === BY_HAND ? EXIT_INTERRUPTED : exit;

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

async function runWithProgress(
  path: string,
  scenario: Scenario,
  options: RunOptions & Pick<InPieces, 'follow'>,
  output: Output,
): Promise<Watched> {
  const { follow } = options;
  const done = await replayable(path, options, () =>
    watched(scenario, output, (ratio) => ratio, { follow }),
  );
  output.progress('');
  return done;
}

interface Watched {
  readonly running: RunInPieces;
  readonly summary: Summary;
}

/** A run with its progress shown, ended early where whoever started it wants that. */
async function watched(
  scenario: Scenario,
  output: Output,
  share: (doneRatio: number) => number,
  options: Pick<InPieces, 'follow'> = {},
): Promise<Watched> {
  const durationNs = scenario.durationMs * 1e6;
  const onProgress = (doneNs: number) =>
    output.progress(`${Math.floor(share(doneNs / durationNs) * 100)} %`);
  const running = new RunInPieces(scenario, { ...options, onProgress });
  for (;;) {
    const summary = running.step();
    if (summary !== null) return { running, summary };
    if (await output.isInterrupted()) return { running, summary: running.stop(BY_HAND) };
  }
}

/** A defect of ours is told with the command that shows it again. */
async function replayable<T>(
  path: string,
  { durationMs }: RunOptions,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BrokenRun)) throw error;
    const options = durationMs === undefined ? '' : ` --duration-ms ${durationMs}`;
    throw new Error(`${error.message}; to see it again: ${error.again(path, options)}`);
  }
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

function program(output: Output, exit: (code: number) => void): Command {
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
    .option('--trace <path>', 'also write a window of it as a trace, for Perfetto or Chrome')
    .option(
      '--from-ms <n>',
      'where the trace begins (else where the warm-up ends)',
      numberFrom('--from-ms', 0, DURATION_MS_MAX),
    )
    .option(
      '--to-ms <n>',
      'where it ends (else a second later)',
      positiveNumber('--to-ms', DURATION_MS_MAX),
    )
    .action(async (path: string, options: RunOptions) => exit(await run(path, options, output)));
  spillway
    .command('check')
    .description('run a scenario and test its objectives; exit 1 if one is missed')
    .argument('<file>', 'scenario file (JSON)')
    .option('--junit <path>', 'also write a JUnit report')
    .action(async (path: string, options: { readonly junit?: string }) => {
      exit(await check(path, options, output));
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
