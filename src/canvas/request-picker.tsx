/**
 * Clicking a moving request opens it. Paused or in slow motion a dot can be aimed at: the one under the pointer is ringed,
 * and a click opens it. While dots fly by, a click means what it always means on the canvas, and beside the pointer stands
 * a button that opens the request which was clicked.
 *
 * Listens on the canvas's frame and never takes a press away, so that panning and selecting go on as they were.
 */
import { useStoreApi } from '@xyflow/react';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from '../i18n/i18n.ts';
import { CLOSE_UP_SPEED } from '../stores/playback.ts';
import { openRequest } from '../stores/requests.ts';
import { player, runStore } from '../stores/run.ts';
import type { RequestPainter } from './request-painter.ts';
import type { Camera } from './request-shapes.ts';

/** Pixels around a dot that count as it. */
const REACH_PX = 8;
const TOUCH_REACH_PX = 16;
/** A press that moves further is a drag. */
const DRAG_PX = 4;
/** The offer to open a dot that flew by stays so long. */
const OFFER_MS = 5000;

export interface RequestPickerProps {
  readonly layer: RefObject<HTMLCanvasElement | null>;
  readonly painter: RefObject<RequestPainter | null>;
}

export function RequestPicker({ layer, painter }: RequestPickerProps) {
  const { t } = useTranslation();
  const flow = useStoreApi();
  const ring = useRef<HTMLDivElement>(null);
  const [offer, setOffer] = useState<DotAt | null>(null);
  useEffect(() => {
    const frame = layer.current?.closest<HTMLElement>('.react-flow');
    if (!frame) return;
    let pointer: PointerEvent | null = null;
    let pressed: { readonly dot: DotAt; readonly x: number; readonly y: number } | null = null;

    function dotUnder(event: PointerEvent): DotAt | null {
      if (!isGround(event.target)) return null;
      const box = layer.current?.getBoundingClientRect();
      if (!box) return null;
      const reach = event.pointerType === 'touch' ? TOUCH_REACH_PX : REACH_PX;
      const { transform } = flow.getState();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      return painter.current && dotAt(painter.current, at.x, at.y, transform, reach);
    }

    function showRing(dot: DotAt | null): void {
      if (!ring.current || !frame) return;
      ring.current.hidden = dot === null;
      frame.classList.toggle('is-over-request', dot !== null);
      if (dot) ring.current.style.translate = `${dot.x}px ${dot.y}px`;
    }

    const onMove = (event: PointerEvent) => {
      pointer = event;
      showRing(isAimable() ? dotUnder(event) : null);
    };
    const onLeave = () => {
      pointer = null;
      showRing(null);
    };
    const onDown = (event: PointerEvent) => {
      const dot = event.button === 0 ? dotUnder(event) : null;
      pressed = dot && { dot, x: event.clientX, y: event.clientY };
      if (!dot && isGround(event.target)) setOffer(null);
    };
    // Before React Flow: the ringed dot is what is meant, not the link behind it.
    const onClick = (event: MouseEvent) => {
      const from = pressed;
      pressed = null;
      if (!from || Math.hypot(event.clientX - from.x, event.clientY - from.y) > DRAG_PX) return;
      if (!isAimable()) {
        setOffer(from.dot);
        return;
      }
      event.stopPropagation();
      setOffer(null);
      openRequest(from.dot.request, 'canvas');
    };

    frame.addEventListener('pointermove', onMove);
    frame.addEventListener('pointerleave', onLeave);
    frame.addEventListener('pointerdown', onDown, { capture: true });
    frame.addEventListener('click', onClick, { capture: true });
    // In slow motion the dot goes on under a pointer that rests.
    const stop = player.onFrame(() => {
      if (pointer) showRing(isAimable() ? dotUnder(pointer) : null);
    });
    return () => {
      frame.removeEventListener('pointermove', onMove);
      frame.removeEventListener('pointerleave', onLeave);
      frame.removeEventListener('pointerdown', onDown, { capture: true });
      frame.removeEventListener('click', onClick, { capture: true });
      frame.classList.remove('is-over-request');
      stop();
    };
  }, [layer, painter, flow]);
  useEffect(() => {
    if (!offer) return;
    const timer = setTimeout(() => setOffer(null), OFFER_MS);
    return () => clearTimeout(timer);
  }, [offer]);
  return (
    <>
      <div ref={ring} className="request-ring" aria-hidden hidden />
      {offer ? (
        <button
          type="button"
          className="request-offer"
          style={{ left: offer.x, top: offer.y }}
          onClick={() => {
            setOffer(null);
            openRequest(offer.request, 'canvas');
          }}
        >
          {t('canvas.openRequest')}
        </button>
      ) : null}
    </>
  );
}

/** A dot under the pointer: whose it is, and where on the screen. */
interface DotAt {
  readonly request: number;
  readonly x: number;
  readonly y: number;
}

/** The nearest dot of a client's request within reach of a point of the screen, as it was drawn last. */
function dotAt(
  painter: RequestPainter,
  x: number,
  y: number,
  camera: Camera,
  reachPx: number,
): DotAt | null {
  const drawn = painter.drawn();
  if (!drawn) return null;
  const { dots, legs } = drawn;
  let found: DotAt | null = null;
  let leastPx = reachPx;
  for (let i = 0; i < dots.count; i++) {
    const screenX = dots.x[i]! * camera[2] + camera[0];
    const screenY = dots.y[i]! * camera[2] + camera[1];
    const px = Math.hypot(screenX - x, screenY - y);
    const request = legs.request(dots.leg[i]!);
    // A queue's delivery belongs to no request.
    if (px >= leastPx || request < 0) continue;
    leastPx = px;
    found = { request, x: screenX, y: screenY };
  }
  return found;
}

/** Dots stand, or move slowly enough to be aimed at. */
function isAimable(): boolean {
  const { playing, speed } = runStore.getState();
  return !playing || speed <= CLOSE_UP_SPEED;
}

/** The pane or a link: cards, handles and buttons keep their clicks. */
function isGround(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('.react-flow__node, .react-flow__handle, button, .request-offer') === null
  );
}
