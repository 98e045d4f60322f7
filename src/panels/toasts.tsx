/**
 * The one toast. It stands on the canvas where it covers nothing that is needed. What comes up while a dialog is open
 * stands with the dialog: all else is dimmed then, cannot be pressed, and is read out to nobody.
 */
import { X } from 'lucide-react';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from '../i18n/i18n.ts';
import { useSession } from '../stores/hooks.ts';
import { dismissToast, type Toast } from '../stores/session.ts';
import { Button } from '../ui/button.tsx';
import { type Box, clearPlace } from '../ui/clear-place.ts';
import '../ui/toast.css';

const SHOWN_MS = 6000;
/** With something to press, people need longer. */
const SHOWN_WITH_ACTION_MS = 12_000;

/** On the canvas, or on what stands in its place. */
const NEEDED = [
  '.react-flow__node:not(.react-flow__node-zone)',
  '.card :is(.sub, .stale)',
  '.link-note',
  '.request-legend',
  '.caption',
  '.minimap',
  'header > :not(:empty)',
  'h3',
  'p',
  'dl',
  'button',
  'input',
].join();
/** The camera has come to rest by then: it follows a new card, or a sheet that has gone. */
const CAMERA_MS = 300;
/** So much of it is its margin. */
const MARGIN_PX = 4;

export function Toasts() {
  const toast = useSession((state) => state.toast);
  // Each its own: what held the one before is gone with it, and says nothing.
  return toast ? <Shown key={toast.number} toast={toast} /> : null;
}

function Shown({ toast }: { readonly toast: Toast }) {
  const { t } = useTranslation();
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(
      () => dismissToast(toast.number),
      toast.action ? SHOWN_WITH_ACTION_MS : SHOWN_MS,
    );
    return () => clearTimeout(timer);
  }, [toast, isHeld]);
  const box = useRef<HTMLDivElement>(null);
  const dialog = useOpenDialog();
  useClearPlace(box, dialog);
  const { action, number } = toast;
  const shown = (
    <div
      ref={box}
      className={`toast ${toast.tone}`}
      role="status"
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <p>{toast.text}</p>
      <span className="toast-buttons">
        {action ? (
          <Button
            isSmall
            onClick={() => {
              action.run();
              dismissToast(number);
            }}
          >
            {action.label}
          </Button>
        ) : null}
        <Button
          look="ghost"
          isSmall
          className="icon"
          aria-label={t('shell.app.dismiss')}
          onClick={() => dismissToast(number)}
        >
          <X size={14} aria-hidden />
        </Button>
      </span>
    </div>
  );
  return dialog ? createPortal(shown, dialog) : shown;
}

/** The one that is open as this comes up, until it closes. */
function useOpenDialog(): HTMLDialogElement | null {
  const [dialog, setDialog] = useState<HTMLDialogElement | null>(null);
  // Not while rendering: what brings up the toast may close the dialog as well.
  useLayoutEffect(() => setDialog([...document.querySelectorAll('dialog')].at(-1) ?? null), []);
  useEffect(() => {
    const leave = () => setDialog(null);
    dialog?.addEventListener('close', leave);
    return () => dialog?.removeEventListener('close', leave);
  }, [dialog]);
  return dialog;
}

/**
 * Again whenever the canvas has another size, and once what the same deed set in motion has come to rest; a drawing that
 * is moved later is in somebody's hand.
 */
function useClearPlace(box: RefObject<HTMLDivElement | null>, dialog: HTMLDialogElement | null) {
  useLayoutEffect(() => {
    const toast = box.current;
    const canvas = toast?.parentElement;
    if (!toast || !canvas || dialog) return;
    const move = () => {
      const { left, top } = clearPlace(sizeOf(toast), sizeOf(canvas), neededOn(canvas, toast));
      toast.style.left = `${left}px`;
      toast.style.top = `${top}px`;
    };
    const observer = new ResizeObserver(move);
    observer.observe(canvas);
    const timer = setTimeout(move, CAMERA_MS);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
    };
  }, [box, dialog]);
}

// As laid out: how it comes in moves it a little.
const sizeOf = ({ offsetWidth, offsetHeight }: HTMLElement) => ({
  width: offsetWidth,
  height: offsetHeight,
});

function neededOn(canvas: Element, toast: Element): Box[] {
  const origin = canvas.getBoundingClientRect();
  return [...canvas.querySelectorAll(NEEDED)]
    .filter((each) => !each.closest('[inert]') && !toast.contains(each))
    .map((each) => each.getBoundingClientRect())
    .map(({ left, top, width, height }) => ({
      left: left - origin.left + MARGIN_PX,
      top: top - origin.top + MARGIN_PX,
      width: width - 2 * MARGIN_PX,
      height: height - 2 * MARGIN_PX,
    }));
}
