/** A small panel beside what opened it: Radix's, with its place near the window's edge, its focus and its Escape. */
import { Popover as Radix } from 'radix-ui';
import type { ReactNode, RefObject } from 'react';
import './popover.css';

/** Open as long as it is rendered. */
export function Popover({
  anchor,
  label,
  onClose,
  children,
}: {
  /** What it stands beside; gets the focus back. */
  readonly anchor: RefObject<HTMLElement>;
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Anchor virtualRef={anchor} />
      <Radix.Portal>
        <Radix.Content
          className="popover"
          aria-label={label}
          side="top"
          sideOffset={8}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.current.focus();
          }}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
