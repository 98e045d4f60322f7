/** What of the drawing the camera shows, in the document's coordinates: it can be shared and fits any screen. Pure. */
import { getViewportForBounds, type Viewport } from '@xyflow/react';
import type { Sight } from '../stores/canvas-commands.ts';
import type { Axes } from './placement.ts';

export const MIN_ZOOM = 0.1;
export const MAX_ZOOM = 2.5;

interface Frame {
  readonly clientWidth: number;
  readonly clientHeight: number;
}

/** Whichever way the drawing is shown: a phone held upright turns it. */
export function sightOf({ x, y, zoom }: Viewport, frame: Frame, axes: Axes): Sight {
  const corner = axes.read({ x: -x / zoom, y: -y / zoom });
  const end = axes.read({
    x: (frame.clientWidth - x) / zoom,
    y: (frame.clientHeight - y) / zoom,
  });
  return { ...corner, width: end.x - corner.x, height: end.y - corner.y };
}

/** All of it in sight, as large as the canvas allows. */
export function viewportOf({ x, y, width, height }: Sight, frame: Frame, axes: Axes): Viewport {
  const corner = axes.show({ x, y });
  const end = axes.show({ x: x + width, y: y + height });
  const bounds = { ...corner, width: end.x - corner.x, height: end.y - corner.y };
  return getViewportForBounds(bounds, frame.clientWidth, frame.clientHeight, MIN_ZOOM, MAX_ZOOM, 0);
}
