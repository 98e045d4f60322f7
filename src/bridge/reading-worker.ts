/** Entry of the worker that reads one large file or link, beside the page: nothing in it may stop a frame. */
import { parseScenarioText } from '../scenario/text.ts';
import { decodeLink } from '../share/link.ts';
import type { ReadAsked } from './reading.ts';

const page = self as unknown as {
  onmessage: ((message: MessageEvent<ReadAsked>) => void) | null;
  postMessage(message: unknown): void;
};

page.onmessage = async ({ data: { what, text } }) => {
  const read = what === 'link' ? await decodeLink(text) : parseScenarioText(text);
  page.postMessage(
    read.ok
      ? { ...read, file: JSON.stringify(read.file), scenario: JSON.stringify(read.scenario) }
      : read,
  );
};
