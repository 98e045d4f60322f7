/**
 * How a param is declared: a zod schema that also carries what the inspector, the JSON Schema and the "source of every
 * default" rule need. One vocabulary of fields, so that two kinds never spell the same idea in two ways.
 * From zod/mini, here and in every schema: with all of zod the page loads 16 kB more (compressed) before it shows.
 */

import { z } from 'zod/mini';
import { problemCode } from '../base/said.ts';
import { type FigureId, figureIds } from '../sim/figures.ts';

/** What the page needs to draw a control; kept in the schema's metadata, so it also reaches the JSON Schema. */
export interface FieldMeta {
  readonly control:
    | 'duration'
    | 'count'
    | 'ratio'
    | 'rate'
    | 'factor'
    | 'choice'
    | 'flag'
    | 'distribution'
    | 'group'
    | 'arrival'
    | 'operations'
    | 'keys';
  readonly unit?: 'ms' | '/s' | '×' | '';
  /** Where the default comes from; shown under the control. */
  readonly source: string;
  /** The control also offers "none" (null). */
  readonly nullable?: boolean;
}

/** What an operation is: it decides which way a request takes through the drawing. */
export const operationTypes = ['read', 'write', 'static', 'job'] as const;
export type OperationType = (typeof operationTypes)[number];

/** What an answer holds: it decides how far it can be compressed. */
export const contents = ['json', 'markdown', 'jpeg', 'png'] as const;
export type Content = (typeof contents)[number];

/** Longest duration a file may name: 104 days is where a double stops counting nanoseconds exactly. */
export const MAX_MS = 30 * 86_400_000;
const MAX_COUNT = 1_000_000_000;
/** Beyond this, calls come closer together than the clock's nanoseconds can order well. */
const MAX_RATE = 10_000_000;

/** Every number of a file has both ends: the engine must survive whatever passes. */
type Bounds = { readonly max: number } & ({ readonly min: number } | { readonly above: number });

/** Between two bounds that are allowed themselves, unless the lower one is `above`. */
export function number(bounds: Bounds) {
  return z.number().check(...boundChecks(bounds));
}

export function wholeNumber(bounds: Bounds) {
  return z.int().check(...boundChecks(bounds));
}

function boundChecks(bounds: Bounds) {
  const lower = 'min' in bounds ? z.minimum(bounds.min) : z.gt(bounds.above);
  return [lower, z.maximum(bounds.max)];
}

/** The schema itself, now with metadata: for one made on the spot, as every other user would get the metadata too. */
export function described<S extends z.ZodMiniType>(schema: S, meta: FieldMeta): S {
  z.globalRegistry.add(schema, { ...meta });
  return schema;
}

interface NumberOptions {
  readonly default: number;
  readonly source: string;
  readonly min?: number;
  readonly max?: number;
}

/** Milliseconds, zero or more unless `min` says otherwise. */
export function durationMs(options: NumberOptions) {
  const schema = number({ min: options.min ?? 0, max: options.max ?? MAX_MS });
  return described(z._default(schema, options.default), {
    control: 'duration',
    unit: 'ms',
    source: options.source,
  });
}

/** Milliseconds or null for "none". */
export function durationMsOrNone(
  options: Omit<NumberOptions, 'default'> & { readonly default: number | null },
) {
  const schema = z.nullable(number({ min: options.min ?? 0, max: options.max ?? MAX_MS }));
  return described(z._default(schema, options.default), {
    control: 'duration',
    unit: 'ms',
    source: options.source,
    nullable: true,
  });
}

/** A whole number of things. */
export function count(options: NumberOptions) {
  const schema = wholeNumber({ min: options.min ?? 0, max: options.max ?? MAX_COUNT });
  return described(z._default(schema, options.default), {
    control: 'count',
    source: options.source,
  });
}

/** A whole number of things or null for "unbounded". */
export function countOrNone(
  options: Omit<NumberOptions, 'default'> & { readonly default: number | null },
) {
  const schema = z.nullable(wholeNumber({ min: options.min ?? 0, max: options.max ?? MAX_COUNT }));
  return described(z._default(schema, options.default), {
    control: 'count',
    source: options.source,
    nullable: true,
  });
}

/** Calls a second, above zero. */
export function ratePerSec(options: {
  readonly default: number;
  readonly source: string;
  readonly max?: number;
}) {
  const schema = number({ above: 0, max: options.max ?? MAX_RATE });
  return described(z._default(schema, options.default), {
    control: 'rate',
    unit: '/s',
    source: options.source,
  });
}

