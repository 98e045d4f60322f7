/**
 * The page's words: both languages bundled, keys checked by the compiler, Korean particles fitted to the word before.
 * Leaves out the kinds' own words (they live in the kinds' folders) and the choice of language (a setting of the
 * session: the app hands it in).
 */
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { type Language, languages } from '../base/language.ts';
import { en } from './en.ts';
import { type Format, formats } from './format.ts';
import { ko } from './ko.ts';
import { fitParticles } from './particles.ts';

export { useTranslation } from 'react-i18next';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    returnNull: false;
    resources: { translation: typeof en };
  }
}

/** Call once, before the first render; the words are bundled, so this does not wait for anything. */
export function initI18n(language: Language): void {
  i18next
    .use({ type: 'postProcessor', name: 'particles', process: fitParticles })
    .use(initReactI18next);
  void i18next.init({
    lng: language,
    fallbackLng: 'en',
    supportedLngs: [...languages],
    resources: { en: { translation: en }, ko: { translation: ko } },
    // React escapes what it renders.
    interpolation: { escapeValue: false },
    postProcess: ['particles'],
    initAsync: false,
    // The console is for faults.
    showSupportNotice: false,
    returnNull: false,
  });
  markDocument(language);
}

export function setLanguage(language: Language): void {
  void i18next.changeLanguage(language);
  markDocument(language);
}

export function currentLanguage(): Language {
  return i18next.language === 'ko' ? 'ko' : 'en';
}

/** For code outside components; inside them `useTranslation` renders again when the language changes. */
export const t = i18next.t;

/** The formatters of the language on the page. */
export function useFormat(): Format {
  // Subscribes to the language.
  useTranslation();
  return formats(currentLanguage());
}

/** Screen readers choose their voice, and the browser its fonts and line breaks, by this. */
function markDocument(language: Language): void {
  if (typeof document !== 'undefined') document.documentElement.lang = language;
}
