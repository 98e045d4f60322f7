/**
 * Entry of the worker: carries messages to the session and lets it work in bounded slices between them.
 *
 * Slices follow one another through a MessageChannel, not a timer: a hidden tab slows timers to one a second, and a
 * timer's four idle milliseconds would cost more than the slice.
 */
import type { FromWorker, ToWorker } from './protocol.ts';
import { createSession } from './session.ts';

const page = self as unknown as {
  onmessage: ((message: MessageEvent<ToWorker>) => void) | null;
  postMessage(message: FromWorker, transfer: Transferable[]): void;
};
const session = createSession((message, transfer) => page.postMessage(message, transfer));
const next = new MessageChannel();
let working = false;

function work(): void {
  working = session.pump();
  if (working) next.port2.postMessage(null);
}

next.port1.onmessage = work;

page.onmessage = (message) => {
  session.receive(message.data);
  if (working) return;
  working = true;
  next.port2.postMessage(null);
};
