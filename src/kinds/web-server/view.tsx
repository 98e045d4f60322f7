/** The web server's card: how busy its slots are, and how long a request stays. */
import { Server } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import { type Face, instancesIn, instancesUp, type NodeFigures } from '../view.ts';
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

function stateText(now: NodeFigures, params: WebServerParams, format: Format): string {
  const words = webServerWords[format.language].face;
  const up = instancesUp(now);
  const all = now.instances.length - instancesIn(now, 'gone');
  if (!now.hasData) return '';
  for (const state of ['starting', 'draining', 'cold'] as const) {
    const number = instancesIn(now, state);
    const isScaling = params.autoscale !== null && number > 0;
    if (isScaling) return fill(words[state], { number }, format);
  }
  if (up < all) return fill(words.someUp, { up, all }, format);
  return now.latencyMs > 0 ? fill(words.mean, { latencyMs: now.latencyMs }, format) : '';
}

/** One server is what a card shows anyway. */
function tag({ instances }: WebServerParams, format: Format): string {
  if (instances === 1) return '';
  return fill(webServerWords[format.language].face.servers, { servers: instances }, format);
}

export const webServerView = { icon: Server, group: 'serve', key: 'W', face, tag } as const;
