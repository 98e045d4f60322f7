/** What the rest of the page may ask of the canvas: it alone knows the camera. */
import type { Kind } from '../scenario/editing.ts';
import type { LinkView } from '../share/view.ts';
import { documentStore } from './document.ts';

/** What can be done to what is marked, or to the drawing; the first of these loads what does them. */
export type Edit =
  | 'copy'
  | 'cut'
  | 'paste'
  | 'duplicate'
  | 'remove'
  | 'layOut'
  | 'map'
  | 'box'
  | 'addNote'
  | 'addZone'
  | 'addRegion'
  | 'left'
  | 'center'
  | 'right'
  | 'top'
  | 'middle'
  | 'bottom'
  | 'across'
  | 'down';

/** What a document that may not be changed allows as well. */
export const harmlessEdits: readonly Edit[] = ['copy', 'map', 'box'];

/** A part of the drawing, in its own coordinates. */
export type Sight = NonNullable<LinkView['sight']>;

export interface CanvasCommands {
  /** Adds a node beside the selected one, or in the middle of what is seen; answers its id, null where it may not. */
  addKind(kind: Kind): string | null;
  /** Does it to these, or to what is marked; `at`, on the screen, is where something new goes. */
  edit(what: Edit, ids?: readonly string[], at?: { readonly x: number; readonly y: number }): void;
  /** Ids of what is marked: nodes, connections, zones and notes. */
  marked(): readonly string[];
  mark(ids: readonly string[]): void;
  selectAll(): void;
  fit(): void;
  /** Moves the camera to a node unless it is in sight, and puts the focus on it. */
  focusNode(id: string): void;
  /** Moves the camera so that a node is not under what lies over the canvas from here on, in screen pixels. */
  keepInSight(id: string, free: { readonly right: number; readonly bottom: number }): void;
  /** Puts the camera back where it was before. */
  letGo(): void;
  /** The part of the drawing in sight, where somebody has chosen it by hand; null where all of it is shown. */
  sight(): Sight | null;
}

let commands: CanvasCommands | null = null;

/** Null until the canvas is on the page. */
export const canvas = (): CanvasCommands | null => commands;

/** For the canvas itself: answers how to sign off. */
export function provideCommands(provided: CanvasCommands): () => void {
  commands = provided;
  return () => {
    if (commands === provided) commands = null;
  };
}

let wanted: { readonly work: number; readonly sight: Sight } | null = null;

/** Asks for a part of the document now open; the canvas turns there when it shows that document. */
export function wantSight(sight: Sight): void {
  wanted = { work: documentStore.getState().work, sight };
}

export function wantedSight(work: number): Sight | null {
  return wanted?.work === work ? wanted.sight : null;
}
