/** The web server's card: how busy its slots are. */
import { Server } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import { type Face, instancesUp, type NodeFigures } from '../view.ts';
import type { WebServerParams } from './params.ts';
import { webServerWords } from './words.ts';

/** Gauges: instances up, busy slots. */
function face(now: NodeFigures, params: WebServerParams, format: Format): Face {
  const words = webServerWords[format.language].face;
  return {
    value: now.hasData ? format.percent(now.utilization) : '–',
    unit: words.busy,
    sub: serversText(now, params, format),
  };
}

function serversText(now: NodeFigures, { instances }: WebServerParams, format: Format): string {
  const words = webServerWords[format.language].face;
  const up = instancesUp(now);
  if (now.hasData && up < now.instances.length) {
    return fill(words.someUp, { up, all: now.instances.length }, format);
  }
  const servers = fill(words.servers, { servers: instances }, format);
  // Less than one on average is the ordinary coming and going of a queue that empties.
  if (!now.hasData || now.waiting < 1) return servers;
  const waiting = fill(words.waiting, { number: Math.round(now.waiting) }, format);
  return `${servers} · ${waiting}`;
}

export const webServerView = { icon: Server, group: 'serve', key: 'W', face } as const;
