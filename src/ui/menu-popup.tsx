/** The open menu: Radix's dropdown, hung on an invisible box where the button is, so that the button itself can be plain. */
import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { type Align, type OpenMenu, OpenMenuContext } from './open-menu.ts';

export function MenuPopup({
  anchor,
  rect,
  align,
  label,
  labelledBy,
  onClose,
  children,
}: {
  /** Presses on it are its own business, not "outside". */
  readonly anchor: Element | null;
  readonly rect: Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>;
  readonly align: Align;
  readonly label?: string;
  readonly labelledBy?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const [cameFrom] = useState(() => document.activeElement);
  const content = useRef<HTMLDivElement>(null);
  const menu = useMemo<OpenMenu>(
    () => ({
      parts: DropdownMenu,
      close() {
        onClose();
        if (cameFrom instanceof HTMLElement) cameFrom.focus();
      },
    }),
    [onClose, cameFrom],
  );

  useEffect(() => {
    // A menu of choices begins at the chosen one. After Radix has put the focus on the menu as a whole.
    const timer = setTimeout(() => {
      const items = content.current;
      const chosen = items?.querySelector<HTMLElement>('[role=menuitemradio][aria-checked=true]');
      (chosen ?? items?.querySelector<HTMLElement>('[role^=menuitem]'))?.focus();
    });
    return () => clearTimeout(timer);
  }, []);

  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(isOpen) => !isOpen && menu.close()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden tabIndex={-1} className="menu-anchor" style={boxOf(rect)} />
      </DropdownMenu.Trigger>
      {/* Above a modal dialog only what is inside it can be seen. */}
      <DropdownMenu.Portal container={anchor?.closest('dialog') ?? document.body}>
        <DropdownMenu.Content
          ref={content}
          className="menu"
          align={align}
          sideOffset={anchor ? 6 : 0}
          collisionPadding={8}
          loop
          aria-label={label}
          aria-labelledby={labelledBy}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={(event) => {
            if (anchor?.contains(event.target as Node)) event.preventDefault();
          }}
          onContextMenu={(event) => event.preventDefault()}
        >
          <OpenMenuContext value={menu}>{children}</OpenMenuContext>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function boxOf({ left, top, width, height }: Pick<DOMRect, 'left' | 'top' | 'width' | 'height'>) {
  return { left, top, width, height };
}
