/** A finger or a pen that rests opens the menu, as the right button does: some browsers have no such gesture. */

const PRESS_MS = 550;
/** Further than a resting finger trembles. */
const STILL_PX = 8;

/** Answers how to stop. */
export function listenToLongPress(frame: HTMLElement): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from = { x: 0, y: 0 };
  const cancel = () => clearTimeout(timer);
  function onDown({ pointerType, isPrimary, clientX, clientY, target }: PointerEvent) {
    cancel();
    if (pointerType === 'mouse' || !isPrimary || !(target instanceof Element)) return;
    from = { x: clientX, y: clientY };
    timer = setTimeout(() => {
      const at = { bubbles: true, cancelable: true, clientX, clientY };
      target.dispatchEvent(new MouseEvent('contextmenu', at));
    }, PRESS_MS);
  }
  function onMove({ clientX, clientY }: PointerEvent) {
    if (Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) cancel();
  }
  const stop = new AbortController();
  const options = { signal: stop.signal, capture: true };
  frame.addEventListener('pointerdown', onDown, options);
  frame.addEventListener('pointermove', onMove, options);
  for (const end of ['pointerup', 'pointercancel', 'contextmenu']) {
    frame.addEventListener(end, cancel, options);
  }
  return () => {
    cancel();
    stop.abort();
  };
}
