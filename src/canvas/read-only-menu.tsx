/** The canvas's menu where nothing can be changed: how to look, a link to the moment, and the way to a copy of one's own. */
import { CopyPlus, Eye, Link, SlidersHorizontal } from 'lucide-react';
import { useState } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { hasKeys } from '../scenario/keyed-nodes.ts';
import { documentStore, nameOf } from '../stores/document.ts';
import { openCache, openPanel, showToast } from '../stores/session.ts';
import { sharedMomentNs } from '../stores/shared-moment.ts';
import { makeLink } from '../stores/sharing.ts';
import { MenuItem, MenuRule, PointMenu } from '../ui/menu.tsx';
import { ViewItems } from './view-items.tsx';

/** What the menu needs of the rest of the page. */
export interface ReadOnlyWays {
  readonly onInspect: () => void;
  readonly onDuplicate: () => void;
}

export function ReadOnlyMenu({
  at,
  ways,
  onClose,
}: {
  readonly at: { readonly x: number; readonly y: number; readonly id: string };
  readonly ways: ReadOnlyWays;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  // As it stood when one asked: it goes on playing behind.
  const [atMs] = useState(() => sharedMomentNs() / 1e6);
  const { nodes, edges } = documentStore.getState().scenario;
  const node = nodes.find(({ id }) => id === at.id);
  const edge = edges.find(({ id }) => id === at.id);
  const selected = node ?? edge;

  async function copyLink() {
    const { file } = documentStore.getState();
    const view = { ...(selected && { selected: selected.id }) };
    const page = location.origin + location.pathname;
    try {
      const link = await makeLink(file, page, { isReadOnly: true, atMs, view });
      await navigator.clipboard.writeText(link.url);
      showToast({ text: t('share.copied'), tone: 'good' });
    } catch {
      // There the link can be copied by hand.
      openPanel('share');
    }
  }

  return (
    <PointMenu at={at} label={node ? nameOf(node.id) : t('canvas.label')} onClose={onClose}>
      {selected ? (
        <MenuItem
          icon={<SlidersHorizontal size={14} aria-hidden />}
          keys="Enter"
          onSelect={ways.onInspect}
        >
          {t('readOnly.inspect')}
        </MenuItem>
      ) : (
        <ViewItems />
      )}
      {node && hasKeys(node) ? (
        <MenuItem icon={<Eye size={14} aria-hidden />} onSelect={() => openCache(node.id)}>
          {t('shell.canvas.lookInside')}
        </MenuItem>
      ) : null}
      <MenuItem icon={<Link size={14} aria-hidden />} onSelect={() => void copyLink()}>
        {t('readOnly.copyLink', { time: format.time(atMs) })}
      </MenuItem>
      <MenuRule />
      <MenuItem
        icon={<CopyPlus size={14} aria-hidden />}
        help={t('readOnly.why')}
        onSelect={ways.onDuplicate}
      >
        {t('readOnly.duplicate')}
      </MenuItem>
    </PointMenu>
  );
}
