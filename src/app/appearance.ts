/** Theme, language and title of the page, kept in step with the session and the document. */
import { setLanguage } from '../i18n/i18n.ts';
import { documentStore } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';

export function keepAppearance(): void {
  const isDark = matchMedia('(prefers-color-scheme: dark)');
  isDark.addEventListener('change', showTheme);
  sessionStore.subscribe((state, before) => {
    if (state.theme !== before.theme) showTheme();
    if (state.language !== before.language) {
      void setLanguage(state.language);
      void loadFonts();
    }
  });
  // The first document is opened after this; until then the page has its own name.
  documentStore.subscribe(showTitle);
  showTheme();
  void loadFonts();

  function showTheme(): void {
    const { theme } = sessionStore.getState();
    const resolved = theme === 'system' ? (isDark.matches ? 'dark' : 'light') : theme;
    document.documentElement.dataset.theme = resolved;
  }
}

function showTitle(): void {
  const { name } = documentStore.getState().scenario;
  document.title = `${name} · Spillway`;
}

/** Korean type is large and in many files: it is asked for only where Korean is read. */
async function loadFonts(): Promise<void> {
  if (sessionStore.getState().language !== 'ko') return;
  await import('pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css');
}
