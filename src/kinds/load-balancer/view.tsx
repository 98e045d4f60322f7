/** The load balancer's card: how much passes, and to how many it can still send. */
import { Split } from 'lucide-react';
import { fill } from '../../i18n/fill.ts';
import type { Format } from '../../i18n/format.ts';
import type { Face, NodeFigures } from '../view.ts';
import type { LoadBalancerParams } from './params.ts';
import { loadBalancerWords } from './words.ts';

/** Gauges: targets in rotation, targets in all, probes missed in the slice. */
function face(now: NodeFigures, params: LoadBalancerParams, format: Format): Face {
  return {
    value: now.hasData ? format.number(now.arrivedPerSec) : '–',
    unit: format.perSecond,
    sub: targetsText(now, params, format),
  };
}

function targetsText(now: NodeFigures, params: LoadBalancerParams, format: Format): string {
  const words = loadBalancerWords[format.language];
  // A slice in which a target went out has a fraction of it; the lower whole number is what is left.
  const up = Math.floor(now.gauges[0]);
  const all = Math.round(now.gauges[1]);
  if (!now.hasData || up >= all) return words.options[`algorithm.${params.algorithm}`];
  if (up === 0) return words.face.noneUp;
  return fill(words.face.someUp, { up, all }, format);
}

export const loadBalancerView = { icon: Split, group: 'serve', key: 'L', face } as const;
