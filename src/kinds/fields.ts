/**
 * How a param is declared: a zod schema that also carries what the inspector, the JSON Schema and the "source of every
 * default" rule need. One vocabulary of fields, so that two kinds never spell the same idea in two ways.
 */
import { z } from 'zod';
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

/** Longest duration a file may name: 104 days is where a double stops counting nanoseconds exactly. */
export const MAX_MS = 30 * 86_400_000;
const MAX_COUNT = 1_000_000_000;

function described<S extends z.ZodType>(schema: S, meta: FieldMeta): S {
  return schema.meta({ ...meta }) as S;
}

interface NumberOptions {
  readonly default: number;
  readonly source: string;
  readonly min?: number;
  readonly max?: number;
}

/** Milliseconds, zero or more unless `min` says otherwise. */
export function durationMs(options: NumberOptions) {
  const schema = z
    .number()
    .min(options.min ?? 0)
    .max(options.max ?? MAX_MS);
  return described(schema.default(options.default), {
    control: 'duration',
    unit: 'ms',
    source: options.source,
  });
}

/** Milliseconds or null for "none". */
export function durationMsOrNone(
  options: Omit<NumberOptions, 'default'> & { readonly default: number | null },
) {
  const schema = z
    .number()
    .min(options.min ?? 0)
    .max(options.max ?? MAX_MS)
    .nullable();
  return described(schema.default(options.default), {
    control: 'duration',
    unit: 'ms',
    source: options.source,
    nullable: true,
  });
}

/** A whole number of things. */
export function count(options: NumberOptions) {
  const schema = z
    .int()
    .min(options.min ?? 0)
    .max(options.max ?? MAX_COUNT);
  return described(schema.default(options.default), { control: 'count', source: options.source });
}

/** A whole number of things or null for "unbounded". */
export function countOrNone(
  options: Omit<NumberOptions, 'default'> & { readonly default: number | null },
) {
  const schema = z
    .int()
    .min(options.min ?? 0)
    .max(options.max ?? MAX_COUNT)
    .nullable();
  return described(schema.default(options.default), {
    control: 'count',
    source: options.source,
    nullable: true,
  });
}

/** A share between 0 and 1. */
export function ratio(options: NumberOptions) {
  const schema = z
    .number()
    .min(options.min ?? 0)
    .max(options.max ?? 1);
  return described(schema.default(options.default), { control: 'ratio', source: options.source });
}

export function ratioOrNone(
  options: Omit<NumberOptions, 'default'> & { readonly default: number | null },
) {
  const schema = z
    .number()
    .min(options.min ?? 0)
    .max(options.max ?? 1)
    .nullable();
  return described(schema.default(options.default), {
    control: 'ratio',
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
  const schema = z.enum(options.of).default(options.default as never);
  return described(schema, { control: 'choice', source: options.source });
}

export function flag(options: { readonly default: boolean; readonly source: string }) {
  return described(z.boolean().default(options.default), {
    control: 'flag',
    source: options.source,
  });
}

/** A named group of params with defaults of its own: `{}` is a whole group. */
export function group<S extends z.ZodRawShape>(shape: S, options: { readonly source: string }) {
  // Every field of a group has a default, so parsing `{}` gives the group's default.
  const schema = z.strictObject(shape).prefault({} as never);
  return described(schema, { control: 'group', source: options.source });
}

const nonNegativeMs = z.number().min(0).max(MAX_MS);
const positiveMs = z.number().gt(0).max(MAX_MS);

/** How any duration is given. Milliseconds throughout. */
export const distributionSchema = z
  .union([
    z.discriminatedUnion('dist', [
      z.strictObject({ dist: z.literal('constant'), ms: nonNegativeMs }),
      z.strictObject({ dist: z.literal('exponential'), meanMs: positiveMs }),
      z
        .strictObject({ dist: z.literal('uniform'), minMs: nonNegativeMs, maxMs: nonNegativeMs })
        .refine((d) => d.minMs <= d.maxMs, { path: ['maxMs'], message: 'must not be below minMs' }),
      z
        .strictObject({ dist: z.literal('lognormal'), p5Ms: positiveMs, p95Ms: positiveMs })
        .refine((d) => d.p5Ms <= d.p95Ms, { path: ['p95Ms'], message: 'must not be below p5Ms' }),
      z.strictObject({
        dist: z.literal('gamma'),
        meanMs: positiveMs,
        cv: z.number().min(0.01).max(100),
      }),
      z.strictObject({
        dist: z.literal('pareto'),
        minMs: positiveMs,
        alpha: z.number().gt(0).max(100),
      }),
      z
        .strictObject({ dist: z.literal('quantiles'), ms: z.array(nonNegativeMs).min(2).max(1001) })
        .refine((d) => d.ms.every((ms, i) => i === 0 || ms >= d.ms[i - 1]!), {
          path: ['ms'],
          message: 'must not fall from one quantile to the next',
        }),
    ]),
    z.strictObject({ figure: z.enum(figureIds as [FigureId, ...FigureId[]]) }),
  ])
  .meta({ id: 'Distribution' });

export type Distribution = z.infer<typeof distributionSchema>;

export function distribution(options: { readonly default: Distribution; readonly source: string }) {
  return described(distributionSchema.default(options.default), {
    control: 'distribution',
    unit: 'ms',
    source: options.source,
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
      baseMs: durationMs({ default: 100, source: 'domain reference §0, preset "good"' }),
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
    },
    { source: 'retries multiply load: off by default' },
  );
}

export type RetryPolicy = z.infer<ReturnType<typeof retryPolicy>>;
