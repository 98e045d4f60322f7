/**
 * The stretch of time that the charts show, and the moment that is read there. Whatever tells about "what is on screen"
 * asks `windowNs()`. Never undone and never shared: opening something else shows the whole of its run again.
 */
import { createStore } from 'zustand/vanilla';
import { documentStore } from './document.ts';
import { runStore } from './run.ts';

export interface TimeWindow {
  readonly fromNs: number;
  /** Not part of it. */
  readonly toNs: number;
}

export interface ChartWindowState {
  /** Null: the whole run. */
  readonly zoomed: TimeWindow | null;
  /** Under the pointer, in any chart; null where none points. */
  readonly hoverNs: number | null;
}

/** A line of more points than this says no more on any screen. */
const MAX_POINTS = 400;
/** Fewer slices than this are steps, not a line. */
const SLICES_MIN = 8;

export const chartWindowStore = createStore<ChartWindowState>(() => ({
  zoomed: null,
  hoverNs: null,
}));

documentStore.subscribe((state, before) => {
  if (state.work !== before.work) showWindow(null);
});

// Another length of slices: whole ones again, of those.
runStore.subscribe((state, before) => {
  const { zoomed } = chartWindowStore.getState();
  if (zoomed !== null && state.shape?.sliceNs !== before.shape?.sliceNs) showWindow(zoomed);
});

/** What the charts show: the whole run unless somebody has zoomed in. */
export function windowNs(): TimeWindow {
  return visibleWindow(chartWindowStore.getState().zoomed, runStore.getState().durationNs);
}

/** The steps in which a window is drawn, a value each: so many slices a step, from a slice on. */
export function stepsOf(
  sliceNs: number,
  { fromNs, toNs }: TimeWindow,
): { readonly firstSlice: number; readonly slicesEach: number } {
  // A boundary that is off by the last digit of a double is that boundary.
  const from = Math.floor(fromNs / sliceNs + 1e-6);
  const slicesEach = Math.max(1, Math.ceil((Math.ceil(toNs / sliceNs - 1e-6) - from) / MAX_POINTS));
  // Steps begin at multiples of their length: what is drawn does not change while the window moves.
  return { firstSlice: Math.floor(from / slicesEach) * slicesEach, slicesEach };
}

/** A zoom of a longer run is cut where a shorter one ends; where nothing of it is left, all is shown. */
export function visibleWindow(zoomed: TimeWindow | null, durationNs: number): TimeWindow {
  if (zoomed === null || zoomed.fromNs >= durationNs) return { fromNs: 0, toNs: durationNs };
  return { fromNs: zoomed.fromNs, toNs: Math.min(zoomed.toNs, durationNs) };
}

/** Whole slices only, so that every figure in the window is of the window; null shows the whole run. */
export function showWindow(wanted: TimeWindow | null): void {
  const { durationNs, shape } = runStore.getState();
  const sliceNs = shape?.sliceNs ?? 0;
  if (wanted === null || sliceNs === 0) {
    chartWindowStore.setState({ zoomed: null });
    return;
  }
  const leastNs = Math.min(SLICES_MIN * sliceNs, durationNs);
  const widthNs = Math.max(leastNs, wanted.toNs - wanted.fromNs);
  const middleNs = (wanted.fromNs + wanted.toNs) / 2;
  const startNs = Math.max(0, Math.min(middleNs - widthNs / 2, durationNs - widthNs));
  // Rounding first: a boundary that is off by the last digit of a double is that boundary.
  const slice = (ns: number, round: (value: number) => number) =>
    round(Math.round((ns / sliceNs) * 1e6) / 1e6) * sliceNs;
  const fromNs = slice(startNs, Math.floor);
  const toNs = Math.min(durationNs, slice(startNs + widthNs, Math.ceil));
  const isWhole = fromNs <= 0 && toNs >= durationNs;
  chartWindowStore.setState({ zoomed: isWhole ? null : { fromNs, toNs } });
}

/** Below 1 it shows less, above 1 more; the given moment stays where it is on screen. */
export function zoomWindow(factor: number, aroundNs: number): void {
  const { fromNs, toNs } = windowNs();
  const at = Math.max(fromNs, Math.min(aroundNs, toNs));
  showWindow({ fromNs: at - (at - fromNs) * factor, toNs: at + (toNs - at) * factor });
}

/** Moves the window no farther than it must for a moment to be seen. */
export function keepInWindow(ns: number): void {
  const { fromNs, toNs } = windowNs();
  if (ns >= fromNs && ns <= toNs) return;
  const sliceNs = runStore.getState().shape?.sliceNs ?? 1;
  // Whole slices, lest the window grow a little with every step.
  const slices =
    ns < fromNs ? Math.floor((ns - fromNs) / sliceNs) : Math.ceil((ns - toNs) / sliceNs);
  const byNs = slices * sliceNs;
  showWindow({ fromNs: fromNs + byNs, toNs: toNs + byNs });
}

export function pointAt(hoverNs: number | null): void {
  if (chartWindowStore.getState().hoverNs !== hoverNs) chartWindowStore.setState({ hoverNs });
}
