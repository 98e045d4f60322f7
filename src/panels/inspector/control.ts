import type { Refusal } from '../../ui/field.tsx';
import type { RowProps } from './row.tsx';

/** What the control of a whole value gets: its row's words and what to do with a value. */
export interface ControlProps {
  readonly row: Omit<RowProps, 'control'>;
  readonly value: unknown;
  readonly onChange: (value: unknown) => Refusal;
}
