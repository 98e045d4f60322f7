import type { Language } from '../base/language.ts';

/** The shape of a kind's words: every language in full, so that a missing translation does not compile. */
export interface FieldWords {
  readonly label: string;
  /** One plain sentence: what changing it does. */
  readonly help: string;
}

export interface KindWords {
  readonly name: string;
  /** One sentence that teaches: what it is for, for the palette and the inspector. */
  readonly teaches: string;
  /** By path of the param: `healthCheck.intervalMs`. */
  readonly fields: Readonly<Record<string, FieldWords>>;
  /** Names of choices, by `path.option`. */
  readonly options: Readonly<Record<string, string>>;
  /** Units and lines of the card on the canvas, in the syntax of `i18n/fill.ts`. */
  readonly face: Readonly<Record<string, string>>;
  /** Sentences of this kind's events, by event name, in the syntax of `i18n/fill.ts`. */
  readonly events: Readonly<Record<string, string>>;
}

export type WordsOf = Readonly<Record<Language, KindWords>>;
