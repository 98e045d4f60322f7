/** A hint beside a control, on hover and on keyboard focus. Says nothing that the control's name or text does not. */
import {
  type ComponentProps,
  cloneElement,
  type ReactElement,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import { type Align, place, type Side } from './place.ts';
import './hint.css';

const DELAY_MS = 450;
/** Going along a row of buttons, the next hint comes at once. */
const WARM_MS = 300;
let lastShownMs = 0;

export interface HintProps {
  readonly content: ReactNode;
  /** Shown after the content: the key that does the same. */
  readonly keys?: string;
  readonly side?: Side;
  readonly children: ReactElement<ComponentProps<'button'>>;
}

export function Hint({ content, keys, side = 'bottom', children }: HintProps) {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);

  function show(element: Element, delayMs: number) {
    if (timer.current) clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(element), delayMs);
  }
  function hide() {
    if (timer.current) clearTimeout(timer.current);
    if (anchor) lastShownMs = Date.now();
    setAnchor(null);
  }
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
    },
    [],
  );

  return (
    <>
      {cloneElement(children, {
        onPointerEnter: (event) => {
          if (event.pointerType !== 'mouse') return;
          show(event.currentTarget, Date.now() - lastShownMs < WARM_MS ? 0 : DELAY_MS);
        },
        onPointerLeave: hide,
        onPointerDown: hide,
        onFocus: (event) => {
          if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget, 0);
        },
        onBlur: hide,
      })}
      {anchor ? (
        <Bubble anchor={anchor} side={side} onEscape={hide}>
          {content}
          {keys ? <kbd>{keys}</kbd> : null}
        </Bubble>
      ) : null}
    </>
  );
}

const align: Align = 'centre';

function Bubble({
  anchor,
  side,
  onEscape,
  children,
}: {
  readonly anchor: Element;
  readonly side: Side;
  readonly onEscape: () => void;
  readonly children: ReactNode;
}) {
  const bubble = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (bubble.current) place(bubble.current, anchor.getBoundingClientRect(), { side, align });
  }, [anchor, side]);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => event.key === 'Escape' && onEscape();
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, [onEscape]);
  return createPortal(
    <div ref={bubble} className="tip" role="tooltip">
      {children}
    </div>,
    // Above a modal dialog only what is inside it can be seen.
    anchor.closest('dialog') ?? document.body,
  );
}
