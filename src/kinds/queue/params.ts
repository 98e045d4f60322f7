import { z } from 'zod/mini';
import { count, countOrNone, distribution, durationMs, flag } from '../fields.ts';

export const queueParams = z.strictObject({
  durable: flag({ default: true, source: 'SQS, Kafka, RabbitMQ quorum queues' }),
  capacity: countOrNone({ default: null, min: 1, source: 'SQS: unlimited' }),
  visibilityTimeoutMs: durationMs({ default: 30_000, min: 1, source: 'SQS 30 s' }),
  maxReceives: count({ default: 5, min: 1, max: 1000, source: 'chosen: SQS has no default' }),
  publish: distribution({
    default: { figure: 'queue-publish' },
    source: 'an estimate: Kafka acks=all in one region, 2–10 ms',
  }),
});

export type QueueParams = z.infer<typeof queueParams>;
