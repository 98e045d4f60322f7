/** The database's card: how busy it is, or what its absence costs; its role as it is now. */
import { Database } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import { type Face, instancesUp, type NodeFigures } from '../view.ts';
import type { DatabaseParams } from './params.ts';
import { databaseWords } from './words.ts';

/** Gauges: replication lag in ms (0 for a primary), stale reads in the slice, calls refused in the slice. */
function face(now: NodeFigures, params: DatabaseParams, format: Format): Face {
  const words = databaseWords[format.language].face;
  const role = now.role ?? params.role;
  if (!now.hasData) return { value: '–', unit: words.busy, sub: words[role] };
  if (instancesUp(now) === 0 && now.instances.includes('down')) {
    return {
      value: format.number(failingPerSec(now)),
      unit: words.failing,
      sub: role === 'primary' ? words.wasPrimary : words.wasReplica,
    };
  }
  return {
    value: format.percent(now.utilization),
    unit: words.busy,
    sub: roleText(now, role, format),
  };
}

/** Refusals count where a caller learns that nobody takes its write, failures where a call arrives: show the worse. */
function failingPerSec(now: NodeFigures): number {
  return Math.max(now.failedPerSec, now.gauges[2] * now.slicesPerSec);
}

function roleText(now: NodeFigures, role: 'primary' | 'replica', format: Format): string {
  const words = databaseWords[format.language].face;
  if (role === 'replica') return fill(words.replicaLag, { lagMs: now.gauges[0] }, format);
  if (now.waiting < 1) return words.primary;
  const waiting = fill(words.waiting, { number: Math.round(now.waiting) }, format);
  return `${words.primary} · ${waiting}`;
}

export const databaseView = { icon: Database, group: 'keep', key: 'D', face } as const;
