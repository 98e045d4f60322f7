import { z } from 'zod/mini';
import { choice, count, countOrNone, distribution, durationMs, flag, group } from '../fields.ts';

export const databaseParams = z.strictObject({
  role: choice({
    of: ['primary', 'replica'],
    default: 'primary',
    source: 'one database is a primary',
  }),
  slots: count({ default: 100, min: 1, max: 1_000_000, source: 'PostgreSQL max_connections 100' }),
  queueLimit: countOrNone({ default: null, source: 'callers wait for a pooled connection' }),
  read: distribution({
    default: { figure: 'sql-simple' },
    source: "simple SELECT with an index, the study group's reading notes",
  }),
  write: distribution({
    default: { figure: 'sql-write' },
    source: 'an estimate: write with fsync on a networked disk, 1–5 ms',
  }),
  readFrom: choice({
    of: ['replicas', 'primary', 'all'],
    default: 'replicas',
    source: 'read scaling; the primary serves where no replica is up',
  }),
  failover: group(
    {
      enabled: flag({ default: true, source: 'Orchestrator, Patroni, Group Replication' }),
      probeIntervalMs: durationMs({
        default: 2000,
        min: 1,
        source: 'between GR 5 s and HAProxy 2 s',
      }),
      misses: count({ default: 3, min: 1, max: 1000, source: 'three misses, as HAProxy fall 3' }),
      probeTimeoutMs: durationMs({
        default: 1000,
        min: 1,
        source: 'chosen: half the probe interval',
      }),
      election: distribution({
        default: { dist: 'lognormal', p5Ms: 500, p95Ms: 2000 },
        source: 'Patroni 1–3 s after the lease; Orchestrator recovery loop 1 s',
      }),
      promotion: distribution({
        default: { dist: 'lognormal', p5Ms: 500, p95Ms: 1500 },
        source: 'Group Replication about 1 s',
      }),
      reroute: distribution({
        default: { dist: 'lognormal', p5Ms: 500, p95Ms: 1500 },
        source: 'an estimate: virtual IP under 1 s, proxy 1–2 s',
      }),
      fencing: flag({ default: true, source: 'Patroni: demotes itself before its lease ends' }),
    },
    { source: 'detection, election, promotion, re-routing' },
  ),
});

export type DatabaseParams = z.infer<typeof databaseParams>;
