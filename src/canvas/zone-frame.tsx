/** A zone or a region: a frame behind its members, with its name, which is the handle to move it by. */
import { Globe2, MapPin } from 'lucide-react';
import { useTranslation } from '../i18n/i18n.ts';
import { renameZone } from '../stores/places.ts';
import type { ZoneNode } from './flow.ts';
import { useEditing } from './use-editing.ts';
import './places.css';

export function ZoneFrame({ data }: { readonly data: ZoneNode['data'] }) {
  const { t } = useTranslation();
  const { zone, count } = data;
  const name = zone.label ?? zone.id;
  const field = useEditing(zone.id, (text) => {
    if (text.trim() !== name) renameZone(zone.id, text.trim());
  });
  const Icon = zone.kind === 'region' ? Globe2 : MapPin;
  return (
    <div className={`zone ${zone.kind}`}>
      {field.isEditing ? (
        <input
          ref={field.start}
          className="zone-field nodrag nopan"
          aria-label={t('editing.nameOfZone')}
          maxLength={120}
          defaultValue={name}
          onBlur={field.end}
          onKeyDown={field.onKeyDown}
        />
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the keyboard's way is Enter on the frame.
        <div className="zone-name" onDoubleClick={field.begin}>
          <Icon size={13} aria-hidden />
          <span>{name}</span>
          <span className="zone-count num">{count}</span>
        </div>
      )}
    </div>
  );
}
