/** Lines of a node's menu: into a zone, or out of the one it stands in. */

import { LogIn, LogOut } from 'lucide-react';
import { useTranslation } from '../i18n/i18n.ts';
import { tellRefusal } from '../i18n/refused.ts';
import { documentStore, nameOf } from '../stores/document.ts';
import { setMember } from '../stores/places.ts';
import { showToast } from '../stores/session.ts';
import { MenuItem, MenuLabel, MenuRule } from '../ui/menu.tsx';

export function ZoneItems({ node }: { readonly node: string }) {
  const { t } = useTranslation();
  const { zones } = documentStore.getState().scenario;
  if (zones.length === 0) return null;
  const put = (zone: string, isIn: boolean) => {
    tellRefusal(setMember(zone, node, isIn), showToast);
  };
  return (
    <>
      <MenuRule />
      <MenuLabel>{t('editing.zones')}</MenuLabel>
      {zones.map(({ id, members }) => {
        const isIn = members.includes(node);
        const Icon = isIn ? LogOut : LogIn;
        return (
          <MenuItem key={id} icon={<Icon size={14} aria-hidden />} onSelect={() => put(id, !isIn)}>
            {t(isIn ? 'editing.takeOut' : 'editing.putIn', { name: nameOf(id) })}
          </MenuItem>
        );
      })}
    </>
  );
}
