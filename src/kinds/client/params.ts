import { z } from 'zod';
import {
  distributionSchema,
  durationMsOrNone,
  type FieldMeta,
  MAX_MS,
  operationTypes,
  retryPolicy,
} from '../fields.ts';

const ratePerSec = z.number().min(0).max(10_000_000);

const arrivalSchema = z.discriminatedUnion('process', [
  z.strictObject({ process: z.literal('poisson'), ratePerSec }),
  z.strictObject({ process: z.literal('constant'), ratePerSec }),
  z.strictObject({
    process: z.literal('schedule'),
    points: z
      .array(z.strictObject({ atMs: z.number().min(0).max(MAX_MS), ratePerSec }))
      .min(1)
      .max(10_000)
      .refine((points) => points.every((p, i) => i === 0 || p.atMs > points[i - 1]!.atMs), {
        message: 'points must be in order of time, each later than the one before',
      }),
  }),
  z.strictObject({
    process: z.literal('closed'),
    users: z.int().min(1).max(1_000_000),
    thinkTime: distributionSchema.default({ dist: 'exponential', meanMs: 1000 }),
  }),
]);

const operationSchema = z.strictObject({
  name: z.string().min(1).max(80),
  type: z.enum(operationTypes),
  weight: z.number().gt(0).max(1_000_000).default(1),
  /** Node ids: which dependencies serve this operation, where there are several of one kind. */
  uses: z.array(z.string().min(1).max(80)).max(50).optional(),
});

const keysSchema = z.strictObject({
  distribution: z.enum(['zipf', 'uniform', 'sequential', 'hotspot']).default('zipf'),
  /** Bounded because every database keeps a version of every key. */
  count: z.int().min(1).max(1_000_000).default(10_000),
  /** Zipf: weight of rank k is k^-exponent. */
  exponent: z.number().min(0).max(5).default(0.99),
  /** Hotspot: this share of the keys … */
  hotKeysRatio: z.number().min(0).max(1).default(0.2),
  /** … gets this share of the traffic. */
  hotTrafficRatio: z.number().min(0).max(1).default(0.8),
});

const arrivalMeta: FieldMeta = {
  control: 'arrival',
  source: 'chosen so that requests can be seen',
};
const operationsMeta: FieldMeta = {
  control: 'operations',
  source: 'reads only, the simplest client',
};
const keysMeta: FieldMeta = { control: 'keys', source: 'YCSB uses Zipf 0.99' };

export const clientParams = z.strictObject({
  arrival: arrivalSchema.default({ process: 'poisson', ratePerSec: 100 }).meta({ ...arrivalMeta }),
  operations: z
    .array(operationSchema)
    .min(1)
    .max(50)
    .default([{ name: 'read', type: 'read', weight: 1 }])
    .meta({ ...operationsMeta }),
  keys: keysSchema.prefault({}).meta({ ...keysMeta }),
  timeoutMs: durationMsOrNone({
    default: 10_000,
    min: 0.001,
    source: 'people give up after about 10 s (domain reference §0)',
  }),
  retry: retryPolicy(),
});

export type ClientParams = z.infer<typeof clientParams>;
export type Arrival = ClientParams['arrival'];
export type Operation = ClientParams['operations'][number];
export type Keys = ClientParams['keys'];
