/** The page's end of the bridge: starts the worker and types what is said. */
import type { FromWorker, ToWorker } from './protocol.ts';

export interface Engine {
  send(message: ToWorker): void;
  dispose(): void;
}

/** `run` of the message that tells of a worker that could not be loaded, or that died: it belongs to no run. */
export const NO_RUN = -1;

export function startEngine(onMessage: (message: FromWorker) => void): Engine {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = (message: MessageEvent<FromWorker>) => onMessage(message.data);
  worker.onerror = (error) => {
    // A worker that could not be loaded says nothing.
    onMessage({ type: 'failed', run: NO_RUN, message: error.message ?? '', again: '' });
  };
  return {
    send: (message) => worker.postMessage(message),
    dispose: () => worker.terminate(),
  };
}
