/** What the rest of the page may ask of the canvas: it alone knows the camera. */
import type { Kind } from '../scenario/editing.ts';
import { documentStore, type FileNode } from './document.ts';

export interface CanvasCommands {
  /** Adds a node beside the selected one, or in the middle of what is seen; answers its id. */
  addKind(kind: Kind): string;
  /** Puts a copy beside the original, or where it stood; answers its id. */
  addCopy(original: FileNode): string;
  selectAll(): void;
  fit(): void;
  /** Moves the camera to a node unless it is in sight, and puts the focus on it. */
  focusNode(id: string): void;
  /** Moves the camera so that a node is not under what lies over the canvas from here on, in screen pixels. */
  keepInSight(id: string, free: { readonly right: number; readonly bottom: number }): void;
  /** Puts the camera back where it was before. */
  letGo(): void;
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

export function duplicateNode(id: string): string | null {
  const original = documentStore.getState().file.nodes.find((node) => node.id === id);
  return (original && canvas()?.addCopy(original)) ?? null;
}
