/**
 * The page's words: both languages bundled, keys checked by the compiler, one syntax of sentences (fill.ts).
 * Leaves out the kinds' own words (they live in the kinds' folders) and the choice of language (a setting of the
 * session: the app hands it in).
 *
 * Why not a package: the one that suits React is 17 kB compressed of the first view, for plurals and places that the
 * kinds' sentences need anyway.
 */
import { useSyncExternalStore } from 'react';
import { type Language, languages } from '../base/language.ts';
import { type Dictionary, dictionary } from './dictionary.ts';
import { fill, type Values } from './fill.ts';
import { type Format, formats } from './format.ts';
import type { KeyOf } from './shape.ts';

/** A sentence of the shared words, by its path. */
export type Key = KeyOf<Dictionary>;

export type Translate = (key: Key, values?: Values) => string;

let current: Language = 'en';
const listeners = new Set<() => void>();

/** Call once, before the first render. */
export function initI18n(language: Language): void {
  setLanguage(language);
}

export function setLanguage(language: Language): void {
  current = language;
  // Screen readers choose their voice, and the browser its fonts and line breaks, by this.
  if (typeof document !== 'undefined') document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

export function currentLanguage(): Language {
  return current;
}

/** For code outside components, in the language of the moment. */
export const t: Translate = (key, values) => translators[current](key, values);

/** For components: they render again when the language changes, and `t` is another function then. */
export function useTranslation(): { readonly t: Translate } {
  const language = useSyncExternalStore(subscribe, currentLanguage);
  return { t: translators[language] };
}

/** The formatters of the language on the page. */
export function useFormat(): Format {
  return formats(useSyncExternalStore(subscribe, currentLanguage));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const translators = Object.fromEntries(
  languages.map((language) => [language, translator(language)]),
) as Readonly<Record<Language, Translate>>;

function translator(language: Language): Translate {
  const sentences = new Map<string, string>();
  collect(dictionary(language), '', sentences);
  // By type every key is there; one that is not shows itself.
  return (key, values = {}) => fill(sentences.get(key) ?? key, values, formats(language));
}

type Tree = { readonly [name: string]: string | Tree };

function collect(tree: Tree, prefix: string, into: Map<string, string>): void {
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'string') into.set(prefix + name, value);
    else collect(value, `${prefix}${name}.`, into);
  }
}
