import { z } from 'zod/mini';
import { problemCode } from '../../base/said.ts';
import {
  breakerPolicy,
  contents,
  count,
  described,
  distributionSchema,
  durationMsOrNone,
  factorOrNone,
  groupOrNone,
  MAX_MS,
  number,
  operationTypes,
  retryPolicy,
  wholeNumber,
} from '../fields.ts';

const ratePerSec = number({ min: 0, max: 10_000_000 });

const arrivalSchema = z.discriminatedUnion('process', [
  z.strictObject({ process: z.literal('poisson'), ratePerSec }),
  z.strictObject({ process: z.literal('constant'), ratePerSec }),
  z.strictObject({
    process: z.literal('schedule'),
    points: z.array(z.strictObject({ atMs: number({ min: 0, max: MAX_MS }), ratePerSec })).check(
      z.minLength(1),
      z.maxLength(10_000),
      z.refine((points) => points.every((p, i) => i === 0 || p.atMs > points[i - 1]!.atMs), {
        message: problemCode('pointsOrder'),
      }),
    ),
  }),
  z.strictObject({
    process: z.literal('closed'),
    users: wholeNumber({ min: 1, max: 1_000_000 }),
    thinkTime: z._default(distributionSchema, { dist: 'exponential', meanMs: 1000 }),
  }),
]);

const name = z.string().check(z.minLength(1), z.maxLength(80));

const operationSchema = z.strictObject({
  name,
  type: z.enum(operationTypes),
  weight: z._default(number({ above: 0, max: 1_000_000 }), 1),
  /** What travels, for edges with a bandwidth and servers that compress; kinds/sizes.ts has the defaults. */
  requestBytes: z.optional(wholeNumber({ min: 0, max: 1_000_000_000 })),
  responseBytes: z.optional(wholeNumber({ min: 0, max: 1_000_000_000 })),
  content: z.optional(z.enum(contents)),
  /** Node ids: which dependencies serve this operation, where there are several of one kind. */
  uses: z.optional(z.array(name).check(z.maxLength(50))),
});

const keysSchema = z.strictObject({
  distribution: z._default(z.enum(['zipf', 'uniform', 'sequential', 'hotspot']), 'zipf'),
  /** Bounded because every database keeps a version of every key. */
  count: z._default(wholeNumber({ min: 1, max: 1_000_000 }), 10_000),
  /** Zipf: weight of rank k is k^-exponent. */
  exponent: z._default(number({ min: 0, max: 5 }), 0.99),
  /** Hotspot: this share of the keys … */
  hotKeysRatio: z._default(number({ min: 0, max: 1 }), 0.2),
  /** … gets this share of the traffic. */
  hotTrafficRatio: z._default(number({ min: 0, max: 1 }), 0.8),
});

export const clientParams = z.strictObject({
  arrival: described(z._default(arrivalSchema, { process: 'poisson', ratePerSec: 100 }), {
    control: 'arrival',
    source: 'chosen so that requests can be seen',
  }),
  operations: described(
    z._default(z.array(operationSchema).check(z.minLength(1), z.maxLength(50)), [
      { name: 'read', type: 'read', weight: 1 },
    ]),
    { control: 'operations', source: 'reads only, the simplest client' },
  ),
  keys: described(z.prefault(keysSchema, {}), {
    control: 'keys',
    source: 'YCSB uses Zipf 0.99',
  }),
  users: groupOrNone(
    {
      // Bounded because balancers and servers remember every one of them.
      count: count({ default: 1000, min: 1, max: 100_000, source: 'chosen: a small site' }),
      activityAlpha: factorOrNone({
        default: null,
        above: 0,
        max: 100,
        source: 'all alike; real activity is heavy-tailed, 1.2 to 2',
      }),
      sessionMs: durationMsOrNone({
        default: null,
        min: 1,
        source: 'nobody leaves within the run',
      }),
    },
    { source: 'off: every request is from somebody new' },
  ),
  timeoutMs: durationMsOrNone({
    default: 10_000,
    min: 0.001,
    source: 'chosen: people give up after about 10 s',
  }),
  retry: retryPolicy(),
  circuitBreaker: breakerPolicy(),
});

export type ClientParams = z.infer<typeof clientParams>;
export type Arrival = ClientParams['arrival'];
export type Operation = ClientParams['operations'][number];
export type Keys = ClientParams['keys'];
