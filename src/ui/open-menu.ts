/** What the open menu gives the items in it. */
import type { DropdownMenu } from 'radix-ui';
import { createContext } from 'react';

export interface OpenMenu {
  readonly parts: typeof DropdownMenu;
  /** Closes the menu and gives the focus back. */
  close(): void;
}

export const OpenMenuContext = createContext<OpenMenu | null>(null);

export type Align = 'start' | 'center' | 'end';
