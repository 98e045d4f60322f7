/** A part of the page in which nothing can be changed for now: its controls say why instead of acting. */
import { createContext, useContext } from 'react';

export interface Lock {
  /** One sentence, in the user's language. */
  readonly reason: string;
  /** Somebody tried a control all the same. */
  readonly onTry: () => void;
}

/** Null: nothing is locked. */
export const LockContext = createContext<Lock | null>(null);

export function useLock(): Lock | null {
  return useContext(LockContext);
}
