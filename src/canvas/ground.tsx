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
      // Whole pixels, so that dots stay as sharp as they were drawn.
      const atX = Math.round(((x - gap / 2) % gap) - gap);
      const atY = Math.round(((y - gap / 2) % gap) - gap);
      svg.style.transform = `translate(${atX}px, ${atY}px)`;
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
