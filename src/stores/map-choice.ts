/** Whether the map of the drawing is shown: a matter of taste, so it outlives the tab and never enters the document. */
import { createStore } from 'zustand/vanilla';

const KEY = 'spillway.map';

export const mapChoiceStore = createStore<{ readonly isShown: boolean }>(() => ({
  isShown: read(),
}));

export function showMap(isShown: boolean): void {
  mapChoiceStore.setState({ isShown });
  try {
    localStorage.setItem(KEY, String(isShown));
  } catch {
    // Storage is full or forbidden: the choice lasts as long as the tab.
  }
}

function read(): boolean {
  try {
    return localStorage.getItem(KEY) === 'true';
  } catch {
    return false;
  }
}
