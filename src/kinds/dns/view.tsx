/** The name service's card: how many look-ups reach it, and which addresses it gives out. */
import { Signpost } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import { type Face, instancesUp, type NodeFigures } from '../view.ts';
import type { DnsParams } from './params.ts';
import { dnsWords } from './words.ts';

/** Gauges: addresses given out, addresses in all, look-ups in the slice. */
function face(now: NodeFigures, params: DnsParams, format: Format): Face {
  return {
    value: now.hasData ? format.number(now.arrivedPerSec) : '–',
    unit: dnsWords[format.language].face.lookups,
    sub: stateText(now, params, format),
  };
}

function stateText(now: NodeFigures, { ttlMs }: DnsParams, format: Format): string {
  const words = dnsWords[format.language].face;
  if (now.hasData && instancesUp(now) === 0) return words.down;
  const up = Math.floor(now.gauges[0]);
  const all = Math.round(now.gauges[1]);
  if (now.hasData && up < all) return fill(words.someUp, { up, all }, format);
  return fill(words.ttl, { ttl: format.duration(ttlMs) }, format);
}

function tag({ record }: DnsParams, format: Format): string {
  return dnsWords[format.language].options[`record.${record}`];
}

export const dnsView = { icon: Signpost, group: 'traffic', key: 'I', face, tag } as const;
