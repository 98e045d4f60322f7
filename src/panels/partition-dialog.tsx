/** Before a partition is set by hand: who is cut off from the selected node, and for how long. */
import { useEffect, useState } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { addFault, nameOf } from '../stores/document.ts';
import { cursorMs, makeFault } from '../stores/faults.ts';
import { useSession } from '../stores/hooks.ts';
import { announce, openPanel, showToast } from '../stores/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import './dialogs.css';
import { reasonOf } from '../i18n/refused.ts';
import { NumberControl } from './inspector/number-control.tsx';
import { type PartitionFault, PartitionSides } from './inspector/partition-sides.tsx';

export function PartitionDialog() {
  const target = useSession((state) => state.selection?.id);
  const isGone = target === undefined;
  // An open panel has the keys, also one that has nothing to show.
  useEffect(() => {
    if (isGone) openPanel(null);
  }, [isGone]);
  return isGone ? null : <Chooser key={target} target={target} />;
}

function Chooser({ target }: { readonly target: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [fault, setFault] = useState(
    () => makeFault('partition', target, cursorMs()) as PartitionFault,
  );
  const name = nameOf(target);
  const time = format.time(fault.atMs);
  const isEmpty = fault.from?.length === 0;
  function strike() {
    const refusal = reasonOf(addFault(fault));
    if (refusal !== null) {
      showToast({ text: refusal, tone: 'bad' });
      return;
    }
    announce(t('shell.inspector.faultAdded', { what: t('faults.kinds.partition'), name, time }));
    openPanel(null);
  }
  return (
    <Dialog
      title={t('faults.cutOff', { name, time })}
      closeLabel={t('app.close')}
      onClose={() => openPanel(null)}
    >
      <p className="lead">{t('faults.help.partition')}</p>
      <PartitionSides fault={fault} onChange={setFault} />
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the control names itself; this is its caption. */}
      <label className="dialog-row">
        {t('faults.duration')}
        <NumberControl
          kind="duration"
          label={t('faults.duration')}
          value={fault.durationMs ?? null}
          isNullable
          min={0}
          isAboveMin
          onCommit={(durationMs) => {
            const { durationMs: _, ...rest } = fault;
            setFault(durationMs === null ? rest : { ...rest, durationMs });
            return null;
          }}
        />
      </label>
      {isEmpty ? <p className="lead">{t('faults.nobody')}</p> : null}
      <p className="dialog-row">
        <Button look="primary" disabled={isEmpty} onClick={strike}>
          {t('faults.strike')}
        </Button>
      </p>
    </Dialog>
  );
}
