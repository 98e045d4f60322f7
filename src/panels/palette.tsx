/** The kinds, to be dragged onto the canvas, clicked, or called by their key. */
import { type DragEvent, type KeyboardEvent, useRef, useState } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { kindGroups, kindViews } from '../kinds/views.ts';
import type { Kind } from '../scenario/editing.ts';
import { canvas } from '../stores/canvas-commands.ts';
import { nameOf } from '../stores/document.ts';
import { useDocument } from '../stores/hooks.ts';
import { announce, KIND_DRAG_TYPE } from '../stores/session.ts';
import { Hint } from '../ui/hint.tsx';
import './palette.css';

const kinds = Object.keys(kindViews) as readonly Kind[];

/** Lets the `/` key find the field. */
export const PALETTE_SEARCH_ID = 'palette-search';

export function Palette({ onAdded }: { readonly onAdded?: () => void }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const [wanted, setWanted] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const nameOfKind = (kind: Kind) => kindViews[kind].words[language].name;
  const isReadOnly = useDocument((state) => state.isReadOnly);
  const found = kinds.filter((kind) => matches(kind, nameOfKind(kind), wanted));

  function add(kind: Kind) {
    const id = canvas()?.addKind(kind);
    if (!id) return;
    announce(t('palette.added', { name: nameOf(id) }));
    onAdded?.();
  }
  function onKeyDown(event: KeyboardEvent) {
    const [first] = found;
    if (event.key === 'Enter' && first && wanted !== '') {
      add(first);
      setWanted('');
    } else if (event.key === 'Escape' && wanted !== '') {
      event.stopPropagation();
      setWanted('');
    }
  }

  return (
    <section className="palette" aria-label={t('palette.label')}>
      <div className="field">
        <input
          ref={search}
          id={PALETTE_SEARCH_ID}
          type="search"
          aria-label={t('palette.find')}
          placeholder={t('palette.find')}
          autoComplete="off"
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <kbd aria-hidden>/</kbd>
      </div>
      <div className="palette-list scroll">
        {kindGroups.map((group) => {
          const members = found.filter((kind) => kindViews[kind].group === group);
          if (members.length === 0) return null;
          return (
            <div key={group}>
              <h2>{t(`palette.groups.${group}`)}</h2>
              <ul>
                {members.map((kind) => (
                  <li key={kind}>
                    <PaletteKind kind={kind} onAdd={() => add(kind)} />
                  </li>
                ))}
              </ul>
            </div>
          );
        })}
        {found.length === 0 ? <p className="palette-none">{t('palette.nothingFound')}</p> : null}
      </div>
      <p className="palette-foot">{t(isReadOnly ? 'readOnly.why' : 'palette.help')}</p>
    </section>
  );
}

function PaletteKind({ kind, onAdd }: { readonly kind: Kind; readonly onAdd: () => void }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const view = kindViews[kind];
  const { name, teaches } = view.words[language];
  const Icon = view.icon;
  const isReadOnly = useDocument((state) => state.isReadOnly);
  function onDragStart(event: DragEvent) {
    event.dataTransfer.setData(KIND_DRAG_TYPE, kind);
    event.dataTransfer.effectAllowed = 'copy';
  }
  return (
    <Hint
      content={
        <>
          <b className="palette-tip-name">{name}</b>
          {teaches}
        </>
      }
      side="right"
    >
      <button
        type="button"
        className="palette-kind"
        draggable={!isReadOnly}
        aria-disabled={isReadOnly}
        aria-description={isReadOnly ? t('readOnly.why') : undefined}
        aria-label={t('palette.add', { name })}
        aria-keyshortcuts={view.key}
        onDragStart={onDragStart}
        onClick={onAdd}
      >
        <Icon size={16} strokeWidth={1.7} aria-hidden />
        <span>{name}</span>
        <kbd aria-hidden>{view.key}</kbd>
      </button>
    </Hint>
  );
}

/** By the name on screen, and by the id that files use. */
function matches(kind: Kind, name: string, wanted: string): boolean {
  const text = wanted.trim().toLowerCase();
  return `${name} ${kind}`.toLowerCase().includes(text);
}
