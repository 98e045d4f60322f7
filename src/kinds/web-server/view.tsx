/** The web server's card: how busy its slots are, how long a request stays, and which servers come or go. */
import { Server } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import {
  type Face,
  type InstanceState,
  instancesIn,
  instancesUp,
  type NodeFigures,
  type Tag,
} from '../view.ts';
import type { WebServerParams } from './params.ts';
import { webServerWords } from './words.ts';

/** Gauges: instances up, busy slots. */
function face(now: NodeFigures, params: WebServerParams, format: Format): Face {
  const words = webServerWords[format.language].face;
  return {
    value: now.hasData ? format.percent(now.utilization) : '–',
    unit: words.busy,
    sub: stateText(now, params, format),
  };
}

function stateText(now: NodeFigures, { autoscale }: WebServerParams, format: Format): string {
  const words = webServerWords[format.language].face;
  const up = instancesUp(now);
  const all = now.instances.length - instancesIn(now, 'gone');
  if (!now.hasData) return '';
  // The corner tells of those that are to come or to go.
  const isScaling = autoscale !== null && changing.some((state) => instancesIn(now, state) > 0);
  if (up < all && !isScaling) return fill(words.someUp, { up, all }, format);
  return now.latencyMs > 0 ? fill(words.mean, { latencyMs: now.latencyMs }, format) : '';
}

/** Of an autoscaled server, the most telling first. */
const changing = ['starting', 'draining', 'cold'] as const;

/** How many are on their way, whatever the line below says of failures; else how many there are. */
function tag(
  { autoscale }: WebServerParams,
  format: Format,
  instances: readonly InstanceState[],
): Tag {
  const words = webServerWords[format.language].face;
  for (const state of autoscale ? changing : []) {
    const number = instancesIn({ instances }, state);
    if (number > 0) return { text: fill(words[state], { number }, format), isChange: true };
  }
  const servers = instances.length - instancesIn({ instances }, 'gone');
  // One server is what a card shows anyway.
  const text = servers === 1 ? '' : fill(words.servers, { servers }, format);
  return { text, isChange: false };
}

export const webServerView = { icon: Server, group: 'serve', key: 'W', face, tag } as const;
