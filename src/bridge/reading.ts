/** The page's end of reading a file or a link: a large one is read and judged in a worker, which ends with it. */
import { parseScenarioText, type TextResult } from '../scenario/text.ts';
import { decodeLink, type LinkResult } from '../share/link.ts';

/**
 * Up to here a file is read within a frame or two, by a page that has read none before; a worker takes longer to start.
 * Characters, or bytes of what a link unpacks to. The largest of the examples is 5,000.
 */
const LARGE = 50_000;

/** What is to be read. */
export interface ReadAsked {
  readonly what: 'file' | 'link';
  readonly text: string;
}

/** What was accepted, as text: a page reads that in a third of the time that a copy of the objects takes it. */
interface Written {
  readonly ok: true;
  readonly file: string;
  readonly scenario: string;
}

type Refused<R> = Extract<R, { readonly ok: false }>;

export async function readScenarioText(text: string): Promise<TextResult> {
  if (text.length < LARGE) return parseScenarioText(text);
  // One that cannot be loaded, offline: better a stopped frame than a file that is not opened.
  return (await readBeside<TextResult>({ what: 'file', text })) ?? parseScenarioText(text);
}

/** A short link may hold a large file: how large, only unpacking tells. */
export async function readLink(hash: string): Promise<LinkResult> {
  if (hash.length < LARGE) {
    const read = await decodeLink(hash, LARGE);
    if (read.ok || read.refusal.code !== 'tooMuch') return read;
  }
  return (await readBeside<LinkResult>({ what: 'link', text: hash })) ?? decodeLink(hash);
}

/** Null where there is no worker to be had. */
async function readBeside<R extends TextResult | LinkResult>(asked: ReadAsked): Promise<R | null> {
  const read = await askWorker<R>(asked).catch(() => null);
  if (read === null) return null;
  if (!isWritten(read)) return read;
  // What the worker has written of what it has accepted. The two are read in turns of their own.
  const file = JSON.parse(read.file);
  await new Promise((turn) => setTimeout(turn));
  // Put together as it was before it was written.
  return { ...read, file, scenario: JSON.parse(read.scenario) } as unknown as R;
}

const isWritten = <R>(read: Written | Refused<R>): read is Written =>
  (read as { readonly ok: boolean }).ok;

function askWorker<R extends TextResult | LinkResult>(
  asked: ReadAsked,
): Promise<Written | Refused<R>> {
  const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Written | Refused<R>>((resolve, reject) => {
    worker.onmessage = (message: MessageEvent<Written | Refused<R>>) => resolve(message.data);
    worker.onerror = () => reject(new Error('the reader did not start'));
    worker.postMessage(asked);
  }).finally(() => worker.terminate());
}
