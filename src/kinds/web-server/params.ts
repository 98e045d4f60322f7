import { z } from 'zod/mini';
import { count, countOrNone, distribution } from '../fields.ts';

export const webServerParams = z.strictObject({
  instances: count({ default: 1, min: 1, max: 1000, source: 'one server' }),
  slots: count({ default: 200, min: 1, max: 1_000_000, source: 'Tomcat maxThreads 200' }),
  queueLimit: countOrNone({
    default: 7992,
    source: 'Tomcat maxConnections 8192 less its 200 threads',
  }),
  service: distribution({
    default: { figure: 'app-work' },
    source: 'chosen: application work of 1–10 ms',
  }),
});

export type WebServerParams = z.infer<typeof webServerParams>;
