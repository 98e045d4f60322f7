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

/** Too narrow or too low for panels beside the canvas, which become sheets; the style sheets say the same. */
export const PHONE = '(max-width: 720px), (max-height: 480px)';
/** A phone lying on its side: it has width to spare and no height. */
export const LOW = '(max-height: 480px)';
/** A phone or a tablet held upright: the canvas is higher than wide. */
export const UPRIGHT =
  '(max-width: 720px) and (orientation: portrait), (max-width: 1100px) and (max-aspect-ratio: 4/5)';
