/**
 * How a link wants to be looked at: what stands beside its payload, as in `#s=…&readonly=1&t=12.5`. People write these
 * by hand, so that what cannot be understood is said, not guessed. Settings that a reader does not know are ignored.
 */

import { type TextProblem, textProblem } from '../base/text-problems.ts';

export interface LinkSettings {
  /** A figure in someone's article: the canvas and a player, nothing else. */
  readonly isEmbedded: boolean;
  /** Everything can be watched, nothing changed. */
  readonly isReadOnly: boolean;
  /** Null where the link leaves it open. */
  readonly isAutoplay: boolean | null;
  /** Where the time cursor stands, simulated milliseconds, whole microseconds; null where the link names no moment. */
  readonly atMs: number | null;
}

export const noSettings: LinkSettings = {
  isEmbedded: false,
  isReadOnly: false,
  isAutoplay: null,
  atMs: null,
};

export type SettingsResult =
  | { readonly ok: true; readonly settings: LinkSettings }
  | { readonly ok: false; readonly problem: TextProblem };

/** A million days of simulated time: far beyond any run. Microseconds are exact for the first hundred thousand days. */
const SECONDS_MAX = 8.64e10;
/** Longer than any time that is meant. */
const TIME_LENGTH_MAX = 32;

/** Reads the parts between `&` of a fragment or of a query; the first of a name counts. */
export function readSettings(parts: readonly string[]): SettingsResult {
  const textOf = (name: string) => {
    const part = parts.find((each) => each.startsWith(`${name}=`));
    return part === undefined ? null : part.slice(name.length + 1);
  };
  const switches: (boolean | null)[] = [];
  for (const name of ['embed', 'readonly', 'autoplay']) {
    const value = textOf(name);
    if (value !== null && value !== '0' && value !== '1') {
      return { ok: false, problem: textProblem('linkSwitch', { name }) };
    }
    switches.push(value === null ? null : value === '1');
  }
  const time = textOf('t');
  const atMs = time === null ? null : millisecondsOf(time);
  if (time !== null && atMs === null) {
    const examples = { example: 't=12.5', other: 't=0.000250' };
    return { ok: false, problem: textProblem('linkMoment', examples) };
  }
  const [isEmbedded, isReadOnly, isAutoplay] = switches as [boolean, boolean, boolean | null];
  return {
    ok: true,
    settings: {
      isEmbedded: isEmbedded ?? false,
      isReadOnly: isReadOnly ?? false,
      isAutoplay: isAutoplay ?? null,
      atMs,
    },
  };
}

/** `&t=12.5&readonly=1`: only what differs from a plain link. */
export function writeSettings(settings: Partial<LinkSettings>): string {
  const { isEmbedded, isReadOnly, isAutoplay = null, atMs = null } = settings;
  return [
    ...(isEmbedded ? ['embed=1'] : []),
    ...(isReadOnly ? ['readonly=1'] : []),
    ...(isAutoplay === null ? [] : [`autoplay=${isAutoplay ? 1 : 0}`]),
    ...(atMs === null ? [] : [`t=${secondsText(atMs)}`]),
  ]
    .map((part) => `&${part}`)
    .join('');
}

/** Seconds as people write them: `12`, `12.5`, `12.000250`, `12s`; no sign and no exponent. */
function millisecondsOf(text: string): number | null {
  if (text.length > TIME_LENGTH_MAX) return null;
  const match = /^(\d+)(?:\.(\d+))?s?$/.exec(text);
  if (!match) return null;
  const seconds = Number(match[1]);
  if (seconds > SECONDS_MAX) return null;
  // Digit by digit: 12.00025 s are exactly 12,000,250 µs. What is finer is cut, as the clock cuts it.
  const micros = Number((match[2] ?? '').padEnd(6, '0').slice(0, 6));
  return (seconds * 1e6 + micros) / 1000;
}

function secondsText(atMs: number): string {
  const micros = Math.max(0, Math.round(atMs * 1000));
  const whole = Math.floor(micros / 1e6);
  const rest = String(micros % 1e6)
    .padStart(6, '0')
    .replace(/0+$/, '');
  return rest === '' ? String(whole) : `${whole}.${rest}`;
}
