/** What can be made to go wrong with a node or a zone from the cursor on, as items of a menu, and what can be ended. */
import {
  CircleSlash,
  Gauge,
  HeartPulse,
  type LucideIcon,
  Scissors,
  Snowflake,
  TrendingUp,
  Unplug,
  Zap,
} from 'lucide-react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import type { Fault } from '../scenario/schema.ts';
import { documentStore } from '../stores/document.ts';
import { cursorMs, faultsFor, isStruck } from '../stores/faults.ts';
import { MenuItem, MenuLabel } from '../ui/menu.tsx';
import { idleText, restore, strike } from './strike.ts';

export const faultIcons: Readonly<Record<Fault['kind'], LucideIcon>> = {
  crash: Zap,
  instanceCrash: Unplug,
  slowdown: Gauge,
  loss: CircleSlash,
  partition: Scissors,
  flush: Snowflake,
  spike: TrendingUp,
};

export function FaultItems({ target }: { readonly target: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const atMs = cursorMs();
  const { scenario } = documentStore.getState();
  const words = scenario.zones.some(({ id }) => id === target) ? 'zoneMenu' : 'menu';
  const items = faultsFor(target, scenario).map((kind) => ({
    kind,
    why: idleText(kind, target, atMs),
  }));
  // Said once where it is the same of all.
  const [first] = items;
  const whyAll = first && items.every(({ why }) => why === first.why) ? first.why : null;
  return (
    <>
      <MenuLabel>{t('faults.menu.from', { time: format.time(atMs) })}</MenuLabel>
      {isStruck(target, scenario.faults, atMs) ? (
        <MenuItem
          icon={<HeartPulse size={14} aria-hidden />}
          onSelect={() => restore(target, atMs)}
        >
          {t('faults.menu.restore')}
        </MenuItem>
      ) : null}
      {whyAll === null ? null : <MenuLabel>{whyAll}</MenuLabel>}
      {items.map(({ kind, why }) => {
        const Icon = faultIcons[kind];
        return (
          <MenuItem
            key={kind}
            icon={<Icon size={14} aria-hidden />}
            off={why}
            {...(why !== null && whyAll === null && { help: why })}
            onSelect={() => strike(kind, target, atMs)}
          >
            {t(kind === 'instanceCrash' ? 'faults.menu.instanceCrash' : `faults.${words}.${kind}`)}
          </MenuItem>
        );
      })}
    </>
  );
}
