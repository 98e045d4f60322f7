/** The two sides of a partition: who stays with its target, who is cut off from it, and who notices nothing. */
import { useTranslation } from '../../i18n/i18n.ts';
import type { Fault } from '../../scenario/schema.ts';
import { useDocument } from '../../stores/hooks.ts';
import { SelectField } from '../../ui/field.tsx';

export type PartitionFault = Extract<Fault, { kind: 'partition' }>;

const sides = ['from', 'with', 'neither'] as const;
type Side = (typeof sides)[number];

export function PartitionSides({
  fault,
  onChange,
}: {
  readonly fault: PartitionFault;
  readonly onChange: (fault: PartitionFault) => void;
}) {
  const { t } = useTranslation();
  const nodes = useDocument((state) => state.scenario.nodes);
  const others = nodes.filter(({ id }) => id !== fault.target);
  const target = nodes.find(({ id }) => id === fault.target)?.label ?? fault.target;

  function place(moved: string, to: Side) {
    const sideOf = (id: string) => (id === moved ? to : sideIn(fault, id));
    const on = (side: Side) => others.map(({ id }) => id).filter((id) => sideOf(id) === side);
    const { with: _with, from: _from, ...rest } = fault;
    const [beside, cutOff] = [on('with'), on('from')];
    onChange({
      ...rest,
      ...(beside.length > 0 && { with: beside }),
      // Everybody else is what a partition means by saying nothing.
      ...(on('neither').length > 0 && { from: cutOff }),
    });
  }

  return (
    <fieldset className="sides">
      <legend>{t('faults.sides', { target })}</legend>
      <ul className="scroll">
        {others.map(({ id, label = id }) => (
          <li key={id}>
            <span>{label}</span>
            <SelectField
              label={t('faults.sideOf', { name: label })}
              value={sideIn(fault, id)}
              options={sides.map((side) => ({
                value: side,
                label: t(`faults.side.${side}`, { target }),
              }))}
              onChange={(side) => place(id, side as Side)}
            />
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function sideIn(fault: PartitionFault, id: string): Side {
  if (fault.with?.includes(id)) return 'with';
  return !fault.from || fault.from.includes(id) ? 'from' : 'neither';
}
