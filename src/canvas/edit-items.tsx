/** The names, keys and pictures of what can be done to a drawing: menus, the command list and the sheet of keys agree. */
import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceAround,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceAround,
  ClipboardPaste,
  Copy,
  CopyPlus,
  Globe2,
  type LucideIcon,
  Map as MapIcon,
  MapPin,
  Network,
  Scissors,
  SquareDashedMousePointer,
  StickyNote,
  Trash2,
} from 'lucide-react';
import type { Edit } from '../stores/canvas-commands.ts';

export interface EditItem {
  readonly what: Edit;
  readonly icon: LucideIcon;
  readonly keys?: string;
}

export const copies: readonly EditItem[] = [
  { what: 'duplicate', icon: CopyPlus, keys: 'Ctrl+D' },
  { what: 'copy', icon: Copy, keys: 'Ctrl+C' },
  { what: 'cut', icon: Scissors, keys: 'Ctrl+X' },
];
export const pasting: EditItem = { what: 'paste', icon: ClipboardPaste, keys: 'Ctrl+V' };
export const layout: EditItem = { what: 'layOut', icon: Network, keys: 'Shift+L' };
export const noting: EditItem = { what: 'addNote', icon: StickyNote, keys: 'Shift+N' };
export const looks: readonly EditItem[] = [
  { what: 'map', icon: MapIcon, keys: 'M' },
  { what: 'box', icon: SquareDashedMousePointer },
];
export const groupings: readonly EditItem[] = [
  { what: 'addZone', icon: MapPin, keys: 'Ctrl+G' },
  { what: 'addRegion', icon: Globe2, keys: 'Ctrl+Shift+G' },
];
export const alignItems: readonly EditItem[] = [
  { what: 'left', icon: AlignStartVertical },
  { what: 'center', icon: AlignCenterVertical },
  { what: 'right', icon: AlignEndVertical },
  { what: 'top', icon: AlignStartHorizontal },
  { what: 'middle', icon: AlignCenterHorizontal },
  { what: 'bottom', icon: AlignEndHorizontal },
  { what: 'across', icon: AlignHorizontalSpaceAround },
  { what: 'down', icon: AlignVerticalSpaceAround },
];
export const removing: EditItem = { what: 'remove', icon: Trash2, keys: 'Del' };
