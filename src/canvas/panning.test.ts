// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { panHandlers } from './panning.ts';

const at = (x: number) => ({ x, y: 0, zoom: 1 });
const mouse = new MouseEvent('mousemove');

describe('while the view moves', () => {
  it('lies under a cover once a mouse has dragged it, and no longer than that', () => {
    const frame = { current: document.createElement('div') };
    const { onMoveStart, onMove, onMoveEnd } = panHandlers(frame);
    onMoveStart(mouse, at(100));
    onMove(mouse, at(120));
    expect(frame.current.hasAttribute('data-panned')).toBe(true);
    onMoveEnd(mouse, at(120));
    expect(frame.current.hasAttribute('data-panned')).toBe(false);
  });

  it('leaves a click, the wheel and a move of the page what lies under them', () => {
    const frame = { current: document.createElement('div') };
    const { onMoveStart, onMove } = panHandlers(frame);
    onMoveStart(mouse, at(100));
    onMove(mouse, at(103));
    onMove(new WheelEvent('wheel'), at(160));
    onMove(null, at(200));
    expect(frame.current.hasAttribute('data-panned')).toBe(false);
  });
});
