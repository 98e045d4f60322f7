/** A menu under a button, or at a point (a context menu). Arrow keys, letters and Escape work as people expect. */
import { Check } from 'lucide-react';
import {
  type ComponentProps,
  cloneElement,
  createContext,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import { type Align, place } from './place.ts';
import './menu.css';

/** Closes the menu and gives the focus back. */
const CloseContext = createContext<() => void>(() => {});

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
        <Popup
          anchor={button.current}
          rect={button.current.getBoundingClientRect()}
          align={align}
          labelledBy={id}
          onClose={() => setIsOpen(false)}
        >
          {children}
        </Popup>
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
  const rect = { left: at.x, right: at.x, top: at.y, bottom: at.y, width: 0, height: 0 };
  return (
    <Popup anchor={null} rect={rect} align="start" label={label} onClose={onClose}>
      {children}
    </Popup>
  );
}

function Popup({
  anchor,
  rect,
  align,
  label,
  labelledBy,
  onClose,
  children,
}: {
  /** Presses on it are its own business, not "outside". */
  readonly anchor: Element | null;
  readonly rect: Parameters<typeof place>[1];
  readonly align: Align;
  readonly label?: string;
  readonly labelledBy?: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const menu = useRef<HTMLDivElement>(null);
  const cameFrom = useRef(document.activeElement);
  const isPlaced = useRef(false);

  useLayoutEffect(() => {
    // Once: a menu that moves under the pointer while it renders again is a trap.
    if (isPlaced.current || !menu.current) return;
    isPlaced.current = true;
    place(menu.current, rect, { side: 'bottom', align });
    const [first] = itemsOf(menu.current);
    const isChoice = first?.getAttribute('role') === 'menuitemradio';
    const chosen = menu.current.querySelector<HTMLElement>('[aria-checked=true]');
    ((isChoice && chosen) || first)?.focus();
  }, [rect, align]);

  useEffect(() => {
    const onPointerDown = ({ target }: Event) => {
      const isInside = [menu.current, anchor].some((part) => part?.contains(target as Node));
      if (!isInside) onClose();
    };
    addEventListener('pointerdown', onPointerDown, { capture: true });
    addEventListener('resize', onClose);
    return () => {
      removeEventListener('pointerdown', onPointerDown, { capture: true });
      removeEventListener('resize', onClose);
    };
  }, [anchor, onClose]);

  function close() {
    onClose();
    if (cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
  }
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (event.key === 'Escape' || event.key === 'Tab') {
      event.preventDefault();
      event.stopPropagation();
      close();
      return;
    }
    const next = itemFor(event.key, itemsOf(event.currentTarget));
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  return createPortal(
    <CloseContext value={close}>
      <div
        ref={menu}
        className="menu"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        aria-labelledby={labelledBy}
        onKeyDown={onKeyDown}
        onContextMenu={(event) => event.preventDefault()}
      >
        {children}
      </div>
    </CloseContext>,
    anchor?.closest('dialog') ?? document.body,
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]:not(:disabled)')];
}

/** Where a key leads from the item that has the focus. */
function itemFor(key: string, items: readonly HTMLElement[]): HTMLElement | undefined {
  const index = items.indexOf(document.activeElement as HTMLElement);
  const count = items.length;
  switch (key) {
    case 'ArrowDown':
      return items[(index + 1) % count];
    case 'ArrowUp':
      return items[(index - 1 + count) % count];
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
  }
  if (key.length !== 1 || key === ' ') return undefined;
  const following = [...items.slice(index + 1), ...items.slice(0, index + 1)];
  return following.find((item) =>
    item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()),
  );
}

type Role = 'menuitem' | 'menuitemradio' | 'menuitemcheckbox';

function Item({
  role,
  className = '',
  ...rest
}: { readonly role: Role } & Omit<ComponentProps<'button'>, 'role'>) {
  return (
    <button
      type="button"
      role={role}
      tabIndex={-1}
      className={`menu-item ${className}`}
      // One highlight for pointer and keys.
      onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
      {...rest}
    />
  );
}

export function MenuItem({
  onSelect,
  icon,
  keys,
  help,
  isDanger = false,
  children,
}: {
  readonly onSelect: () => void;
  readonly icon?: ReactNode;
  readonly keys?: string;
  /** A second line. */
  readonly help?: string;
  readonly isDanger?: boolean;
  readonly children: ReactNode;
}) {
  const close = useContext(CloseContext);
  return (
    <Item
      role="menuitem"
      className={isDanger ? 'danger' : ''}
      onClick={() => {
        // First: what is chosen may take the focus itself.
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
    </Item>
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
  return (
    <Item role="menuitemcheckbox" aria-checked={isOn} onClick={() => onChange(!isOn)}>
      <span className="check">{isOn ? <Check size={14} aria-hidden /> : null}</span>
      {children}
    </Item>
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
  const close = useContext(CloseContext);
  const id = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is no part of a menu; ARIA's group is.
    <div role="group" aria-labelledby={id}>
      <div id={id} className="menu-label">
        {label}
      </div>
      {options.map((option) => (
        <Item
          key={option.value}
          role="menuitemradio"
          aria-checked={option.value === value}
          className={className}
          lang={option.lang}
          onClick={() => {
            close();
            onChange(option.value);
          }}
        >
          <span className="check">
            {option.value === value ? <Check size={14} aria-hidden /> : null}
          </span>
          {option.label}
          {option.help ? <span className="menu-help">{option.help}</span> : null}
        </Item>
      ))}
    </div>
  );
}

export function MenuRule() {
  return <hr className="menu-rule" />;
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <div className="menu-label">{children}</div>;
}
