/**
 * Requests in motion: one canvas over React Flow, drawn again in every frame in which the cursor, the camera or a card
 * has moved. Where motion is not wanted, each link says how many calls a second it carries instead.
 */
import { useStoreApi } from '@xyflow/react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useFormat } from '../i18n/i18n.ts';
import { player, runStore } from '../stores/run.ts';
import { useLater } from '../stores/run-hooks.ts';
import { useMedia } from '../ui/media.ts';
import './request-layer.css';
import { RequestLegend } from './request-legend.tsx';
import { RequestPainter } from './request-painter.ts';

// Comes with the first pointer after the first view: nobody has aimed at a dot before, and browsers tell of pointers
// that nobody has moved.
const RequestPicker = lazy(async () => ({
  default: (await import('./request-picker.tsx')).RequestPicker,
}));

export function RequestLayer() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef<RequestPainter>(null);
  const flow = useStoreApi();
  const format = useFormat();
  const isStill = useMedia('(prefers-reduced-motion: reduce)');
  const isPointed = usePointed();
  const isLater = useLater();
  useEffect(() => {
    if (!canvas.current) return;
    const painter = new RequestPainter(canvas.current);
    latest.current = painter;
    let rates: typeof import('./paint-rates.ts') | null = null;
    if (isStill) {
      void import('./paint-rates.ts').then((loaded) => {
        rates = loaded;
        player.requestFrame();
      });
    }
    const stops = [
      player.onFrame((cursorNs) => {
        const { transform, width, height, nodes, nodeLookup } = flow.getState();
        painter.resize(width, height);
        painter.arrange(player.recording()?.shape ?? null, nodes, nodeLookup);
        if (isStill) {
          painter.paintWith((context, lanes, recording) =>
            rates?.paintRates(context, lanes, { recording, cursorNs, camera: transform, format }),
          );
        } else painter.paint(cursorNs, runStore.getState().speed, transform);
      }),
      flow.subscribe((now, before) => {
        const isSame =
          now.transform === before.transform &&
          now.nodes === before.nodes &&
          now.width === before.width &&
          now.height === before.height;
        if (!isSame) player.requestFrame();
      }),
      onLookChange(() => {
        painter.forgetLook();
        player.requestFrame();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [flow, format, isStill]);
  return (
    <>
      <canvas ref={canvas} className="request-layer" aria-hidden />
      {isStill ? null : <RequestLegend painter={latest} />}
      {isStill || !isPointed || !isLater ? null : (
        <Suspense>
          <RequestPicker layer={canvas} painter={latest} />
        </Suspense>
      )}
    </>
  );
}

/** Whether a pointer has shown itself. */
function usePointed(): boolean {
  const [isPointed, setPointed] = useState(false);
  useEffect(() => {
    const point = () => setPointed(true);
    addEventListener('pointerover', point, { once: true });
    return () => removeEventListener('pointerover', point);
  }, []);
  return isPointed;
}

/** The theme's colours and the screen's pixels are drawn into the dots. */
function onLookChange(onChange: () => void): () => void {
  const theme = new MutationObserver(onChange);
  theme.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const media = matchMedia('(prefers-color-scheme: dark)');
  media.addEventListener('change', onChange);
  return () => {
    theme.disconnect();
    media.removeEventListener('change', onChange);
  };
}
