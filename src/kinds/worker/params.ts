import { z } from 'zod/mini';
import { count, distribution } from '../fields.ts';

export const workerParams = z.strictObject({
  instances: count({ default: 1, min: 1, max: 1000, source: 'one worker' }),
  slots: count({ default: 4, min: 1, max: 1_000_000, source: 'libuv pool: 4 threads' }),
  service: distribution({
    default: { dist: 'lognormal', p5Ms: 50, p95Ms: 200 },
    source: 'chosen: resizing one picture',
  }),
});

export type WorkerParams = z.infer<typeof workerParams>;
