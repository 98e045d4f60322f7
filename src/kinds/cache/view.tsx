/** The cache's card: its hit ratio, and how full it is. */
import { Zap } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import { type Face, instancesUp, type NodeFigures } from '../view.ts';
import type { CacheParams } from './params.ts';
import { cacheWords } from './words.ts';

/** Gauges: hits in the slice, misses in the slice, keys held at its end. */
function face(now: NodeFigures, params: CacheParams, format: Format): Face {
  const [hits, misses] = now.gauges;
  const looked = hits + misses;
  const words = cacheWords[format.language].face;
  // A dash beside a percent sign looks like a figure of which only a piece is left.
  const isQuiet = now.hasData && looked === 0;
  return {
    value: isQuiet ? '' : now.hasData ? format.percent(hits / looked, 1) : '–',
    unit: isQuiet ? words.quiet : words.hits,
    sub: fillText(now, params, format),
  };
}

function fillText(now: NodeFigures, params: CacheParams, format: Format): string {
  const words = cacheWords[format.language];
  if (now.hasData && instancesUp(now) === 0) return words.face.down;
  const resident = Math.round(now.gauges[2]);
  const isFilling = now.hasData && resident < params.capacityKeys;
  const template = isFilling ? words.face.filling : words.face.full;
  return fill(template, { resident, capacity: params.capacityKeys }, format);
}

function tag({ policy }: CacheParams, format: Format): string {
  return cacheWords[format.language].options[`policy.${policy}`];
}

export const cacheView = { icon: Zap, group: 'keep', key: 'H', face, tag } as const;
