/** Buttons: one height, four looks. An icon button always has a name, and shows it on hover and on focus. */
import type { ComponentProps, ReactNode } from 'react';
import { Hint } from './hint.tsx';
import type { Side } from './place.ts';
import './button.css';

export type ButtonLook = 'plain' | 'ghost' | 'primary' | 'danger';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: ButtonLook;
  readonly isSmall?: boolean;
}

export function Button({ look = 'plain', isSmall = false, className = '', ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={`button ${look} ${isSmall ? 'small' : ''} ${className}`}
      {...rest}
    />
  );
}

export interface IconButtonProps extends ButtonProps {
  readonly label: string;
  /** Shown in the hint after the name. */
  readonly keys?: string;
  readonly side?: Side;
  /** A longer hint than the name. */
  readonly hint?: ReactNode;
}

export function IconButton({
  label,
  keys,
  side = 'bottom',
  hint,
  className = '',
  ...rest
}: IconButtonProps) {
  return (
    <Hint content={hint ?? label} side={side} {...(keys ? { keys } : {})}>
      <Button look="ghost" aria-label={label} className={`icon ${className}`} {...rest} />
    </Hint>
  );
}
