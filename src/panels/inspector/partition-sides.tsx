/** The two sides of a partition: who stays with its target, who is cut off from it, and who notices nothing. */
import { useTranslation } from '../../i18n/i18n.ts';
import type { Fault } from '../../scenario/schema.ts';
import { membersOf } from '../../scenario/zones.ts';
import { nameOf } from '../../stores/document.ts';
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
  const zones = useDocument((state) => state.scenario.zones);
  const flat = (id: string) => membersOf(zones, id) ?? [id];
  const inside = flat(fault.target);
  const others = nodes.filter(({ id }) => !inside.includes(id));
  const target = nameOf(fault.target);
  // A file may name a zone; here each node has its side.
  const beside = fault.with?.flatMap(flat);
  const cutOff = fault.from?.flatMap(flat);
  function sideIn(id: string): Side {
    if (beside?.includes(id)) return 'with';
    return !cutOff || cutOff.includes(id) ? 'from' : 'neither';
  }

  function place(moved: string, to: Side) {
    const sideOf = (id: string) => (id === moved ? to : sideIn(id));
    const on = (side: Side) => others.map(({ id }) => id).filter((id) => sideOf(id) === side);
    const { with: _with, from: _from, ...rest } = fault;
    onChange({
      ...rest,
      ...(on('with').length > 0 && { with: on('with') }),
      // Everybody else is what a partition means by saying nothing.
      ...(on('neither').length > 0 && { from: on('from') }),
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
              value={sideIn(id)}
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
