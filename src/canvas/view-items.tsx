/** Of the empty canvas's menu what changes nothing: the whole drawing in sight, and everything else by its name. */
import { Maximize, Search } from 'lucide-react';
import { useTranslation } from '../i18n/i18n.ts';
import { canvas } from '../stores/canvas-commands.ts';
import { openPanel } from '../stores/session.ts';
import { MenuItem } from '../ui/menu.tsx';

export function ViewItems() {
  const { t } = useTranslation();
  return (
    <>
      <MenuItem
        icon={<Maximize size={14} aria-hidden />}
        keys="Shift+1"
        onSelect={() => canvas()?.fit()}
      >
        {t('canvas.fit')}
      </MenuItem>
      <MenuItem
        icon={<Search size={14} aria-hidden />}
        keys="Ctrl+K"
        onSelect={() => openPanel('commands')}
      >
        {t('editing.commands')}
      </MenuItem>
    </>
  );
}
