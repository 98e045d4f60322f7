/** What the right button, a long press or the menu key opens on the canvas; loaded when the first of them does. */
import { PenLine, SquareDashedMousePointer } from 'lucide-react';
import { Suspense } from 'react';
import { useTranslation } from '../i18n/i18n.ts';
import { membersOf } from '../scenario/zones.ts';
import { canvas } from '../stores/canvas-commands.ts';
import { documentStore, nameOf } from '../stores/document.ts';
import { MenuItem, MenuRule, PointMenu } from '../ui/menu.tsx';
import {
  alignItems,
  copies,
  type EditItem,
  groupings,
  layout,
  noting,
  pasting,
  removing,
} from './edit-items.tsx';
import { hasCopied } from './editing.ts';
import { ElementMenu, type FaultItems } from './element-menu.tsx';
import { ReadOnlyMenu, type ReadOnlyWays } from './read-only-menu.tsx';
import { beginEditing } from './use-editing.ts';
import { ViewItems } from './view-items.tsx';

export interface CanvasMenuAt {
  readonly x: number;
  readonly y: number;
  readonly type: 'node' | 'edge' | 'zone' | 'note' | 'several' | 'pane';
  readonly id: string;
}

interface MenuProps {
  readonly at: CanvasMenuAt;
  readonly onClose: () => void;
}

interface FaultMenuProps extends MenuProps {
  readonly readOnlyWays?: ReadOnlyWays | undefined;
  /** What can be made to go wrong, as items of the menu. */
  readonly faultItems?: FaultItems | undefined;
}

export function CanvasMenu({ at, faultItems, readOnlyWays, onClose }: FaultMenuProps) {
  const { type } = at;
  if (readOnlyWays && documentStore.getState().isReadOnly) {
    return <ReadOnlyMenu at={at} ways={readOnlyWays} onClose={onClose} />;
  }
  if (type === 'node' || type === 'edge') {
    return <ElementMenu at={{ ...at, type }} faultItems={faultItems} onClose={onClose} />;
  }
  if (type === 'several') return <SeveralMenu at={at} onClose={onClose} />;
  return type === 'pane' ? (
    <PaneMenu at={at} onClose={onClose} />
  ) : (
    <PlaceMenu at={at} faultItems={faultItems} onClose={onClose} />
  );
}

function SeveralMenu({ at, onClose }: MenuProps) {
  const { t } = useTranslation();
  const count = canvas()?.marked().length ?? 0;
  return (
    <PointMenu at={at} label={t('editing.several', { count })} onClose={onClose}>
      <Item item={layout} name={t('editing.layOutMarked')} />
      {alignItems.map((item) => (
        <Item key={item.what} item={item} />
      ))}
      <MenuRule />
      {groupings.map((item) => (
        <Item key={item.what} item={item} />
      ))}
      <MenuRule />
      {copies.map((item) => (
        <Item key={item.what} item={item} />
      ))}
      <Item item={removing} isDanger />
    </PointMenu>
  );
}

function PaneMenu({ at, onClose }: MenuProps) {
  const { t } = useTranslation();
  return (
    <PointMenu at={at} label={t('canvas.label')} onClose={onClose}>
      {hasCopied() ? <Item item={pasting} at={at} /> : null}
      <Item item={noting} at={at} />
      <MenuItem
        icon={<SquareDashedMousePointer size={14} aria-hidden />}
        keys="Ctrl+A"
        onSelect={() => canvas()?.selectAll()}
      >
        {t('editing.selectAll')}
      </MenuItem>
      <MenuRule />
      <Item item={layout} />
      <ViewItems />
    </PointMenu>
  );
}

/** Of a zone or a note. */
function PlaceMenu({ at, faultItems, onClose }: FaultMenuProps) {
  const { t } = useTranslation();
  const isZone = at.type === 'zone';
  return (
    <PointMenu at={at} label={isZone ? nameOf(at.id) : t('editing.note')} onClose={onClose}>
      <MenuItem
        icon={<PenLine size={14} aria-hidden />}
        keys="Enter"
        onSelect={() => beginEditing(at.id)}
      >
        {t(isZone ? 'editing.rename' : 'editing.write')}
      </MenuItem>
      {isZone ? (
        <>
          <MenuItem
            icon={<SquareDashedMousePointer size={14} aria-hidden />}
            onSelect={() => canvas()?.mark(membersNow(at.id))}
          >
            {t('editing.selectMembers')}
          </MenuItem>
          <MenuRule />
          <Suspense>{faultItems?.(at.id)}</Suspense>
        </>
      ) : null}
      <MenuRule />
      <Item item={copies[0]!} ids={[at.id]} />
      <Item
        item={removing}
        ids={[at.id]}
        name={t(isZone ? 'editing.ungroup' : 'editing.remove')}
        isDanger
      />
    </PointMenu>
  );
}

function membersNow(zone: string): readonly string[] {
  return membersOf(documentStore.getState().scenario.zones, zone) ?? [];
}

function Item({
  item,
  ids,
  at,
  name,
  isDanger = false,
}: {
  readonly item: EditItem;
  readonly ids?: readonly string[];
  readonly at?: CanvasMenuAt;
  readonly name?: string;
  readonly isDanger?: boolean;
}) {
  const { t } = useTranslation();
  const { what, icon: Icon, keys } = item;
  return (
    <MenuItem
      icon={<Icon size={14} aria-hidden />}
      {...(keys === undefined ? {} : { keys })}
      isDanger={isDanger}
      onSelect={() => canvas()?.edit(what, ids, at)}
    >
      {name ?? t(`editing.${what}`)}
    </MenuItem>
  );
}
