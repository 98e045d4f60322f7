import { beforeEach, describe, expect, it } from 'vitest';
import { blogShape, SECOND } from '../../tests/fixtures/synthetic-run.ts';
import {
  chartWindowStore,
  keepInWindow,
  showWindow,
  visibleWindow,
  windowNs,
  zoomWindow,
} from './chart-window.ts';
import { openFile } from './document.ts';
import { runStore } from './run.ts';

const seconds = () => {
  const { fromNs, toNs } = windowNs();
  return [fromNs / SECOND, toNs / SECOND];
};
const show = (from: number, to: number) => showWindow({ fromNs: from * SECOND, toNs: to * SECOND });

beforeEach(() => {
  runStore.setState({ shape: blogShape, durationNs: 60 * SECOND });
  showWindow(null);
});

describe('what the charts show', () => {
  it('is the whole run until somebody zooms in', () => {
    expect(seconds()).toEqual([0, 60]);
    show(20, 30);
    expect(seconds()).toEqual([20, 30]);
    showWindow(null);
    expect(seconds()).toEqual([0, 60]);
  });

  it('is whole slices of a quarter of a second', () => {
    show(20.1, 29.9);
    expect(seconds()).toEqual([20, 30]);
  });

  it('is whole slices also of a run that has others', () => {
    show(20, 30.25);
    runStore.setState({ shape: { ...blogShape, sliceNs: SECOND } });
    expect(seconds()).toEqual([20, 31]);
  });

  it('is never less than a line needs, nor outside the run', () => {
    show(30, 30.1);
    expect(seconds()[1]! - seconds()[0]!).toBeGreaterThanOrEqual(2);
    show(59, 80);
    expect(seconds()[1]).toBe(60);
    show(-10, 70);
    expect(chartWindowStore.getState().zoomed).toBeNull();
  });

  it('zooms around a moment, and out again to the whole', () => {
    zoomWindow(0.5, 20 * SECOND);
    expect(seconds()).toEqual([10, 40]);
    zoomWindow(2, 20 * SECOND);
    expect(seconds()).toEqual([0, 60]);
  });

  it('follows a moment in whole slices without growing', () => {
    show(10, 20);
    keepInWindow(20.3 * SECOND);
    expect(seconds()).toEqual([10.5, 20.5]);
    keepInWindow(15 * SECOND);
    expect(seconds()).toEqual([10.5, 20.5]);
    keepInWindow(0);
    expect(seconds()).toEqual([0, 10]);
  });

  it('is cut where a shorter run ends, and all of one that ends before', () => {
    const zoomed = { fromNs: 20, toNs: 40 };
    expect(visibleWindow(zoomed, 30)).toEqual({ fromNs: 20, toNs: 30 });
    expect(visibleWindow(zoomed, 20)).toEqual({ fromNs: 0, toNs: 20 });
  });

  it('is the whole again where something else is opened', () => {
    show(20, 30);
    openFile({ version: 1, nodes: [] });
    expect(chartWindowStore.getState().zoomed).toBeNull();
  });
});
