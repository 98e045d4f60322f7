/** Whether the account of what went wrong has the story's room. */
import { createStore } from 'zustand/vanilla';

export const reportStore = createStore<{ readonly isOpen: boolean }>(() => ({ isOpen: false }));

export function toggleReport(): void {
  reportStore.setState(({ isOpen }) => ({ isOpen: !isOpen }));
}
