/** The CDN's card: its hit ratio over all POPs. */
import { Globe } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import { type Face, instancesUp, type NodeFigures } from '../view.ts';
import type { CdnParams } from './params.ts';
import { cdnWords } from './words.ts';

/** Gauges: hits in the slice, misses in the slice, copies held at its end. */
function face(now: NodeFigures, params: CdnParams, format: Format): Face {
  const words = cdnWords[format.language].face;
  const [hits, misses, held] = now.gauges;
  const looked = hits + misses;
  const isDown = now.hasData && instancesUp(now) === 0;
  const copies = fill(words.copies, { copies: Math.round(held) }, format);
  return {
    value: now.hasData && looked > 0 ? format.percent(hits / looked, 1) : '–',
    unit: words.hits,
    sub: isDown
      ? words.down
      : now.hasData
        ? copies
        : fill(words.pops, { pops: params.pops }, format),
  };
}

function tag({ pops }: CdnParams, format: Format): string {
  return fill(cdnWords[format.language].face.pops, { pops }, format);
}

export const cdnView = { icon: Globe, group: 'serve', key: 'N', face, tag } as const;
