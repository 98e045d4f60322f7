/**
 * A menu under a button, or at a point (a context menu). The menu itself is Radix's: focus, arrow keys, letters, Escape
 * and places near the window's edge. It is loaded when the first menu opens, because nobody needs it for the first view.
 */
import { Check } from 'lucide-react';
import {
  type ComponentProps,
  cloneElement,
  lazy,
  type ReactElement,
  type ReactNode,
  Suspense,
  useContext,
  useId,
  useRef,
  useState,
} from 'react';
import './menu.css';
import { type Align, type OpenMenu, OpenMenuContext } from './open-menu.ts';

const MenuPopup = lazy(async () => ({ default: (await import('./menu-popup.tsx')).MenuPopup }));

function useOpenMenu(): OpenMenu {
  const menu = useContext(OpenMenuContext);
  if (menu === null) throw new Error('a menu item stands outside a menu');
  return menu;
}

export function Menu({
  trigger,
  align = 'start',
  children,
}: {
  /** A button; it gets the menu's wiring. */
  readonly trigger: ReactElement<ComponentProps<'button'>>;
  readonly align?: Align;
  readonly children: ReactNode;
}) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        id,
        'aria-haspopup': 'menu',
        'aria-expanded': isOpen,
        onClick: () => setIsOpen(!isOpen),
        onKeyDown: (event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setIsOpen(true);
        },
      })}
      {isOpen && button.current ? (
        <Suspense fallback={null}>
          <MenuPopup
            anchor={button.current}
            rect={button.current.getBoundingClientRect()}
            align={align}
            labelledBy={id}
            onClose={() => setIsOpen(false)}
          >
            {children}
          </MenuPopup>
        </Suspense>
      ) : null}
    </>
  );
}

/** Open as long as it is rendered. */
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
    <Suspense fallback={null}>
      <MenuPopup
        anchor={null}
        rect={{ left: at.x, top: at.y, width: 0, height: 0 }}
        align="start"
        label={label}
        onClose={onClose}
      >
        {children}
      </MenuPopup>
    </Suspense>
  );
}

export function MenuItem({
  onSelect,
  icon,
  keys,
  help,
  isDanger = false,
  off = null,
  children,
}: {
  readonly onSelect: () => void;
  readonly icon?: ReactNode;
  readonly keys?: string;
  /** A second line. */
  readonly help?: string;
  readonly isDanger?: boolean;
  /** Why it does nothing now. It can still be reached, so that this can be heard; what is seen of it the menu decides. */
  readonly off?: string | null;
  readonly children: ReactNode;
}) {
  const { parts, close } = useOpenMenu();
  return (
    <parts.Item
      className={`menu-item ${isDanger ? 'danger' : ''} ${off === null ? '' : 'is-off'}`}
      {...(off !== null && { 'aria-disabled': true, 'aria-description': off })}
      onSelect={(event) => {
        // Ours closes first: what is chosen may take the focus itself.
        event.preventDefault();
        if (off !== null) return;
        close();
        onSelect();
      }}
    >
      {icon}
      <span className="menu-text">
        {children}
        {help ? <span className="menu-help">{help}</span> : null}
      </span>
      {keys ? <kbd>{keys}</kbd> : null}
    </parts.Item>
  );
}

/** On or off; the menu stays, because several are chosen at one go. */
export function MenuCheck({
  isOn,
  onChange,
  children,
}: {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
}) {
  const { parts } = useOpenMenu();
  return (
    <parts.CheckboxItem
      className="menu-item"
      checked={isOn}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
    >
      <span className="check">{isOn ? <Check size={14} aria-hidden /> : null}</span>
      {children}
    </parts.CheckboxItem>
  );
}

export interface MenuOption<T extends string> {
  readonly value: T;
  readonly label: ReactNode;
  readonly help?: string;
  readonly lang?: string;
}

/** One of several. */
export function MenuChoices<T extends string>({
  label,
  value,
  options,
  onChange,
  className = '',
}: {
  readonly label: string;
  readonly value: T;
  readonly options: readonly MenuOption<T>[];
  readonly onChange: (value: T) => void;
  readonly className?: string;
}) {
  const { parts, close } = useOpenMenu();
  return (
    <parts.RadioGroup value={value}>
      <parts.Label className="menu-label">{label}</parts.Label>
      {options.map((option) => (
        <parts.RadioItem
          key={option.value}
          value={option.value}
          className={`menu-item ${className}`}
          lang={option.lang}
          onSelect={(event) => {
            event.preventDefault();
            close();
            onChange(option.value);
          }}
        >
          <span className="check">
            {option.value === value ? <Check size={14} aria-hidden /> : null}
          </span>
          {option.label}
          {option.help ? <span className="menu-help">{option.help}</span> : null}
        </parts.RadioItem>
      ))}
    </parts.RadioGroup>
  );
}

export function MenuRule() {
  const { parts } = useOpenMenu();
  return <parts.Separator className="menu-rule" />;
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  const { parts } = useOpenMenu();
  return <parts.Label className="menu-label">{children}</parts.Label>;
}
