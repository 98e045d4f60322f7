/** Buttons: one height, four looks. An icon button always has a name, and shows it on hover and on focus. */
import type { ComponentProps, ReactNode } from 'react';
import { Hint } from './hint.tsx';
import { useLock } from './lock.ts';
import type { Side } from './place.ts';
import './button.css';

export type ButtonLook = 'plain' | 'ghost' | 'primary' | 'danger';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: ButtonLook;
  readonly isSmall?: boolean;
  /** Changes nothing: it works where everything else is locked. */
  readonly isSafe?: boolean;
}

export function Button({
  look = 'plain',
  isSmall = false,
  isSafe = false,
  className = '',
  ...rest
}: ButtonProps) {
  const lock = useLock();
  const isOff = lock !== null && !isSafe;
  return (
    <button
      type="button"
      className={`button ${look} ${isSmall ? 'small' : ''} ${isOff ? 'is-off' : ''} ${className}`}
      {...rest}
      {...(isOff && {
        'aria-disabled': true,
        'aria-description': lock.reason,
        title: lock.reason,
        onClick: lock.onTry,
        // Keys that open or move something; Enter and Space click.
        onKeyDown: undefined,
      })}
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
