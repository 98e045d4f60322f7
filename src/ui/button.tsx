/** Buttons: one height, four looks. An icon button always has a name, and shows it on hover and on focus. */
import { Tooltip } from 'radix-ui';
import type { ComponentProps, ReactNode } from 'react';
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
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
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

/** A hint on hover and focus. `HintProvider` stands once around the page. */
export function Hint({
  content,
  keys,
  side = 'bottom',
  children,
}: {
  readonly content: ReactNode;
  readonly keys?: string;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
  readonly children: ReactNode;
}) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content className="tooltip" side={side} sideOffset={6} collisionPadding={8}>
          {content}
          {keys ? <kbd>{keys}</kbd> : null}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

export function HintProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Tooltip.Provider delayDuration={450} skipDelayDuration={300}>
      {children}
    </Tooltip.Provider>
  );
}
