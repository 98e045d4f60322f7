/** The browser's storage, or one that lasts as long as the tab where that is forbidden (a private window). */
import type { Storage } from '../stores/autosave.ts';

export function workStorage(): Storage {
  try {
    // Merely reading the property throws where storage is forbidden.
    const { localStorage } = globalThis;
    localStorage.getItem('');
    return localStorage;
  } catch {
    const kept = new Map<string, string>();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
    };
  }
}
