/** A small panel beside what opened it: Radix's, with its place near the window's edge, its focus and its Escape. */
import { Popover as Radix } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import './popover.css';

export function Popover({
  anchor,
  label,
  isOpen,
  onClose,
  children,
}: {
  /** What it stands beside; gets the focus back. */
  readonly anchor: ReactElement;
  readonly label: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Anchor asChild>{anchor}</Radix.Anchor>
      <Radix.Portal>
        <Radix.Content
          className="popover"
          aria-label={label}
          side="top"
          sideOffset={8}
          collisionPadding={8}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
