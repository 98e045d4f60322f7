/**
 * What was looked at when a link was made: the part of the drawing in sight, the speed, what is selected, the charts.
 * It says how to look at a run and changes nothing about it; ids that no longer mean anything are passed over by
 * whoever shows it.
 */

import { type TextProblem, textProblem } from '../base/text-problems.ts';
import { limits } from '../scenario/limits.ts';

/** A part of the drawing, in its own coordinates: it fits any screen, where a zoom would not. */
export interface Sight {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LinkView {
  /** Left out where all of the drawing is shown. */
  readonly sight?: Sight;
  /** Simulated seconds a wall second. */
  readonly speed?: number;
  /** Id of a node or an edge. */
  readonly selected?: string;
  /** Charts shown or hidden by hand. */
  readonly charts?: Readonly<Record<string, boolean>>;
}

/** As the envelope has it: camera, pace, node or edge, graphs. */
interface PackedView {
  readonly c?: readonly number[];
  readonly p?: number;
  readonly n?: string;
  readonly g?: Readonly<Record<string, 0 | 1>>;
}

/** Coordinates of drawings are bounded by their schema at a million; a camera may stand a screen beside. */
const PLACE_MAX = 1e7;
const SPEED = { min: 1e-6, max: 1e6 };
/** More charts than there will ever be. */
const CHARTS_MAX = 64;

/** Undefined where there is nothing to say. */
export function packView(view: LinkView): PackedView | undefined {
  const { sight, speed, selected, charts = {} } = view;
  const hasCharts = Object.keys(charts).length > 0;
  const packed: PackedView = {
    ...(sight && { c: [sight.x, sight.y, sight.width, sight.height].map(Math.round) }),
    ...(speed !== undefined && { p: speed }),
    ...(selected !== undefined && { n: selected }),
    ...(hasCharts && {
      g: Object.fromEntries(Object.entries(charts).map(([id, isOn]) => [id, isOn ? 1 : 0])),
    }),
  };
  return Object.keys(packed).length > 0 ? packed : undefined;
}

export type ViewResult =
  | { readonly ok: true; readonly view: LinkView }
  /** What was expected. */
  | { readonly ok: false; readonly expected: TextProblem };

/** Reads what a link holds as its view: untrusted. */
export function unpackView(value: unknown): ViewResult {
  if (value === undefined) return { ok: true, view: {} };
  if (!isObject(value)) return { ok: false, expected: textProblem('viewObject') };
  const { c, p, n, g } = value;
  const sight = c === undefined ? undefined : sightOf(c);
  if (sight === null) {
    return { ok: false, expected: textProblem('viewSight') };
  }
  if (p !== undefined && !isWithin(p, SPEED)) {
    return { ok: false, expected: textProblem('viewSpeed', SPEED) };
  }
  if (n !== undefined && !(typeof n === 'string' && n.length <= limits.idLength)) {
    return { ok: false, expected: textProblem('viewId', { most: limits.idLength }) };
  }
  const charts = g === undefined ? undefined : chartsOf(g);
  if (charts === null) return { ok: false, expected: textProblem('viewCharts') };
  return {
    ok: true,
    view: {
      ...(sight && { sight }),
      ...(p !== undefined && { speed: p as number }),
      ...(n !== undefined && { selected: n }),
      ...(charts && { charts }),
    },
  };
}

function sightOf(value: unknown): Sight | null {
  if (!Array.isArray(value) || value.length !== 4) return null;
  if (!value.every((each) => isWithin(each, { min: -PLACE_MAX, max: PLACE_MAX }))) return null;
  const [x, y, width, height] = value as [number, number, number, number];
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

function chartsOf(value: unknown): Record<string, boolean> | null {
  if (!isObject(value)) return null;
  const entries = Object.entries(value);
  const isFine = entries.every(
    ([id, isOn]) => id.length <= limits.idLength && (isOn === 0 || isOn === 1),
  );
  if (!isFine || entries.length > CHARTS_MAX) return null;
  return Object.fromEntries(entries.map(([id, isOn]) => [id, isOn === 1]));
}

function isWithin(value: unknown, { min, max }: { readonly min: number; readonly max: number }) {
  return typeof value === 'number' && value >= min && value <= max;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
