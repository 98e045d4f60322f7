/**
 * The browser's storage, or one that lasts as long as the tab: where that is forbidden (a private window), and in a
 * figure, which shows what its article wants and must not touch anybody's work.
 */
import type { Storage } from '../stores/autosave.ts';
import { isFigureAddress } from './figure-address.ts';

export function workStorage(): Storage {
  return (isFigureAddress() ? null : browserStorage()) ?? tabStorage();
}

function browserStorage(): Storage | null {
  try {
    // Merely reading the property throws where storage is forbidden.
    const { localStorage } = globalThis;
    localStorage.getItem('');
    return localStorage;
  } catch {
    return null;
  }
}

function tabStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}
