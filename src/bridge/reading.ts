/** The page's end of reading a file: a large one is read and judged in a worker, which ends with it. */
import { parseScenarioText, type TextResult } from '../scenario/text.ts';

/** Up to here a file is read within a frame or two; a worker takes longer to start. Characters. */
const LARGE = 200_000;

type ReadBeside =
  | { readonly ok: true; readonly file: string; readonly scenario: string }
  | Extract<TextResult, { readonly ok: false }>;

export async function readScenarioText(text: string): Promise<TextResult> {
  if (text.length < LARGE) return parseScenarioText(text);
  // One that cannot be loaded, offline: better a stopped frame than a file that is not opened.
  const read = await readBeside(text).catch(() => null);
  if (read === null) return parseScenarioText(text);
  if (!read.ok) return read;
  // What the worker has written of what it has accepted. The two are read in turns of their own.
  const file = JSON.parse(read.file);
  await new Promise((turn) => setTimeout(turn));
  return { ok: true, file, scenario: JSON.parse(read.scenario) };
}

function readBeside(text: string): Promise<ReadBeside> {
  const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<ReadBeside>((resolve, reject) => {
    worker.onmessage = (message: MessageEvent<ReadBeside>) => resolve(message.data);
    worker.onerror = () => reject(new Error('the reader did not start'));
    worker.postMessage(text);
  }).finally(() => worker.terminate());
}
