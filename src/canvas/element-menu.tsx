/** The menu of a node or an edge: the right mouse button, a long press, or the menu key. */
import { Copy, Eye, Spline, Trash2 } from 'lucide-react';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from '../i18n/i18n.ts';
import { hasKeys } from '../scenario/keyed-nodes.ts';
import { canvas } from '../stores/canvas-commands.ts';
import { documentStore, nameOf } from '../stores/document.ts';
import { openCache, openPanel } from '../stores/session.ts';
import { MenuItem, MenuRule, PointMenu } from '../ui/menu.tsx';
import { ZoneItems } from './zone-items.tsx';

export interface MenuAt {
  readonly x: number;
  readonly y: number;
  readonly type: 'node' | 'edge';
  readonly id: string;
}

/** Of a node or a zone. */
export type FaultItems = (target: string) => ReactNode;

export function ElementMenu({
  at,
  faultItems,
  onClose,
}: {
  readonly at: MenuAt;
  /** What can be made to go wrong with a node, as items of the menu. */
  readonly faultItems?: FaultItems | undefined;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const node = documentStore.getState().scenario.nodes.find((node) => node.id === at.id);
  const name = nameOf(at.id);
  return (
    <PointMenu at={at} label={name} onClose={onClose}>
      {node ? (
        <>
          {hasKeys(node) ? (
            <MenuItem icon={<Eye size={14} aria-hidden />} onSelect={() => openCache(at.id)}>
              {t('shell.canvas.lookInside')}
            </MenuItem>
          ) : null}
          <MenuItem
            icon={<Spline size={14} aria-hidden />}
            keys="E"
            onSelect={() => openPanel('connect')}
          >
            {t('inspector.connectTo')}
          </MenuItem>
          <MenuItem
            icon={<Copy size={14} aria-hidden />}
            keys="Ctrl+D"
            onSelect={() => canvas()?.edit('duplicate', [at.id])}
          >
            {t('shell.inspector.duplicate')}
          </MenuItem>
          <MenuRule />
          <Suspense>{faultItems?.(at.id)}</Suspense>
          <ZoneItems node={at.id} />
          <MenuRule />
        </>
      ) : null}
      <MenuItem
        icon={<Trash2 size={14} aria-hidden />}
        keys="Del"
        isDanger
        onSelect={() => canvas()?.edit('remove', [at.id])}
      >
        {node ? t('inspector.deleteNode', { name }) : t('inspector.deleteEdge')}
      </MenuItem>
    </PointMenu>
  );
}
