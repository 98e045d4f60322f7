/** The rate limiter's card: how much comes, and how much of it is turned away. */
import { Gauge } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import type { Face, NodeFigures } from '../view.ts';
import type { RateLimiterParams } from './params.ts';
import { rateLimiterWords } from './words.ts';

/** Gauges: turned away in the slice, waiting, how near the limit. */
function face(now: NodeFigures, { ratePerSec }: RateLimiterParams, format: Format): Face {
  const words = rateLimiterWords[format.language].face;
  const refused = now.gauges[0] * now.slicesPerSec;
  const isRefusing = now.hasData && refused >= 0.5;
  return {
    value: now.hasData ? format.number(now.arrivedPerSec) : '–',
    unit: format.perSecond,
    sub: isRefusing
      ? fill(words.refusing, { perSec: format.number(refused) }, format)
      : fill(words.limit, { perSec: format.number(ratePerSec) }, format),
    failingPerSec: now.failedPerSec - refused,
  };
}

function tag({ algorithm }: RateLimiterParams, format: Format): string {
  return rateLimiterWords[format.language].options[`algorithm.${algorithm}`];
}

export const rateLimiterView = { icon: Gauge, group: 'serve', key: 'T', face, tag } as const;
