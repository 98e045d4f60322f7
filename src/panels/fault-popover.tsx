/** A fault of the time bar, opened in place: the same editor as in the inspector. */
import type { RefObject } from 'react';
import type { Fault } from '../scenario/schema.ts';
import { Popover } from '../ui/popover.tsx';
import { FaultEditor } from './inspector/fault-list.tsx';
import './inspector/inspector.css';

export function FaultPopover({
  fault,
  index,
  anchor,
  label,
  onClose,
}: {
  readonly fault: Fault;
  readonly index: number;
  readonly anchor: RefObject<HTMLElement>;
  readonly label: string;
  readonly onClose: () => void;
}) {
  return (
    <Popover anchor={anchor} label={label} onClose={onClose}>
      <FaultEditor fault={fault} index={index} />
    </Popover>
  );
}
