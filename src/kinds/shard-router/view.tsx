/** The shard router's card: how much passes, and how unevenly. */
import { Waypoints } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import type { Face, NodeFigures } from '../view.ts';
import type { ShardRouterParams } from './params.ts';
import { shardRouterWords } from './words.ts';

/** Below this the hottest shard is no story. */
const EVEN = 1.2;

/** Gauges: the hottest shard's calls over the mean, shards, reads that asked all of them. */
function face(now: NodeFigures, _params: ShardRouterParams, format: Format): Face {
  const words = shardRouterWords[format.language].face;
  const [skew, shards] = now.gauges;
  const template = skew > EVEN ? words.hot : words.shards;
  const values = { skew: Math.round(skew * 10) / 10, shards: Math.round(shards) };
  return {
    value: now.hasData ? format.number(now.arrivedPerSec) : '–',
    unit: format.perSecond,
    sub: now.hasData ? fill(template, values, format) : '',
  };
}

function tag({ scheme }: ShardRouterParams, format: Format): string {
  return shardRouterWords[format.language].options[`scheme.${scheme}`];
}

export const shardRouterView = { icon: Waypoints, group: 'keep', key: 'R', face, tag } as const;
