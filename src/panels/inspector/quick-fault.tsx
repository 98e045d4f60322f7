/** A button that makes something go wrong with a node at the cursor, or ends what keeps it down there. */
import { cutMs } from '../../base/units.ts';
import { useTranslation } from '../../i18n/i18n.ts';
import type { Fault } from '../../scenario/schema.ts';
import { isStruck } from '../../stores/faults.ts';
import { useDocument } from '../../stores/hooks.ts';
import { useRun } from '../../stores/run-hooks.ts';
import { showToast } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { LockContext, useLock } from '../../ui/lock.ts';
import { idleText, restore, strike } from '../strike.ts';

export function QuickFault({
  kind,
  target,
}: {
  readonly kind: Fault['kind'];
  readonly target: string;
}) {
  const { t } = useTranslation();
  const lock = useLock();
  const scenario = useDocument((state) => state.scenario);
  const idle = useRun(({ cursorNs }) => idleText(kind, target, msOf(cursorNs)));
  const isHeld = useRun(({ cursorNs }) => isStruck(target, scenario.faults, msOf(cursorNs)));
  if (kind === 'crash' && idle !== null && isHeld) {
    return <Button onClick={() => restore(target)}>{t('faults.menu.restore')}</Button>;
  }
  const button = (
    <Button title={t(`faults.help.${kind}`)} onClick={() => strike(kind, target)}>
      {t(`faults.menu.${kind}`)}
    </Button>
  );
  if (idle === null || lock !== null) return button;
  const off = { reason: idle, onTry: () => showToast({ text: idle }) };
  return <LockContext value={off}>{button}</LockContext>;
}

const msOf = (ns: number) => cutMs(ns / 1e6);
