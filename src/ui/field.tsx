/**
 * Fields that commit when the user is done (Enter, leaving) and never while the text is wrong: the sentence why stays
 * beside them. Escape puts back what was there.
 */
import { ChevronDown } from 'lucide-react';
import { type ComponentProps, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import './field.css';
import { useLock } from './lock.ts';

/** Null: accepted. Text: the reason why not. */
export type Refusal = string | null;

export interface TextFieldProps {
  readonly id?: string;
  readonly label: string;
  /** What stands in the field while it is not being edited. */
  readonly text: string;
  readonly unit?: string;
  readonly placeholder?: string;
  readonly describedBy?: string;
  readonly isNumeric?: boolean;
  readonly maxLength?: number;
  readonly className?: string;
  /** Tried on Enter and on leaving. */
  readonly onCommit: (text: string) => Refusal;
  /** The next text when an arrow key is pressed in a numeric field. */
  readonly onStep?: (
    text: string,
    step: { readonly up: boolean; readonly large: boolean },
  ) => string;
  readonly onRefusal?: (refusal: Refusal) => void;
}

export function TextField(props: TextFieldProps) {
  const { text, unit, onCommit, onRefusal, onStep } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [isBad, setIsBad] = useState(false);
  const latest = useRef(text);
  const lock = useLock();

  // A change from elsewhere (undo, another document) wins over a draft.
  useEffect(() => {
    if (latest.current === text) return;
    latest.current = text;
    setDraft(null);
    setIsBad(false);
    onRefusal?.(null);
  }, [text, onRefusal]);

  function refuse(refusal: Refusal) {
    setIsBad(refusal !== null);
    onRefusal?.(refusal);
  }
  function commit(value: string) {
    if (value === text) {
      setDraft(null);
      refuse(null);
      return;
    }
    const refusal = onCommit(value);
    refuse(refusal);
    if (refusal === null) setDraft(null);
  }
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === 'Enter') {
      commit(event.currentTarget.value);
    } else if (event.key === 'Escape' && draft !== null) {
      // Only the draft is given up, not the dialog or sheet around it.
      event.stopPropagation();
      setDraft(null);
      refuse(null);
    } else if (onStep && !lock && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      event.preventDefault();
      const next = onStep(event.currentTarget.value, {
        up: event.key === 'ArrowUp',
        large: event.shiftKey,
      });
      setDraft(next);
      commit(next);
    }
  }

  return (
    <span
      className={`field ${unit ? 'has-unit' : ''} ${isBad ? 'is-bad' : ''} ${props.className ?? ''}`}
    >
      <input
        id={props.id}
        className={props.isNumeric ? 'num' : ''}
        aria-label={props.label}
        aria-invalid={isBad || undefined}
        aria-describedby={props.describedBy}
        inputMode={props.isNumeric ? 'decimal' : undefined}
        placeholder={props.placeholder}
        maxLength={props.maxLength}
        autoComplete="off"
        spellCheck={false}
        readOnly={lock !== null}
        title={lock?.reason}
        data-at-rest={draft === null || undefined}
        value={draft ?? text}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        onBlur={(event) => draft !== null && commit(event.currentTarget.value)}
      />
      {unit ? (
        <span className="unit" aria-hidden>
          {unit}
        </span>
      ) : null}
    </span>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly group?: string;
}

/** The browser's own list: it works under a thumb and with every screen reader. */
export function SelectField({
  label,
  value,
  options,
  onChange,
  ...rest
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
} & Omit<ComponentProps<'select'>, 'onChange' | 'value'>) {
  const lock = useLock();
  return (
    <span className="select" title={lock?.reason}>
      <select
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        disabled={lock !== null}
        aria-description={lock?.reason}
        {...rest}
      >
        {grouped(options).map(([group, members]) =>
          group === '' ? (
            members.map(optionOf)
          ) : (
            <optgroup key={group} label={group}>
              {members.map(optionOf)}
            </optgroup>
          ),
        )}
      </select>
      <ChevronDown size={13} aria-hidden />
    </span>
  );
}

const optionOf = (option: Option) => (
  <option key={option.value} value={option.value}>
    {option.label}
  </option>
);

function grouped(options: readonly Option[]): readonly (readonly [string, readonly Option[]])[] {
  const groups = new Map<string, Option[]>();
  for (const option of options) {
    const group = groups.get(option.group ?? '');
    if (group) group.push(option);
    else groups.set(option.group ?? '', [option]);
  }
  return [...groups];
}

export function Switch({
  label,
  isOn,
  onChange,
  ...rest
}: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
} & Omit<ComponentProps<'button'>, 'onChange'>) {
  const lock = useLock();
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-label={label}
      aria-checked={isOn}
      aria-disabled={lock !== null}
      aria-description={lock?.reason}
      title={lock?.reason}
      onClick={lock ? lock.onTry : () => onChange(!isOn)}
      {...rest}
    />
  );
}
