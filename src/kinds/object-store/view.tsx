/** The object store's card: how much is read and written, and what its prefixes refuse. */
import { Package } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import type { Face, NodeFigures } from '../view.ts';
import type { ObjectStoreParams } from './params.ts';
import { objectStoreWords } from './words.ts';

/** Gauges: reads, writes and refusals in the slice. */
function face(now: NodeFigures, _params: ObjectStoreParams, format: Format): Face {
  return {
    value: now.hasData ? format.number(now.arrivedPerSec) : '–',
    unit: format.perSecond,
    sub: now.hasData ? stateText(now, format) : '',
    failingPerSec: now.failedPerSec - now.gauges[2] * now.slicesPerSec,
  };
}

function stateText(now: NodeFigures, format: Format): string {
  const words = objectStoreWords[format.language].face;
  const refused = now.gauges[2] * now.slicesPerSec;
  if (refused >= 0.5) return fill(words.refusing, { perSec: format.number(refused) }, format);
  return now.latencyMs > 0 ? fill(words.mean, { latencyMs: now.latencyMs }, format) : '';
}

export const objectStoreView = { icon: Package, group: 'bought', key: 'O', face } as const;
