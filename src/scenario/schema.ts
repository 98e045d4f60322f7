/**
 * The scenario document, version 1. The one place that says what a file may hold: the TypeScript types, the published
 * JSON Schema, the inspector and the validator all come from here.
 */
import { z } from 'zod/mini';
import {
  breakerPolicy,
  choice,
  count,
  countOrNone,
  distribution,
  durationMs,
  durationMsOrNone,
  hedgePolicy,
  MAX_MS,
  number,
  poolPolicy,
  ratio,
  retryPolicy,
  wholeNumber,
} from '../kinds/fields.ts';
import { type Kind, kindSchemas, kinds } from '../kinds/schemas.ts';
import { limits } from './limits.ts';

const id = z.string().check(z.minLength(1), z.maxLength(limits.idLength));
const coordinate = number({ min: -1e6, max: 1e6 });

function nodeSchema<K extends string, P extends z.ZodMiniType>(kind: K, params: P) {
  return z.strictObject({
    id,
    kind: z.literal(kind),
    label: z.optional(z.string().check(z.maxLength(limits.labelLength))),
    position: z.optional(z.strictObject({ x: coordinate, y: coordinate })),
    // Every param has a default, so parsing `{}` gives the kind's defaults.
    params: z.prefault(params, {} as never),
  });
}

type NodeSchema = {
  [K in Kind]: z.ZodMiniObject<
    Omit<ReturnType<typeof nodeSchema<K, z.ZodMiniNever>>['shape'], 'params'> & {
      params: z.ZodMiniPrefault<(typeof kindSchemas)[K]>;
    },
    z.core.$strict
  >;
}[Kind];

export const scenarioNodeSchema = z.discriminatedUnion(
  'kind',
  // From the table, so that a new kind is a row there and nothing here; `map` forgets that there is a first one.
  kinds.map((kind) => nodeSchema(kind, kindSchemas[kind])) as unknown as [
    NodeSchema,
    ...NodeSchema[],
  ],
);

export const requestEdgeParams = z.strictObject({
  roundTrip: distribution({
    default: { figure: 'network-same-zone' },
    source: 'round trip in one zone: 100–250 µs (napkin-math), 500 µs (Colin Scott)',
  }),
  timeoutMs: durationMsOrNone({
    default: 1000,
    min: 0.001,
    source: 'chosen: 1 s between services; a client uses its own',
  }),
  retry: retryPolicy(),
  circuitBreaker: breakerPolicy(),
  lossRatio: ratio({ default: 0, source: 'none inside one data centre' }),
  weight: count({
    default: 1,
    min: 1,
    max: 1000,
    source: 'nginx: 1; only weighted round robin uses it',
  }),
  hedge: hedgePolicy(),
  pool: poolPolicy(),
  bandwidthMbps: countOrNone({
    default: null,
    min: 1,
    max: 1_000_000,
    source: 'unlimited: 10 Gbit/s inside a data centre',
  }),
});

export const replicationEdgeParams = z.strictObject({
  mode: choice({
    of: ['async', 'semiSync', 'sync', 'multiPrimary'],
    default: 'async',
    source: 'MySQL and PostgreSQL as installed',
  }),
  transport: distribution({
    default: { figure: 'replication-transport' },
    source: 'an estimate: idle lag 1–20 ms; decides what a failover loses',
  }),
  apply: distribution({
    default: { dist: 'lognormal', p5Ms: 0.5, p95Ms: 5 },
    source: 'chosen: as long as the write itself; decides staleness',
  }),
  appliers: count({
    default: 4,
    min: 1,
    max: 1024,
    source: 'MySQL replica_parallel_workers, 4 since 8.0.27',
  }),
  ackTimeoutMs: durationMs({
    default: 10_000,
    min: 1,
    source: 'MySQL semi-sync: 10 s, then asynchronous',
  }),
});

export const deliveryEdgeParams = z.strictObject({
  roundTrip: distribution({
    default: { figure: 'network-same-zone' },
    source: 'round trip in one zone: 100–250 µs (napkin-math), 500 µs (Colin Scott)',
  }),
  prefetch: countOrNone({
    default: null,
    min: 1,
    source: "none: as many as the worker's slots",
  }),
});

export const edgeSchemas = {
  request: requestEdgeParams,
  replication: replicationEdgeParams,
  delivery: deliveryEdgeParams,
} as const;

export type EdgeKind = keyof typeof edgeSchemas;