/** Calls a second or null for "no limit". */
export function ratePerSecOrNone(options: {
  readonly default: number | null;
  readonly source: string;
}) {
  const schema = z.nullable(number({ above: 0, max: MAX_RATE }));
  return described(z._default(schema, options.default), {
    control: 'rate',
    unit: '/s',
    source: options.source,
    nullable: true,
  });
}

/** A share between 0 and 1. */
export function ratio(options: NumberOptions) {
  const schema = number({ min: options.min ?? 0, max: options.max ?? 1 });
  return described(z._default(schema, options.default), {
    control: 'ratio',
    source: options.source,
  });
}

export function ratioOrNone(
  options: Omit<NumberOptions, 'default'> & { readonly default: number | null },
) {
  const schema = z.nullable(number({ min: options.min ?? 0, max: options.max ?? 1 }));
  return described(z._default(schema, options.default), {
    control: 'ratio',
    source: options.source,
    nullable: true,
  });
}

/** So many a second, zero or more. */
export function rate(options: NumberOptions) {
  const schema = number({ min: options.min ?? 0, max: options.max ?? 10_000_000 });
  return described(z._default(schema, options.default), {
    control: 'rate',
    unit: '/s',
    source: options.source,
  });
}

/** A number without a unit, or null for "none". */
export function factorOrNone(options: {
  readonly default: number | null;
  readonly source: string;
  readonly above: number;
  readonly max: number;
}) {
  const schema = z.nullable(number({ above: options.above, max: options.max }));
  return described(z._default(schema, options.default), {
    control: 'factor',
    source: options.source,
    nullable: true,
  });
}

export function choice<const T extends readonly [string, ...string[]]>(options: {
  readonly of: T;
  readonly default: T[number];
  readonly source: string;
}) {
  // The default is one of the options by type; zod's own signature cannot see that through the generic.
  const schema = z._default(z.enum(options.of), options.default as never);
  return described(schema, { control: 'choice', source: options.source });
}

export function flag(options: { readonly default: boolean; readonly source: string }) {
  return described(z._default(z.boolean(), options.default), {
    control: 'flag',
    source: options.source,
  });
}

/** On, off, or null for "as is usual here". */
export function flagOrNone(options: { readonly default: boolean | null; readonly source: string }) {
  return described(z._default(z.nullable(z.boolean()), options.default), {
    control: 'flag',
    source: options.source,
    nullable: true,
  });
}

/** What something is multiplied by. */
export function factor(options: NumberOptions) {
  const schema = number({ min: options.min ?? 0, max: options.max ?? 1_000_000 });
  return described(z._default(schema, options.default), {
    control: 'factor',
    unit: '×',
    source: options.source,
  });
}

/** A named group of params with defaults of its own: `{}` is a whole group. */
export function group<S extends z.core.$ZodShape>(shape: S, options: { readonly source: string }) {
  // Every field of a group has a default, so parsing `{}` gives the group's default.
  const schema = z.prefault(z.strictObject(shape), {} as never);
  return described(schema, { control: 'group', source: options.source });
}

/** A group or null: a whole mechanism that is off, and on with its defaults where a file says `{}`. */
export function groupOrNone<S extends z.core.$ZodShape>(
  shape: S,
  options: { readonly source: string },
) {
  const schema = z._default(z.nullable(z.strictObject(shape)), null as never);
  return described(schema, { control: 'group', source: options.source, nullable: true });
}

const nonNegativeMs = number({ min: 0, max: MAX_MS });
const positiveMs = number({ above: 0, max: MAX_MS });

/** How any duration is given. Milliseconds throughout. */
export const distributionSchema = z
  .union([
    z.discriminatedUnion('dist', [
      z.strictObject({ dist: z.literal('constant'), ms: nonNegativeMs }),
      z.strictObject({ dist: z.literal('exponential'), meanMs: positiveMs }),
      z
        .strictObject({ dist: z.literal('uniform'), minMs: nonNegativeMs, maxMs: nonNegativeMs })
        .check(
          z.refine((d) => d.minMs <= d.maxMs, {
            path: ['maxMs'],
            message: problemCode('belowMinMs'),
          }),
        ),
      z.strictObject({ dist: z.literal('lognormal'), p5Ms: positiveMs, p95Ms: positiveMs }).check(
        z.refine((d) => d.p5Ms <= d.p95Ms, {
          path: ['p95Ms'],
          message: problemCode('belowP5Ms'),
        }),
      ),
      z.strictObject({
        dist: z.literal('gamma'),
        meanMs: positiveMs,
        cv: number({ min: 0.01, max: 100 }),
      }),
      z.strictObject({
        dist: z.literal('pareto'),
        minMs: positiveMs,
        alpha: number({ above: 0, max: 100 }),
      }),
      z
        .strictObject({
          dist: z.literal('quantiles'),
          ms: z.array(nonNegativeMs).check(z.minLength(2), z.maxLength(1001)),
        })
        .check(
          z.refine((d) => d.ms.every((ms, i) => i === 0 || ms >= d.ms[i - 1]!), {
            path: ['ms'],
            message: problemCode('quantilesFall'),
          }),
        ),
    ]),
    z.strictObject({ figure: z.enum(figureIds as [FigureId, ...FigureId[]]) }),
  ])
  .register(z.globalRegistry, { id: 'Distribution' });

