/**
 * Entry of the worker: carries messages to the session and lets it work in bounded slices between them.
 *
 * Slices follow one another through a MessageChannel, not a timer: a hidden tab slows timers to one a second, and a
 * timer's four idle milliseconds would cost more than the slice. Only while the page needs the machine for itself (a large
 * drawing is being moved, and two cores are few) does each slice have a rest after it, as long as the slice was.
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
let givesWay = false;

function work(): void {
  const fromMs = performance.now();
  working = session.pump();
  if (!working) return;
  if (givesWay) setTimeout(work, performance.now() - fromMs);
  else next.port2.postMessage(null);
}

next.port1.onmessage = work;

page.onmessage = ({ data }) => {
  if (data.type === 'giveWay') {
    givesWay = data.isOn;
    return;
  }
  session.receive(data);
  if (working) return;
  working = true;
  next.port2.postMessage(null);
};
