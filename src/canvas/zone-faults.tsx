/** Faults that strike a whole zone at the cursor: lines of its menu. */
import { Gauge, type LucideIcon, Snowflake, TrendingUp, Unplug, WifiOff, Zap } from 'lucide-react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import type { Fault } from '../scenario/schema.ts';
import { struckIn } from '../scenario/zones.ts';
import { addFault, documentStore, nameOf, undo } from '../stores/document.ts';
import { cursorMs, makeFault } from '../stores/faults.ts';
import { showToast } from '../stores/session.ts';
import { MenuItem } from '../ui/menu.tsx';

const icons = {
  crash: Zap,
  slowdown: Gauge,
  partition: Unplug,
  loss: WifiOff,
  flush: Snowflake,
  spike: TrendingUp,
} as const satisfies { readonly [K in Fault['kind']]?: LucideIcon };
type ZoneFault = keyof typeof icons;

export function ZoneFaults({ zone }: { readonly zone: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { scenario } = documentStore.getState();
  const kinds = (Object.keys(icons) as ZoneFault[]).filter(
    (kind) => struckIn(scenario, zone, kind).length > 0,
  );
  function strike(kind: ZoneFault) {
    const atMs = cursorMs();
    const added = addFault(makeFault(kind, zone, atMs));
    const what = t(`faults.kinds.${kind}`);
    const done = { what, name: nameOf(zone), time: format.time(atMs) };
    showToast(
      added.ok
        ? {
            text: t('editing.zoneStruck', done),
            tone: 'bad',
            action: { label: t('shell.canvas.undo'), run: undo },
          }
        : { text: added.issues[0]?.message ?? '', tone: 'bad' },
    );
  }
  return kinds.map((kind) => {
    const Icon = icons[kind];
    return (
      <MenuItem key={kind} icon={<Icon size={14} aria-hidden />} onSelect={() => strike(kind)}>
        {t(`editing.faults.${kind}`)}
      </MenuItem>
    );
  });
}
