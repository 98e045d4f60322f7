/**
 * While a mouse drags the view, nothing under it is asked whether it is under it: with hundreds of cards that took a tenth
 * of each step, and links lit up as they passed. And with so many, the figures on the cards wait until the view rests. The
 * engine gives way meanwhile: on two cores it would take the one that the browser paints with.
 */
import type { OnMove } from '@xyflow/react';
import type { RefObject } from 'react';
import { player } from '../stores/run.ts';
import { holdTurns } from './card-turns.ts';

/** A press that moves less is a click, and goes where it was aimed. */
const DRAG_PX = 4;

export function panHandlers(frame: RefObject<HTMLElement | null>) {
  let from = { x: 0, y: 0 };
  const onMoveStart: OnMove = (_event, { x, y }) => {
    from = { x, y };
  };
  const onMove: OnMove = (event, { x, y }) => {
    if (!event) return;
    holdTurns(true);
    player.giveWay(true);
    const isDrag = event.type === 'mousemove' && Math.hypot(x - from.x, y - from.y) > DRAG_PX;
    if (isDrag) frame.current?.setAttribute('data-panned', '');
  };
  const onMoveEnd: OnMove = () => {
    holdTurns(false);
    player.giveWay(false);
    frame.current?.removeAttribute('data-panned');
  };
  return { onMoveStart, onMove, onMoveEnd };
}
