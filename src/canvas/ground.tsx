/**
 * The dotted ground under the drawing. React Flow's own draws its pattern anew with every step of a pan; here the same
 * pattern is drawn once a zoom, and moved.
 */
import { useStoreApi } from '@xyflow/react';
import { useLayoutEffect, useRef } from 'react';
import './ground.css';

const GAP = 20;
const DOT = 1.4;
const PATTERN = 'ground-pattern';

export function Ground() {
  const flow = useStoreApi();
  const ground = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => {
    const svg = ground.current;
    const pattern = svg?.querySelector('pattern');
    if (!svg || !pattern) return;
    let shown = '';
    let zoom = 0;
    const place = () => {
      const [x, y, scale] = flow.getState().transform;
      const gap = GAP * scale;
      if (scale !== zoom) {
        zoom = scale;
        pattern.setAttribute('width', String(gap));
        pattern.setAttribute('height', String(gap));
        pattern.firstElementChild?.setAttribute('transform', `scale(${scale})`);
      }
      // Whole pixels are moved, so that dots stay as sharp as they were drawn; the rest is in the pattern.
      const atX = lastStart(x - gap / 2, gap);
      const atY = lastStart(y - gap / 2, gap);
      const [wholeX, wholeY] = [Math.floor(atX), Math.floor(atY)];
      const rest = `${(atX - wholeX).toFixed(3)} ${(atY - wholeY).toFixed(3)}`;
      if (rest !== shown) {
        shown = rest;
        pattern.setAttribute('x', String(atX - wholeX));
        pattern.setAttribute('y', String(atY - wholeY));
      }
      svg.style.transform = `translate(${wholeX}px, ${wholeY}px)`;
    };
    place();
    return flow.subscribe((now, before) => {
      if (now.transform !== before.transform) place();
    });
  }, [flow]);
  return (
    <svg ref={ground} className="ground" aria-hidden>
      <pattern id={PATTERN} patternUnits="userSpaceOnUse">
        <circle cx={DOT / 2} cy={DOT / 2} r={DOT / 2} />
      </pattern>
      <rect width="100%" height="100%" fill={`url(#${PATTERN})`} />
    </svg>
  );
}

/** Where the pattern that passes through a place begins at the edge, or before it. */
function lastStart(value: number, period: number): number {
  const into = value % period;
  return into > 0 ? into - period : into;
}
