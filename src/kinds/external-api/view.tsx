/** The external service's card: how long an answer takes, and how many it refuses. */
import { Plug } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import type { Face, NodeFigures } from '../view.ts';
import type { ExternalApiParams } from './params.ts';
import { externalApiWords } from './words.ts';

/** Gauges: refused in the slice, failed in the slice. */
function face(now: NodeFigures, _params: ExternalApiParams, format: Format): Face {
  return {
    value: now.hasData ? format.number(now.arrivedPerSec) : '–',
    unit: format.perSecond,
    sub: now.hasData ? stateText(now, format) : '',
    failingPerSec: now.failedPerSec - now.gauges[0] * now.slicesPerSec,
  };
}

function stateText(now: NodeFigures, format: Format): string {
  const words = externalApiWords[format.language].face;
  const refused = now.gauges[0] * now.slicesPerSec;
  if (refused >= 0.5) return fill(words.refusing, { perSec: format.number(refused) }, format);
  return now.latencyMs > 0 ? fill(words.mean, { latencyMs: now.latencyMs }, format) : '';
}

export const externalApiView = { icon: Plug, group: 'bought', key: 'X', face } as const;
