/** Entry of the worker that reads one large file, beside the page: nothing in it may stop a frame. */
import { parseScenarioText } from '../scenario/text.ts';

const page = self as unknown as {
  onmessage: ((message: MessageEvent<string>) => void) | null;
  postMessage(message: unknown): void;
};

page.onmessage = ({ data }) => {
  const read = parseScenarioText(data);
  if (!read.ok) {
    page.postMessage(read);
    return;
  }
  // As text: a page reads that in a third of the time that a copy of the objects takes it.
  page.postMessage({
    ok: true,
    file: JSON.stringify(read.file),
    scenario: JSON.stringify(read.scenario),
  });
};
