/** Which charts are shown: a matter of taste, so it outlives the tab and never enters the document. */
import { createStore } from 'zustand/vanilla';

const KEY = 'spillway.charts';

export interface ChartChoice {
  /** Ids of charts that the user has hidden or shown, against what the page would do. */
  readonly chosen: Readonly<Record<string, boolean>>;
  /** The run before is not drawn, although there is one. */
  readonly isBeforeHidden: boolean;
  /** The charts stand in the canvas's place. */
  readonly isLarge: boolean;
}

export const chartChoiceStore = createStore<ChartChoice>(() => ({
  chosen: read(),
  isBeforeHidden: false,
  isLarge: false,
}));

export function enlargeCharts(isLarge: boolean): void {
  chartChoiceStore.setState({ isLarge });
}

export function showBefore(isShown: boolean): void {
  chartChoiceStore.setState({ isBeforeHidden: !isShown });
}

export function chooseChart(id: string, isShown: boolean): void {
  const chosen = { ...chartChoiceStore.getState().chosen, [id]: isShown };
  chartChoiceStore.setState({ chosen });
  try {
    localStorage.setItem(KEY, JSON.stringify(chosen));
  } catch {
    // Storage is full or forbidden: the choice lasts as long as the tab.
  }
}

/** Shows what a link asks for; the user's own choice stays what it was, and is back with the next visit. */
export function showCharts(chosen: ChartChoice['chosen']): void {
  chartChoiceStore.setState({ chosen });
}

function read(): Record<string, boolean> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return {};
    return Object.fromEntries(
      Object.entries(stored).filter((entry): entry is [string, boolean] => {
        return typeof entry[1] === 'boolean';
      }),
    );
  } catch {
    return {};
  }
}
