/** Puts a floating box beside another, inside the window. */

export type Side = 'top' | 'bottom' | 'left' | 'right';
export type Align = 'start' | 'centre' | 'end';

const GAP = 6;
const MARGIN = 8;

type Rect = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom' | 'width' | 'height'>;

/** `box` is `position: fixed`. It goes to the other side where there is more room. */
export function place(
  box: HTMLElement,
  anchor: Rect,
  { side, align }: { readonly side: Side; readonly align: Align },
): void {
  const { innerWidth, innerHeight } = window;
  const { width, height } = box.getBoundingClientRect();
  const isUpright = side === 'top' || side === 'bottom';
  const room = {
    top: anchor.top,
    bottom: innerHeight - anchor.bottom,
    left: anchor.left,
    right: innerWidth - anchor.right,
  };
  const needed = (isUpright ? height : width) + GAP + MARGIN;
  const opposite = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' } as const;
  const other = opposite[side];
  const chosen = room[side] < needed && room[other] > room[side] ? other : side;

  let x = along(anchor.left, anchor.width, width, align);
  let y = along(anchor.top, anchor.height, height, 'centre');
  if (chosen === 'top') y = anchor.top - GAP - height;
  if (chosen === 'bottom') y = anchor.bottom + GAP;
  if (chosen === 'left') x = anchor.left - GAP - width;
  if (chosen === 'right') x = anchor.right + GAP;
  x = Math.max(MARGIN, Math.min(x, innerWidth - width - MARGIN));
  y = Math.max(MARGIN, Math.min(y, innerHeight - height - MARGIN));
  box.style.left = `${Math.round(x)}px`;
  box.style.top = `${Math.round(y)}px`;
}

function along(start: number, length: number, size: number, align: Align): number {
  if (align === 'start') return start;
  return align === 'end' ? start + length - size : start + (length - size) / 2;
}
