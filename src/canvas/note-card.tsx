/** A note: words on the canvas. Enter or a double click writes in it, its corner resizes it. */
import { useStoreApi } from '@xyflow/react';
import { type PointerEvent, useRef } from 'react';
import { useTranslation } from '../i18n/i18n.ts';
import { refuseEdit } from '../stores/document.ts';
import { changeNote } from '../stores/places.ts';
import type { NoteNode } from './flow.ts';
import { useEditing } from './use-editing.ts';
import './places.css';

const LEAST = { width: 100, height: 44 };

const sizeOf = ({ offsetWidth, offsetHeight }: HTMLElement) => ({
  width: offsetWidth,
  height: offsetHeight,
});

export function NoteCard({ data }: { readonly data: NoteNode['data'] }) {
  const { t } = useTranslation();
  const { note } = data;
  const paper = useRef<HTMLDivElement>(null);
  const store = useStoreApi();
  const field = useEditing(note.id, (text) => {
    if (text !== note.text) changeNote(note.id, { text });
  });
  /** Drawn while the corner is pulled, committed when it is let go: one step of undo. */
  function resize(event: PointerEvent<HTMLElement>) {
    const box = paper.current?.closest<HTMLElement>('.react-flow__node');
    if (!box) return;
    event.stopPropagation();
    if (refuseEdit()) return;
    const corner = event.currentTarget;
    const zoom = store.getState().transform[2];
    const from = { x: event.clientX, y: event.clientY, ...sizeOf(box) };
    corner.setPointerCapture(event.pointerId);
    corner.onpointermove = ({ clientX, clientY }) => {
      box.style.width = `${Math.max(LEAST.width, from.width + (clientX - from.x) / zoom)}px`;
      box.style.height = `${Math.max(LEAST.height, from.height + (clientY - from.y) / zoom)}px`;
    };
    const end = () => {
      corner.onpointermove = null;
      corner.onpointerup = null;
      corner.onpointercancel = null;
    };
    corner.onpointerup = () => {
      end();
      changeNote(note.id, { size: sizeOf(box) });
    };
    corner.onpointercancel = () => {
      end();
      box.style.width = `${from.width}px`;
      box.style.height = `${from.height}px`;
    };
  }
  return (
    <div ref={paper} className="note">
      {field.isEditing ? (
        <textarea
          ref={field.start}
          className="nodrag nopan nowheel"
          aria-label={t('editing.textOfNote')}
          maxLength={2000}
          defaultValue={note.text}
          onBlur={field.end}
          onKeyDown={field.onKeyDown}
        />
      ) : (
        <p onDoubleClick={field.begin}>{note.text}</p>
      )}
      <span className="note-corner nodrag nopan" onPointerDown={resize} />
    </div>
  );
}
