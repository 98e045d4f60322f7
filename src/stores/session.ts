/**
 * The session: what is looked at and how. Never undone, never shared; theme and language outlive the tab.
 */
import { createStore } from 'zustand/vanilla';
import { type Language, languages } from '../base/language.ts';

export type Selection = { readonly type: 'node' | 'edge' | 'zone' | 'note'; readonly id: string };
export type Theme = 'system' | 'light' | 'dark';
export type InspectorTab = 'params' | 'now' | 'about';
/** What lies over the canvas; one at a time. */
export type OpenPanel =
  | 'palette'
  | 'inspector'
  | 'examples'
  | 'share'
  | 'keys'
  | 'connect'
  | 'partition'
  | 'commands'
  | 'modelled'
  | 'outline'
  | null;
export type Tone = 'plain' | 'good' | 'bad' | 'promote';

export interface Toast {
  /** Grows by one a toast, so that the same words twice are two toasts. */
  readonly number: number;
  /** Already in the user's language. */
  readonly text: string;
  readonly tone: Tone;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface SessionState {
  readonly selection: Selection | null;
  readonly theme: Theme;
  readonly language: Language;
  readonly inspectorTab: InspectorTab;
  readonly openPanel: OpenPanel;
  /** The page is a figure in someone's article: a canvas and a player. */
  readonly isFigure: boolean;
  /** Why the figure has nothing to show. */
  readonly figureProblem: string | null;
  /** What the panel of what is modelled tells about: a kind or another part of the simulator. */
  readonly modelledTopic: string;
  /** The cache that is open over the canvas: its node. */
  readonly openedCache: string | null;
  readonly toast: Toast | null;
  /** Last sentence for screen readers; shown to nobody else. */
  readonly announcement: string;
}

/** What a palette item carries while it is dragged onto the canvas. */
export const KIND_DRAG_TYPE = 'application/x-spillway-kind';

const THEME_KEY = 'spillway.theme';
const LANGUAGE_KEY = 'spillway.language';

export const sessionStore = createStore<SessionState>(() => ({
  selection: null,
  theme: oneOf(read(THEME_KEY), ['system', 'light', 'dark']) ?? 'system',
  language: oneOf(read(LANGUAGE_KEY), languages) ?? browserLanguage(),
  inspectorTab: 'params',
  openPanel: null,
  isFigure: false,
  figureProblem: null,
  modelledTopic: 'engine',
  openedCache: null,
  toast: null,
  announcement: '',
}));

export function select(selection: Selection | null): void {
  const before = sessionStore.getState().selection;
  if (before?.id === selection?.id && before?.type === selection?.type) return;
  sessionStore.setState({ selection });
}

export function setTheme(theme: Theme): void {
  write(THEME_KEY, theme);
  sessionStore.setState({ theme });
}

export function setLanguage(language: Language): void {
  write(LANGUAGE_KEY, language);
  // What is said in the other language would stay in it.
  sessionStore.setState({ language, toast: null });
}

export function setFigure(isFigure: boolean, figureProblem: string | null = null): void {
  sessionStore.setState({ isFigure, figureProblem });
}

export function openPanel(panel: OpenPanel): void {
  sessionStore.setState({ openPanel: panel });
}

/** Looks into a cache, in the place of the canvas; null: back to the drawing. */
export function openCache(node: string | null): void {
  sessionStore.setState(
    node === null ? { openedCache: null } : { openedCache: node, openPanel: null },
  );
}

/** What the simulator makes of a part, and what it leaves out. */
export function openModelled(modelledTopic = sessionStore.getState().modelledTopic): void {
  sessionStore.setState({ openPanel: 'modelled', modelledTopic });
}

export function setInspectorTab(inspectorTab: InspectorTab): void {
  sessionStore.setState({ inspectorTab });
}

export function showToast(toast: Omit<Toast, 'number' | 'tone'> & { readonly tone?: Tone }): void {
  const number = (sessionStore.getState().toast?.number ?? toastsShown) + 1;
  toastsShown = number;
  sessionStore.setState({ toast: { tone: 'plain', ...toast, number } });
}
let toastsShown = 0;

export function dismissToast(number: number): void {
  if (sessionStore.getState().toast?.number === number) sessionStore.setState({ toast: null });
}

/** Tells screen readers politely. The same words again still count: a space makes them differ. */
export function announce(text: string): void {
  const before = sessionStore.getState().announcement;
  sessionStore.setState({ announcement: before === text ? `${text} ` : text });
}

function browserLanguage(): Language {
  return typeof navigator !== 'undefined' && navigator.language?.startsWith('ko') ? 'ko' : 'en';
}

function oneOf<const T extends string>(value: string | null, options: readonly T[]): T | null {
  return options.find((option) => option === value) ?? null;
}

// Storage can be missing (Node) or forbidden (a private window): the session then lasts as long as the tab.
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above.
  }
}