function edgeSchema<K extends string, P extends z.ZodMiniType>(kind: K, params: P) {
  return z.strictObject({
    id,
    kind: z.literal(kind),
    source: id,
    target: id,
    // As for nodes: `{}` gives the defaults.
    params: z.prefault(params, {} as never),
  });
}

export const scenarioEdgeSchema = z.discriminatedUnion('kind', [
  edgeSchema('request', requestEdgeParams),
  edgeSchema('replication', replicationEdgeParams),
  edgeSchema('delivery', deliveryEdgeParams),
]);

const atMs = number({ min: 0, max: MAX_MS });
const faultDurationMs = z.optional(number({ above: 0, max: MAX_MS }));
const crashMode = z._default(z.enum(['refuse', 'blackhole', 'hang']), 'refuse');
const faultBase = { id: z.optional(id), atMs, target: id, durationMs: faultDurationMs };

export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...faultBase, kind: z.literal('crash'), mode: crashMode }),
  z.strictObject({
    ...faultBase,
    kind: z.literal('instanceCrash'),
    /** 0-based. */
    instance: wholeNumber({ min: 0, max: 9999 }),
    mode: crashMode,
  }),
  z.strictObject({
    ...faultBase,
    kind: z.literal('slowdown'),
    factor: number({ above: 0, max: 1_000_000 }),
  }),
  z.strictObject({
    ...faultBase,
    kind: z.literal('loss'),
    ratio: number({ above: 0, max: 1 }),
  }),
  z.strictObject({
    ...faultBase,
    kind: z.literal('partition'),
    /** On the target's side; nobody else where left out. */
    with: z.optional(z.array(id).check(z.maxLength(limits.nodes))),
    /** The other side; everybody else where left out. */
    from: z.optional(z.array(id).check(z.maxLength(limits.nodes))),
  }),
  z.strictObject({ id: z.optional(id), atMs, target: id, kind: z.literal('flush') }),
  z.strictObject({
    ...faultBase,
    kind: z.literal('spike'),
    factor: number({ min: 0, max: 1_000_000 }),
  }),
]);

/** A place: what stands in it can fail with it. A region may hold zones. */
const zoneSchema = z.strictObject({
  id,
  kind: z._default(z.enum(['zone', 'region']), 'zone'),
  label: z.optional(z.string().check(z.maxLength(limits.labelLength))),
  members: z._default(z.array(id).check(z.maxLength(limits.nodes + limits.zones)), []),
});

/** Words on the canvas, for those who read it. */
const noteSchema = z.strictObject({
  id,
  text: z.string().check(z.maxLength(limits.noteLength)),
  position: z.strictObject({ x: coordinate, y: coordinate }),
  size: z.optional(
    z.strictObject({
      width: number({ min: 1, max: 1e6 }),
      height: number({ min: 1, max: 1e6 }),
    }),
  ),
});

const objective = z.string().check(z.minLength(1), z.maxLength(200));

export const scenarioSchema = z.strictObject({
  version: z.literal(1),
  name: z._default(z.string().check(z.maxLength(limits.nameLength)), 'Untitled'),
  description: z.optional(z.string().check(z.maxLength(limits.descriptionLength))),
  seed: z._default(wholeNumber({ min: 0, max: 0xffffffff }), 1),
  durationMs: z._default(number({ above: 0, max: MAX_MS }), 60_000),
  warmupMs: z._default(number({ min: 0, max: MAX_MS }), 0),
  nodes: z.array(scenarioNodeSchema).check(z.maxLength(limits.nodes)),
  edges: z._default(z.array(scenarioEdgeSchema).check(z.maxLength(limits.edges)), []),
  faults: z._default(z.array(faultSchema).check(z.maxLength(limits.faults)), []),
  zones: z._default(z.array(zoneSchema).check(z.maxLength(limits.zones)), []),
  notes: z._default(z.array(noteSchema).check(z.maxLength(limits.notes)), []),
  objectives: z._default(z.array(objective).check(z.maxLength(limits.objectives)), []),
});

/** A whole scenario, every default filled in: what the engine runs. */
export type Scenario = z.output<typeof scenarioSchema>;
/** A scenario as a file may write it: only what differs. */
export type ScenarioFile = z.input<typeof scenarioSchema>;
export type ScenarioNode = Scenario['nodes'][number];
export type ScenarioEdge = Scenario['edges'][number];
export type Fault = Scenario['faults'][number];
export type Zone = Scenario['zones'][number];
export type Note = Scenario['notes'][number];
export type NodeOf<K extends Kind> = Extract<ScenarioNode, { kind: K }>;
export type EdgeOf<K extends EdgeKind> = Extract<ScenarioEdge, { kind: K }>;
