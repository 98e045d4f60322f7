/** The worker's card: how busy its slots are. */
import { Cog } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import { type Face, instancesUp, type NodeFigures } from '../view.ts';
import type { WorkerParams } from './params.ts';
import { workerWords } from './words.ts';

/** Gauges: instances up, busy slots. */
function face(now: NodeFigures, params: WorkerParams, format: Format): Face {
  const words = workerWords[format.language].face;
  const up = instancesUp(now);
  const all = now.instances.length;
  return {
    value: now.hasData ? format.percent(now.utilization) : '–',
    unit: words.busy,
    sub:
      now.hasData && up < all
        ? fill(words.someUp, { up, all }, format)
        : fill(words.workers, { workers: params.instances }, format),
  };
}

export const workerView = { icon: Cog, group: 'serve', key: 'K', face } as const;
