/** The database's card: how busy it is and how far behind, or what its absence costs. */
import { Database } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import { type Face, instancesUp, type NodeFigures } from '../view.ts';
import type { DatabaseParams } from './params.ts';
import { databaseWords } from './words.ts';

/** Gauges: replication lag in ms (0 for a primary), writes that it alone has, calls refused in the slice. */
function face(now: NodeFigures, params: DatabaseParams, format: Format): Face {
  const words = databaseWords[format.language].face;
  const role = now.role ?? params.role;
  if (!now.hasData) return { value: '–', unit: words.busy, sub: '' };
  const isDown = instancesUp(now) === 0 && now.instances.includes('down');
  // Once another has been promoted it counts as a replica, but what was lost is a primary.
  const was = [role, params.role].includes('primary') ? words.wasPrimary : words.wasReplica;
  return {
    value: format.percent(now.utilization),
    unit: words.busy,
    sub: isDown ? was : subOf(now, role, format),
    failingPerSec: failingPerSec(now),
  };
}

/** What is about to be thrown away matters more than how long it takes. */
function subOf(now: NodeFigures, role: 'primary' | 'replica', format: Format): string {
  const { lag, alone } = databaseWords[format.language].face;
  const [lagMs, writes] = now.gauges;
  if (writes > 0) return fill(alone, { count: Math.round(writes) }, format);
  return role === 'replica' ? fill(lag, { lagMs }, format) : meanText(now, format);
}

/** Refusals count where a caller learns that nobody takes its write, failures where a call arrives: show the worse. */
function failingPerSec(now: NodeFigures): number {
  return Math.max(now.failedPerSec, now.gauges[2] * now.slicesPerSec);
}

function meanText({ latencyMs }: NodeFigures, format: Format): string {
  if (latencyMs === 0) return '';
  return fill(databaseWords[format.language].face.mean, { latencyMs }, format);
}

export const databaseView = { icon: Database, group: 'keep', key: 'D', face } as const;
