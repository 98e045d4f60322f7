/**
 * What happened, told: one sentence for every event of a run, in the kind's own words where it has some. Pure, so that
 * the story panel, the time bar's tooltips and a test all say the same.
 */
import { dictionary } from './dictionary.ts';
import { fill, type Values } from './fill.ts';
import type { Format } from './format.ts';

/** The part of a timeline event that a sentence needs. */
export interface ToldEvent {
  readonly event: string;
  /** 0-based, or -1 for the node as a whole. */
  readonly instance: number;
  readonly data: Values;
}

export interface Telling {
  /** The node's name on the canvas. */
  readonly label: string;
  /** The kind's own sentences, in the format's language. */
  readonly events: Readonly<Record<string, string>>;
  /** Names of other nodes that the event mentions, by id. */
  readonly labelOf: (id: string) => string;
  readonly format: Format;
}

/** A sentence with its beginning apart, so that it can be set in bold: what happened, then what follows. */
export interface Told {
  readonly lead: string;
  readonly rest: string;
}

export function sentence(told: ToldEvent, telling: Telling): string {
  return fill(templateOf(told, telling), valuesOf(told, telling), telling.format);
}

export function sentenceParts(told: ToldEvent, telling: Telling): Told {
  const whole = sentence(told, telling);
  // A full stop inside a name or a figure is not followed by a space.
  const end = /[.!?] /.exec(whole)?.index;
  if (end === undefined) return { lead: whole, rest: '' };
  return { lead: whole.slice(0, end + 1), rest: whole.slice(end + 2) };
}

/** `web #2` for one of several instances, counted from 1 as people do. */
export function instanceLabel(label: string, instance: number): string {
  return instance < 0 ? label : `${label} #${instance + 1}`;
}

/** An event may have a sentence for each of its modes or reasons: `crashed.hang`. */
function templateOf({ event, data }: ToldEvent, { events, format }: Telling): string {
  const shared: Readonly<Record<string, string>> = dictionary(format.language).events;
  const variant = data.mode ?? data.reason;
  const names = variant === undefined ? [event] : [`${event}.${variant}`, event];
  for (const words of [events, shared]) {
    for (const name of names) {
      const template = words[name];
      if (template !== undefined) return template;
    }
  }
  return shared.unknown ?? event;
}

function valuesOf({ event, instance, data }: ToldEvent, telling: Telling): Values {
  const { target } = data;
  if (typeof target !== 'string') {
    return { ...data, event, node: instanceLabel(telling.label, instance) };
  }
  // The instance of an event that names a target is the target's.
  return {
    ...data,
    event,
    node: telling.label,
    target: instanceLabel(telling.labelOf(target), instance),
  };
}
