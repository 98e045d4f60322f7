/** A menu under a button, or at a point (a context menu). Arrow keys, letters and Escape work as people expect. */
import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import './menu.css';

export function Menu({
  trigger,
  align = 'start',
  children,
}: {
  readonly trigger: ReactNode;
  readonly align?: 'start' | 'end';
  readonly children: ReactNode;
}) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          align={align}
          sideOffset={6}
          collisionPadding={8}
          loop
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** Opens at once at a point of the window. */
export function PointMenu({
  at,
  label,
  onClose,
  children,
}: {
  readonly at: { readonly x: number; readonly y: number };
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden style={{ position: 'fixed', left: at.x, top: at.y }} />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          align="start"
          collisionPadding={8}
          aria-label={label}
          loop
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export function MenuItem({
  onSelect,
  icon,
  keys,
  help,
  isDanger = false,
  isDisabled = false,
  lang,
  children,
}: {
  readonly onSelect: () => void;
  readonly icon?: ReactNode;
  readonly keys?: string;
  /** A second line. */
  readonly help?: string;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  readonly lang?: string;
  readonly children: ReactNode;
}) {
  return (
    <DropdownMenu.Item
      className={`menu-item ${isDanger ? 'danger' : ''}`}
      disabled={isDisabled}
      onSelect={onSelect}
      lang={lang}
    >
      {icon}
      <span className="menu-text">
        {children}
        {help ? <span className="menu-help">{help}</span> : null}
      </span>
      {keys ? <kbd>{keys}</kbd> : null}
    </DropdownMenu.Item>
  );
}

export function MenuChoices<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly {
    readonly value: T;
    readonly label: string;
    readonly lang?: string;
  }[];
  readonly onChange: (value: T) => void;
}) {
  return (
    <>
      <DropdownMenu.Label className="menu-label">{label}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup value={value} onValueChange={(next) => onChange(next as T)}>
        {options.map((option) => (
          <DropdownMenu.RadioItem
            key={option.value}
            value={option.value}
            className="menu-item"
            lang={option.lang}
          >
            <span className="check">
              <DropdownMenu.ItemIndicator>
                <Check size={14} aria-hidden />
              </DropdownMenu.ItemIndicator>
            </span>
            {option.label}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </>
  );
}

export function MenuRule() {
  return <DropdownMenu.Separator className="menu-rule" />;
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <DropdownMenu.Label className="menu-label">{children}</DropdownMenu.Label>;
}
