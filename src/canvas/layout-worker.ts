/** ELK beside the page: 1.4 MB of code and a second of work for a large drawing, neither of which may stop a frame. */
import Elk from 'elkjs/lib/elk-api.js';
import ElkWorker from 'elkjs/lib/elk-worker.min.js?worker';
import type { LayoutEngine } from './layout.ts';

/** Each layout has a worker of its own, which ends with it: most visits ask for one or none. */
export const layoutBeside: LayoutEngine = (graph) =>
  new Promise((resolve, reject) => {
    const elk = new Elk({
      workerFactory: () => {
        const worker = new ElkWorker();
        // One that cannot be loaded says nothing else.
        worker.addEventListener('error', () => reject(new Error('the layout did not start')));
        return worker;
      },
    });
    elk
      .layout(graph)
      .then(resolve, reject)
      .finally(() => elk.terminateWorker());
  });
