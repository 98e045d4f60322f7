/** The queue's card: how much waits in it, and what became of the rest. */
import { Columns3 } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import { type Face, instancesUp, type NodeFigures } from '../view.ts';
import type { QueueParams } from './params.ts';
import { queueWords } from './words.ts';

/** Gauges: messages waiting and messages delivered but not acknowledged, at the slice's end; dead letters so far. */
function face(now: NodeFigures, _params: QueueParams, format: Format): Face {
  const words = queueWords[format.language].face;
  return {
    value: now.hasData ? format.number(Math.round(now.gauges[0])) : '–',
    unit: words.waiting,
    sub: fateText(now, format),
  };
}

function fateText(now: NodeFigures, format: Format): string {
  const words = queueWords[format.language].face;
  const inFlight = Math.round(now.gauges[1]);
  const dead = Math.round(now.gauges[2]);
  if (!now.hasData) return '';
  if (instancesUp(now) === 0) return words.down;
  if (dead > 0) return fill(words.deadLetters, { dead }, format);
  return fill(words.inFlight, { number: inFlight }, format);
}

function tag({ durable }: QueueParams, format: Format): string {
  const words = queueWords[format.language].face;
  return durable ? words.durable : words.inMemory;
}

export const queueView = { icon: Columns3, group: 'keep', key: 'Q', face, tag } as const;
