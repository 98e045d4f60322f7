/** The stores, for React: a component subscribes to the part that it shows. */
import { useStore } from 'zustand';
import { type DocumentState, documentStore } from './document.ts';
import { type SessionState, sessionStore } from './session.ts';

export function useDocument<T>(part: (state: DocumentState) => T): T {
  return useStore(documentStore, part);
}

export function useSession<T>(part: (state: SessionState) => T): T {
  return useStore(sessionStore, part);
}