export type Distribution = z.infer<typeof distributionSchema>;

export function distribution(options: { readonly default: Distribution; readonly source: string }) {
  return described(z._default(distributionSchema, options.default), {
    control: 'distribution',
    unit: 'ms',
    source: options.source,
  });
}

/** The names of eviction policies as they stand in scenario files, in the order in which the page offers them. */
export const evictionPolicies = [
  'lru',
  'fifo',
  'clock',
  'lfu',
  'random',
  'sieve',
  's3fifo',
  'twoQ',
  'arc',
  'wtinylfu',
  'none',
] as const;

/** Which key leaves a full cache. Shared by caches and CDNs. */
export function evictionPolicy() {
  return choice({
    of: evictionPolicies,
    default: 'lru',
    source: 'memcached and most libraries; Redis by configuration',
  });
}

/** What a caller does when an attempt fails. Shared by clients and request edges. */
export function retryPolicy() {
  return group(
    {
      maxRetries: count({ default: 0, max: 100, source: 'no retries unless asked for' }),
      backoff: choice({
        of: ['none', 'fixed', 'exponential'],
        default: 'exponential',
        source: 'AWS SDK standard mode',
      }),
      baseMs: durationMs({ default: 100, source: 'Kafka retry.backoff.ms 100' }),
      capMs: durationMs({ default: 20_000, source: 'AWS SDK: 20 s' }),
      jitter: choice({
        of: ['none', 'full', 'equal', 'decorrelated'],
        default: 'full',
        source: 'aws-arch-backoff-simulator',
      }),
      budgetRatio: ratioOrNone({
        default: null,
        source: 'none; Finagle and Envoy use 0.2',
      }),
      budgetMinPerSec: rate({ default: 10, max: 1_000_000, source: 'Finagle: 10 a second' }),
    },
    { source: 'retries multiply load: off by default' },
  );
}

/** Whether and when a call that takes long is sent to a second target too. */
export function hedgePolicy() {
  return groupOrNone(
    {
      afterMs: durationMs({
        default: 10,
        min: 0.001,
        source: "The Tail at Scale: the leaf's p95, 10 ms",
      }),
      quantile: ratioOrNone({
        default: null,
        max: 0.9999,
        source: 'none; The Tail at Scale waits for the 95th percentile',
      }),
      maxRatio: ratio({
        default: 0.1,
        source: 'chosen: twice what a delay of p95 costs',
      }),
      tied: flag({ default: true, source: 'The Tail at Scale: tied requests' }),
    },
    { source: 'off: a copy is more load' },
  );
}

/** How many calls an instance of the caller has under way at once. */
export function poolPolicy() {
  return groupOrNone(
    {
      connections: count({
        default: 10,
        min: 1,
        max: 1_000_000,
        source: 'HikariCP maximumPoolSize: 10',
      }),
      acquireTimeoutMs: durationMsOrNone({
        default: 30_000,
        source: 'HikariCP connectionTimeout: 30 s; node-postgres: none; resilience4j bulkhead: 0',
      }),
    },
    { source: 'unlimited unless asked for; the defaults are those of HikariCP' },
  );
}

export type RetryPolicy = z.infer<ReturnType<typeof retryPolicy>>;

/** When a caller stops calling what keeps failing. Shared by clients and request edges. */
export function breakerPolicy() {
  return groupOrNone(
    {
      errorRatio: ratio({ default: 0.5, min: 0.01, source: 'Hystrix: 50 %' }),
      minCalls: count({ default: 20, min: 1, max: 1_000_000, source: 'Hystrix: 20 requests' }),
      windowMs: durationMs({ default: 10_000, min: 1, source: 'Hystrix: 10 s in 10 buckets' }),
      openMs: durationMs({ default: 5000, min: 1, source: 'Hystrix: 5 s; resilience4j: 60 s' }),
      halfOpenProbes: count({
        default: 1,
        min: 1,
        max: 10_000,
        source: 'Hystrix: 1; resilience4j: 10',
      }),
    },
    { source: 'none unless asked for; the defaults are those of Hystrix' },
  );
}

export type BreakerPolicy = z.infer<ReturnType<typeof breakerPolicy>>;
