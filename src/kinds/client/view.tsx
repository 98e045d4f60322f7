/** The client's card: how much it asks for, and of what. */
import { UserRound } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import type { OperationType } from '../fields.ts';
import type { Face, NodeFigures } from '../view.ts';
import type { Arrival, ClientParams, Keys } from './params.ts';
import { clientWords } from './words.ts';

/** Gauges: offered rate a second, retries in the slice, users of a closed loop. */
function face(now: NodeFigures, params: ClientParams, format: Format): Face {
  const [offeredPerSec] = now.gauges;
  const perSec = now.hasData ? offeredPerSec : setRatePerSec(params.arrival);
  return {
    value: perSec === null ? '–' : format.number(perSec),
    unit: format.perSecond,
    sub: [whoText(params, format), keysText(params.keys, format)].join(' · '),
  };
}

/** What the params promise before a run has measured anything; a closed loop's rate is an outcome. */
function setRatePerSec(arrival: Arrival): number | null {
  if (arrival.process === 'closed') return null;
  return arrival.process === 'schedule' ? arrival.points[0]!.ratePerSec : arrival.ratePerSec;
}

function whoText({ arrival, operations }: ClientParams, format: Format): string {
  const words = clientWords[format.language].face;
  if (arrival.process === 'closed') {
    return fill(words.users, { users: arrival.users }, format);
  }
  return mixText(operations, format);
}

/** The type asked for most, with its share where there is another. */
function mixText(operations: ClientParams['operations'], format: Format): string {
  const words = clientWords[format.language].face;
  const weights = new Map<OperationType, number>();
  let total = 0;
  for (const { type, weight } of operations) {
    weights.set(type, (weights.get(type) ?? 0) + weight);
    total += weight;
  }
  const [type, weight] = [...weights].reduce((most, next) => (next[1] > most[1] ? next : most));
  const name = words[type];
  if (weights.size === 1) return name;
  const share = format.percent(weight / total);
  return fill(words.mix, { share, type: name }, format);
}

function keysText({ distribution, exponent }: Keys, format: Format): string {
  return fill(clientWords[format.language].face[distribution], { exponent }, format);
}

export const clientView = { icon: UserRound, group: 'traffic', key: 'C', face } as const;
