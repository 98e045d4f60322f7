/** What can be made to go wrong with a node from the cursor on, as items of a menu, and what can be ended again. */
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
import type { Fault, ScenarioNode } from '../scenario/schema.ts';
import { documentStore, undo } from '../stores/document.ts';
import { addQuickFault, cursorMs, endFaults, faultsFor, isInForce } from '../stores/faults.ts';
import { openPanel, select, showToast } from '../stores/session.ts';
import { MenuItem, MenuLabel } from '../ui/menu.tsx';

export const faultIcons: Readonly<Record<Fault['kind'], LucideIcon>> = {
  crash: Zap,
  instanceCrash: Unplug,
  slowdown: Gauge,
  loss: CircleSlash,
  partition: Scissors,
  flush: Snowflake,
  spike: TrendingUp,
};

export function FaultItems({ node }: { readonly node: ScenarioNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const atMs = cursorMs();
  const name = node.label ?? node.id;
  const time = format.time(atMs);
  const { faults } = documentStore.getState().scenario;
  const isStruck = faults.some((fault) => fault.target === node.id && isInForce(fault, atMs));

  function strike(kind: Fault['kind']) {
    if (kind === 'partition') {
      select({ type: 'node', id: node.id });
      openPanel('partition');
      return;
    }
    addQuickFault(kind, node.id, atMs);
    const what = t(`faults.kinds.${kind}`);
    tell(t('shell.inspector.faultAdded', { what, name, time }), 'bad');
  }

  function tell(text: string, tone: 'bad' | 'good') {
    showToast({ text, tone, action: { label: t('shell.canvas.undo'), run: undo } });
  }

  return (
    <>
      <MenuLabel>{t('faults.menu.from', { time })}</MenuLabel>
      {isStruck ? (
        <MenuItem
          icon={<HeartPulse size={14} aria-hidden />}
          onSelect={() => {
            endFaults(node.id, atMs);
            tell(t('shell.canvas.restoredNow', { name, time }), 'good');
          }}
        >
          {t('faults.menu.restore')}
        </MenuItem>
      ) : null}
      {faultsFor(node).map((kind) => {
        const Icon = faultIcons[kind];
        return (
          <MenuItem key={kind} icon={<Icon size={14} aria-hidden />} onSelect={() => strike(kind)}>
            {t(`faults.menu.${kind}`)}
          </MenuItem>
        );
      })}
    </>
  );
}
