/** A dialog in the middle, and a sheet from below for phones: the browser's own, with its focus and its Escape. */
import { X } from 'lucide-react';
import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { Button } from './button.tsx';
import './dialog.css';

export interface DialogProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** For long texts and tables. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** Open as long as it is rendered. */
export function Dialog(props: DialogProps) {
  return <Frame {...props} look="dialog" />;
}

export function Sheet(props: DialogProps) {
  return <Frame {...props} look="sheet" />;
}

/** Neither the button that ends it nor the scrolling box around the content. */
function isInContent(element: Element | null): boolean {
  return element !== null && !element.matches('.dialog-close, .body');
}

function Frame({
  title,
  closeLabel,
  onClose,
  look,
  isWide = false,
  children,
}: DialogProps & { readonly look: string }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    // A field that takes the focus would bring up a phone's keyboard over the sheet. And a dialog that is only read
    // begins at its heading, not at the button that ends it.
    if (look === 'sheet' || !isInContent(document.activeElement)) current?.focus();
    // Closing gives the focus back to where it was.
    return () => current?.close();
  }, [look]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key for it; the browser sends `cancel`.
    <dialog
      ref={dialog}
      className={isWide ? `${look} is-wide` : look}
      tabIndex={-1}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      // What is outside the dialog's box is its backdrop.
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      <h2 id={id}>{title}</h2>
      <div className="body scroll">{children}</div>
      {/* Last, so that the focus begins in the content; drawn in the corner. */}
      <Button look="ghost" className="icon dialog-close" aria-label={closeLabel} onClick={onClose}>
        <X size={16} aria-hidden />
      </Button>
    </dialog>
  );
}
