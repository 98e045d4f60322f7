import { z } from 'zod/mini';
import {
  choice,
  count,
  countOrNone,
  distribution,
  durationMs,
  flag,
  group,
  groupOrNone,
} from '../fields.ts';

export const loadBalancerParams = z.strictObject({
  algorithm: choice({
    of: [
      'roundRobin',
      'weightedRoundRobin',
      'random',
      'leastConnections',
      'powerOfTwo',
      'peakEwma',
      'consistentHash',
      'ipHash',
    ],
    default: 'roundRobin',
    source: 'nginx and AWS ALB; HAProxy until 3.2',
  }),
  virtualNodes: count({
    default: 160,
    min: 1,
    max: 10_000,
    source: 'ketama points per server (nginx); only consistent hash uses it',
  }),
  decayMs: durationMs({
    default: 10_000,
    min: 1,
    source: 'Finagle PeakEwma 10 s; only peak EWMA uses it',
  }),
  sticky: groupOrNone(
    {
      lifeMs: durationMs({ default: 86_400_000, min: 1, source: 'AWS ALB: 1 day' }),
      maxActive: countOrNone({ default: null, min: 1, source: 'HAProxy maxconn: no limit' }),
    },
    { source: 'off in nginx, HAProxy and AWS ALB' },
  ),
  overhead: distribution({
    default: { figure: 'proxy-overhead' },
    source: 'proxy hop 50 µs (napkin-math)',
  }),
  healthCheck: group(
    {
      intervalMs: durationMs({ default: 2000, min: 1, source: 'HAProxy inter 2 s' }),
      fall: count({ default: 3, min: 1, max: 1000, source: 'HAProxy fall 3' }),
      rise: count({ default: 2, min: 1, max: 1000, source: 'HAProxy rise 2' }),
      timeoutMs: durationMs({ default: 2000, min: 1, source: 'HAProxy: the same as inter' }),
    },
    { source: 'HAProxy active checks' },
  ),
  standby: groupOrNone(
    {
      advertIntervalMs: durationMs({
        default: 1000,
        min: 10,
        source: 'keepalived advert_int: 1 s',
      }),
      priority: count({
        default: 100,
        min: 1,
        max: 253,
        source: 'keepalived: 100; the first balancer has one more',
      }),
      preempt: flag({ default: true, source: 'keepalived: on, unless nopreempt' }),
    },
    { source: 'none: a balancer alone; pairs run VRRP (keepalived)' },
  ),
});

export type LoadBalancerParams = z.infer<typeof loadBalancerParams>;
