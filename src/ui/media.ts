/** Media queries for React. */
import { useSyncExternalStore } from 'react';

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    () => matchMedia(query).matches,
    () => false,
  );
}

/** The width below which panels become sheets; the same number stands in the style sheets. */
export const PHONE = '(max-width: 720px)';
/** A phone held upright. */
export const UPRIGHT = '(max-width: 720px) and (orientation: portrait)';
