/** Writing in a zone's name or a note: a double click or Enter begins, leaving it or Escape ends; Escape keeps nothing. */
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { refuseEdit } from '../stores/document.ts';

/** Asks an element of the canvas to let its words be written. */
export const EDIT_EVENT = 'spillway-edit';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** What has just been added and is to be written in as soon as it is there. */
let added: string | null = null;

export function useEditing(id: string, onText: (text: string) => void) {
  const [isEditing, setIsEditing] = useState(() => added === id);
  const field = useRef<Field>(null);
  const isDropped = useRef(false);

  useEffect(() => {
    const onAsked = (event: Event) => {
      if ((event as CustomEvent<string>).detail === id && !refuseEdit()) setIsEditing(true);
    };
    addEventListener(EDIT_EVENT, onAsked);
    return () => removeEventListener(EDIT_EVENT, onAsked);
  }, [id]);

  const start = useCallback((element: Field | null) => {
    added = null;
    field.current = element;
    element?.focus();
    element?.select();
  }, []);
  function begin() {
    if (refuseEdit()) return;
    isDropped.current = false;
    setIsEditing(true);
  }
  function end() {
    if (field.current && !isDropped.current) onText(field.current.value);
    isDropped.current = false;
    setIsEditing(false);
  }
  function onKeyDown(event: KeyboardEvent) {
    // The canvas and the page have keys of their own.
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const isLine = event.key === 'Enter' && field.current instanceof HTMLInputElement;
    if (event.key !== 'Escape' && !isLine && !(event.key === 'Enter' && event.ctrlKey)) return;
    event.preventDefault();
    // A name is given up; what has been written in lines stays, and undo takes it back.
    isDropped.current = event.key === 'Escape' && field.current instanceof HTMLInputElement;
    const { current } = field;
    const frame = current?.closest<HTMLElement>('.react-flow__node');
    current?.blur();
    frame?.focus();
  }
  return { isEditing, start, begin, end, onKeyDown };
}

/** Something is about to be added, to be written in at once. */
export function editOnceAdded(id: string): void {
  added = id;
}

/** Begins to write in a zone's name or a note that is on the canvas. */
export function beginEditing(id: string): void {
  dispatchEvent(new CustomEvent(EDIT_EVENT, { detail: id }));
}
