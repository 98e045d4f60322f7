/** What goes wrong and when; each line can be changed, moved to another target, or taken out. */
import { Plus, X } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from '../../i18n/i18n.ts';
import { reasonOf } from '../../i18n/refused.ts';
import type { Fault } from '../../scenario/schema.ts';
import { membersOf } from '../../scenario/zones.ts';
import { addFault, changeFault, nameOf, removeFault } from '../../stores/document.ts';
import { cursorMs, faultKinds, makeFault, targetsOf } from '../../stores/faults.ts';
import { useDocument } from '../../stores/hooks.ts';
import { idleAt } from '../../stores/idle-faults.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { type Refusal, SelectField } from '../../ui/field.tsx';
import { NumberControl } from './number-control.tsx';
import { Refused, useRefusalLine } from './refused.tsx';

// Most drawings are never cut in two.
const PartitionSides = lazy(async () => ({
  default: (await import('./partition-sides.tsx')).PartitionSides,
}));

const crashModes = ['refuse', 'blackhole', 'hang'] as const;

/** All faults, or those of one node. */
export function FaultList({ target }: { readonly target?: string }) {
  const faults = useDocument((state) => state.scenario.faults);
  const shown = faults
    .map((fault, index) => ({ fault, index }))
    .filter(({ fault }) => target === undefined || fault.target === target);
  return (
    <ol className="faults">
      {shown.map(({ fault, index }) => (
        <li key={index}>
          <FaultEditor fault={fault} index={index} />
        </li>
      ))}
    </ol>
  );
}

export function AddFault() {
  const { t } = useTranslation();
  const scenario = useDocument((state) => state.scenario);
  const targets = targetsOf('crash', scenario);
  const [first] = targets;
  const [client] = targetsOf('spike', scenario);
  return (
    <Button
      isSmall
      disabled={first === undefined && client === undefined}
      onClick={() => {
        const atMs = cursorMs();
        const target = targets.find((id) => idleAt('crash', id, scenario, atMs) === null) ?? first;
        if (target !== undefined) addFault(makeFault('crash', target, atMs));
        else if (client !== undefined) addFault(makeFault('spike', client, cursorMs()));
      }}
    >
      <Plus size={13} aria-hidden />
      {t('faults.add')}
    </Button>
  );
}

export function FaultEditor({ fault, index }: { readonly fault: Fault; readonly index: number }) {
  const { t } = useTranslation();
  const scenario = useDocument((state) => state.scenario);
  const [refusal, onRefusal] = useRefusalLine();
  const put = (next: Fault): Refusal => reasonOf(changeFault(index, next));
  const kinds = faultKinds.filter((kind) => targetsOf(kind, scenario).length > 0);

  function targetName(id: string): string {
    const members = membersOf(scenario.zones, id);
    // As its frame says it: the zone's name, and how many stand in it.
    return members ? `${nameOf(id)} (${members.length})` : nameOf(id);
  }

  function changeKind(kind: Fault['kind']) {
    const targets = targetsOf(kind, scenario);
    const target = targets.includes(fault.target) ? fault.target : targets[0];
    if (target !== undefined) onRefusal(put(makeFault(kind, target, fault.atMs)));
  }

  return (
    <div className={`fault ${fault.kind}`}>
      <div className="fault-head">
        <NumberControl
          kind="duration"
          label={t('faults.at')}
          value={fault.atMs}
          min={0}
          onCommit={(atMs) => put({ ...fault, atMs: atMs ?? 0 })}
          onRefusal={onRefusal}
        />
        <SelectField
          label={t('faults.kind')}
          value={fault.kind}
          options={kinds.map((kind) => ({ value: kind, label: t(`faults.kinds.${kind}`) }))}
          onChange={(kind) => changeKind(kind as Fault['kind'])}
        />
        <IconButton label={t('faults.remove')} isSmall onClick={() => removeFault(index)}>
          <X size={13} aria-hidden />
        </IconButton>
      </div>
      <div className="fault-more">
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the control names itself; this is its caption. */}
        <label>
          {t('faults.target')}
          <SelectField
            label={t('faults.target')}
            value={fault.target}
            options={targetsOf(fault.kind, scenario).map((id) => ({
              value: id,
              label: targetName(id),
            }))}
            onChange={(target) => onRefusal(put({ ...fault, target }))}
          />
        </label>
        <FaultParts fault={fault} put={put} onRefusal={onRefusal} />
      </div>
      {fault.kind === 'partition' ? (
        <Suspense>
          <PartitionSides fault={fault} onChange={(next) => onRefusal(put(next))} />
        </Suspense>
      ) : null}
      <p>{t(`faults.help.${fault.kind}`)}</p>
      <Refused reason={refusal} />
    </div>
  );
}

function FaultParts({
  fault,
  put,
  onRefusal,
}: {
  readonly fault: Fault;
  readonly put: (fault: Fault) => Refusal;
  readonly onRefusal: (refusal: Refusal) => void;
}) {
  const { t } = useTranslation();
  if (fault.kind === 'flush') return null;
  return (
    <>
      {fault.kind === 'instanceCrash' ? (
        <Part label={t('faults.instance')}>
          <NumberControl
            kind="count"
            label={t('faults.instance')}
            // People count from one.
            value={fault.instance + 1}
            min={1}
            onCommit={(number) => put({ ...fault, instance: (number ?? 1) - 1 })}
            onRefusal={onRefusal}
          />
        </Part>
      ) : null}
      <Part label={t('faults.duration')}>
        <NumberControl
          kind="duration"
          label={t('faults.duration')}
          value={fault.durationMs ?? null}
          isNullable
          min={0}
          isAboveMin
          onCommit={(durationMs) => put(lasting(fault, durationMs))}
          onRefusal={onRefusal}
        />
      </Part>
      {fault.kind === 'crash' || fault.kind === 'instanceCrash' ? (
        <Part label={t('faults.mode')}>
          <SelectField
            label={t('faults.mode')}
            title={t(`faults.modesHelp.${fault.mode}`)}
            value={fault.mode}
            options={crashModes.map((mode) => ({ value: mode, label: t(`faults.modes.${mode}`) }))}
            onChange={(mode) => onRefusal(put({ ...fault, mode: mode as typeof fault.mode }))}
          />
        </Part>
      ) : null}
      {fault.kind === 'loss' ? (
        <Part label={t('faults.ratio')}>
          <NumberControl
            kind="ratio"
            label={t('faults.ratio')}
            value={fault.ratio}
            min={0}
            isAboveMin
            max={1}
            onCommit={(ratio) => put({ ...fault, ratio: ratio ?? 1 })}
            onRefusal={onRefusal}
          />
        </Part>
      ) : null}
      {fault.kind === 'slowdown' || fault.kind === 'spike' ? (
        <Part label={t('faults.factor')}>
          <NumberControl
            kind="factor"
            label={t('faults.factor')}
            value={fault.factor}
            min={0}
            isAboveMin={fault.kind === 'slowdown'}
            max={1_000_000}
            onCommit={(factor) => put({ ...fault, factor: factor ?? 1 })}
            onRefusal={onRefusal}
          />
        </Part>
      ) : null}
    </>
  );
}

function Part({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control names itself; this is its caption.
    <label>
      {label}
      {children}
    </label>
  );
}

function lasting<F extends Fault>(fault: F, durationMs: number | null): F {
  const next = { ...fault };
  if ('durationMs' in next) delete next.durationMs;
  return durationMs === null ? next : { ...next, durationMs };
}
