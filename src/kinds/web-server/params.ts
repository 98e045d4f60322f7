import { z } from 'zod/mini';
import {
  choice,
  count,
  countOrNone,
  distribution,
  durationMs,
  durationMsOrNone,
  factor,
  flag,
  groupOrNone,
  rate,
  ratio,
} from '../fields.ts';
import { compressions } from './compression.ts';

export const webServerParams = z.strictObject({
  instances: count({ default: 1, min: 1, max: 1000, source: 'one server' }),
  slots: count({ default: 200, min: 1, max: 1_000_000, source: 'Tomcat maxThreads 200' }),
  queueLimit: countOrNone({
    default: 7992,
    source: 'Tomcat maxConnections 8192 less its 200 threads',
  }),
  discipline: choice({
    of: ['fifo', 'lifo'],
    default: 'fifo',
    source: 'Tomcat, nginx: first come, first served',
  }),
  maxWaitMs: durationMsOrNone({ default: null, source: 'none unless asked for' }),
  dropExpired: flag({ default: false, source: 'servers rarely know the deadlines of callers' }),
  codel: groupOrNone(
    {
      targetMs: durationMs({ default: 5, source: 'Fail at Scale (Maurer, 2015): 5 ms' }),
      intervalMs: durationMs({
        default: 100,
        min: 0.001,
        source: 'Fail at Scale (Maurer, 2015): 100 ms',
      }),
    },
    { source: 'none unless asked for' },
  ),
  service: distribution({
    default: { figure: 'app-work' },
    source: 'chosen: application work of 1–10 ms',
  }),
  processors: groupOrNone(
    {
      cores: count({ default: 4, min: 1, max: 1024, source: 'chosen: a machine of four' }),
      contention: ratio({
        default: 0,
        source: 'none unless asked for; USL (Gunther): 0.02 scales well, 0.05 badly',
      }),
      coherency: ratio({
        default: 0,
        source: 'none unless asked for; USL (Gunther): 0.0001 scales well, 0.001 badly',
      }),
    },
    { source: 'off: as many processors as slots' },
  ),
  autoscale: groupOrNone(
    {
      metric: choice({ of: ['cpu', 'requestsPerSec'], default: 'cpu', source: 'HPA: CPU' }),
      targetRatio: ratio({ default: 0.6, min: 0.01, source: 'chosen: 60 % busy' }),
      targetPerSec: rate({ default: 100, min: 0.001, source: 'chosen: 100 a second each' }),
      min: count({ default: 1, min: 1, max: 1000, source: 'HPA minReplicas 1' }),
      max: count({ default: 10, min: 1, max: 1000, source: 'chosen: ten servers' }),
      intervalMs: durationMs({ default: 15_000, min: 1, source: 'HPA: 15 s; EC2: 60 s' }),
      lagMs: durationMs({
        default: 15_000,
        max: 3_600_000,
        source: 'HPA: readings 15–60 s old; EC2: 0',
      }),
      tolerance: ratio({ default: 0.1, source: 'HPA: 10 %' }),
      newInstances: choice({
        of: ['idle', 'ignored'],
        default: 'idle',
        source: 'HPA: idle; EC2: ignored',
      }),
      upAfter: count({ default: 1, min: 1, max: 1000, source: 'HPA: 1; EC2: 3' }),
      upRatio: ratio({ default: 1, max: 1000, source: 'HPA: the larger of +100 % and +4' }),
      upCount: count({ default: 4, max: 1000, source: 'HPA: the larger of +100 % and +4' }),
      downAfterMs: durationMs({ default: 300_000, source: 'HPA: 300 s; EC2: 15 min' }),
      startMs: durationMs({
        default: 30_000,
        source: 'an estimate: container 10–60 s, EC2 40–120 s',
      }),
      coldFactor: factor({
        default: 2,
        min: 1,
        max: 1000,
        source: 'an estimate: ×2–5, fading over 30–60 s',
      }),
      warmMs: durationMs({ default: 30_000, source: 'an estimate: ×2–5, fading over 30–60 s' }),
      drainMs: durationMs({ default: 30_000, source: 'Kubernetes: 30 s; AWS ALB: 300 s' }),
    },
    { source: 'off: as many servers as there are' },
  ),
  sessions: choice({
    of: ['stateless', 'inMemory', 'sharedStore', 'token'],
    default: 'stateless',
    source: 'chosen: nobody signs in',
  }),
  login: distribution({
    default: { dist: 'constant', ms: 100 },
    source: 'an estimate: checking a password by bcrypt',
  }),
  tokenCheck: distribution({
    default: { dist: 'lognormal', p5Ms: 0.01, p95Ms: 0.1 },
    source: 'an estimate: checking a signature, 10–100 µs',
  }),
  calls: choice({
    of: ['oneByOne', 'atOnce'],
    default: 'oneByOne',
    source: 'chosen: plain code waits for each answer',
  }),
  compression: choice({
    of: compressions,
    default: 'none',
    source: 'nginx: off, and then text/html alone',
  }),
  // Bounded so that a round's phases stay far within 32 bits.
  fanOut: count({ default: 1, min: 1, max: 1000, source: 'one call to each service' }),
  jobThreads: count({
    default: 4,
    min: 1,
    max: 1_000_000,
    source: 'libuv pool: 4 threads',
  }),
  jobWork: distribution({
    default: { dist: 'lognormal', p5Ms: 50, p95Ms: 200 },
    source: 'chosen: resizing one picture',
  }),
});

export type WebServerParams = z.infer<typeof webServerParams>;
