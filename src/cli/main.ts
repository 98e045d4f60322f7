/** The command line: the same engine in Node, for scripts and build servers. `commands.ts` has what it can do. */
import { runCommand } from './commands.ts';

// A reader that goes away (`| head`) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const isWatched = process.stderr.isTTY;

// Ctrl-C ends the run and prints what was done; a second one ends the process.
let isInterrupted = false;
process.on('SIGINT', () => {
  if (isInterrupted) process.exit(130);
  isInterrupted = true;
});

process.exitCode = await runCommand(process.argv.slice(2), {
  print: (text) => void process.stdout.write(text),
  tell: (line) => void process.stderr.write(`${line}\n`),
  // One line that rewrites itself, where a person is watching.
  progress: (text) => void (isWatched && process.stderr.write(`\r\u001b[K${text}`)),
  async isInterrupted() {
    // Signals are heard between two turns of the loop.
    await new Promise((heard) => setImmediate(heard));
    return isInterrupted;
  },
});
