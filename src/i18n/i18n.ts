/**
 * The page's words: keys checked by the compiler, one syntax of sentences (fill.ts).
 * Leaves out the kinds' own words (they live in the kinds' folders) and the choice of language (a setting of the
 * session: the app hands it in).
 */
import { useSyncExternalStore } from 'react';
import type { Language } from '../base/language.ts';
import { type Dictionary, dictionary, loadDictionary } from './dictionary.ts';
import { fill, type Values } from './fill.ts';
import { type Format, formats } from './format.ts';
import { hasRest, loadRest, onRest } from './later.ts';
import type { KeyOf } from './shape.ts';

/** A sentence of the shared words, by its path. */
export type Key = KeyOf<Dictionary>;

export type Translate = (key: Key, values?: Values) => string;

let current: Language = 'en';
let wanted: Language = 'en';
const listeners = new Set<() => void>();

/** Wait for it before the first render, so that nobody sees the page change its language. */
export const initI18n = setLanguage;

export async function setLanguage(language: Language): Promise<void> {
  wanted = language;
  try {
    await loadDictionary(language);
  } catch {
    // The words cannot be had, offline or after a new release: the language on screen stays.
    return;
  }
  // Changed back while the words were on their way: the last wish counts.
  if (language !== wanted) return;
  current = language;
  // Screen readers choose their voice, and the browser its fonts and line breaks, by this.
  if (typeof document !== 'undefined') document.documentElement.lang = language;
  for (const listener of listeners) listener();
}

export function currentLanguage(): Language {
  return current;
}

/** For code outside components, in the language of the moment. */
export const t: Translate = (key, values) => translatorOf(current)(key, values);

/** For components: they render again when the language changes or more words come, and `t` is another function then. */
export function useTranslation(): { readonly t: Translate } {
  return { t: useSyncExternalStore(subscribe, currentTranslator) };
}

/** The formatters of the language on the page. */
export function useFormat(): Format {
  return formats(useSyncExternalStore(subscribe, currentLanguage));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const translators = new Map<Dictionary, Translate>();

const currentTranslator = () => translatorOf(current);

onRest(() => {
  translators.clear();
  for (const listener of listeners) listener();
});

/** The same function for the same words, so that what depends on it is not made again. */
function translatorOf(language: Language): Translate {
  const words = dictionary(language);
  const known = translators.get(words);
  if (known) return known;
  const translate: Translate = (key, values = {}) =>
    fill(sentenceAt(words, key), values, formats(language));
  translators.set(words, translate);
  return translate;
}

type Tree = { readonly [name: string]: string | Tree };

/** By type every key is there. One whose words are still to come asks for them, and is silent until then. */
function sentenceAt(words: Tree, key: string): string {
  let found: string | Tree | undefined = words;
  for (const name of key.split('.')) {
    if (typeof found === 'string') break;
    found = found?.[name];
  }
  if (typeof found === 'string') return found;
  if (hasRest()) return key;
  // Offline they are asked for again with the next.
  void loadRest().catch(() => undefined);
  return '';
}
