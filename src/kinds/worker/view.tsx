/** The worker's card: how busy its slots are, and how long a message takes. */
import { Cog } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import { type Face, instancesUp, type NodeFigures } from '../view.ts';
import type { WorkerParams } from './params.ts';
import { workerWords } from './words.ts';

/** Gauges: instances up, busy slots. */
function face(now: NodeFigures, _params: WorkerParams, format: Format): Face {
  const words = workerWords[format.language].face;
  return {
    value: now.hasData ? format.percent(now.utilization) : '–',
    unit: words.busy,
    sub: stateText(now, format),
  };
}

function stateText(now: NodeFigures, format: Format): string {
  const words = workerWords[format.language].face;
  const up = instancesUp(now);
  const all = now.instances.length;
  if (!now.hasData) return '';
  if (up < all) return fill(words.someUp, { up, all }, format);
  return now.latencyMs > 0 ? fill(words.mean, { latencyMs: now.latencyMs }, format) : '';
}

/** One worker is what a card shows anyway. */
function tag({ instances }: WorkerParams, format: Format): string {
  if (instances === 1) return '';
  return fill(workerWords[format.language].face.workers, { workers: instances }, format);
}

export const workerView = { icon: Cog, group: 'serve', key: 'J', face, tag } as const;
