/**
 * What happened, told: one sentence for every event of a run, in the kind's own words where it has some. Pure, so that
 * the story panel, the time bar's tooltips and a test all say the same.
 */
import { causeName, dictionary } from './dictionary.ts';
import { fill, type Values } from './fill.ts';
import type { Format } from './format.ts';

/** The part of a timeline event that a sentence needs. */
export interface ToldEvent {
  readonly event: string;
  /** 0-based, or -1 for the node as a whole. */
  readonly instance: number;
  readonly data: Values;
  readonly told?: Values;
}

/** A node's name on the canvas, and how many instances it stands for. */
export interface Named {
  readonly label: string;
  readonly instances: number;
}

export interface Telling {
  /** The node that the event happened to. */
  readonly node: Named;
  /** Its kind's own sentences, in the format's language. */
  readonly events: Readonly<Record<string, string>>;
  /** Other nodes that the event mentions, by id. */
  readonly named: (id: string) => Named;
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
export function instanceLabel({ label, instances }: Named, instance: number): string {
  return instance < 0 || instances === 1 ? label : `${label} #${instance + 1}`;
}

/** An event may have a sentence for each of its modes or reasons: `crashed.hang`. */
function templateOf({ event, data, told }: ToldEvent, { events, format }: Telling): string {
  const shared: Readonly<Record<string, string>> = dictionary(format.language).events;
  const variant = data.mode ?? data.reason ?? told?.reason;
  const names = variant === undefined ? [event] : [`${event}.${variant}`, event];
  for (const words of [events, shared]) {
    for (const name of names) {
      const template = words[name];
      if (template !== undefined) return template;
    }
  }
  return shared.unknown ?? event;
}

function valuesOf(
  { event, instance, data, told }: ToldEvent,
  { node, named, format }: Telling,
): Values {
  const values: Record<string, number | string> = {
    ...told,
    ...data,
    event,
    node: instanceLabel(node, instance),
  };
  if (typeof data.target === 'string') {
    const targetInstance = typeof data.instance === 'number' ? data.instance : -1;
    values.target = instanceLabel(named(data.target), targetInstance);
  }
  if (typeof data.cause === 'string') values.cause = causeName(format.language, data.cause);
  return values;
}
