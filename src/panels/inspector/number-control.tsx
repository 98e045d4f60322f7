/** One number: a duration, a count, a ratio, a rate or a factor. "None" where the field allows it. */
import { Infinity as InfinityIcon } from 'lucide-react';
import type { Format } from '../../i18n/format.ts';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import { type Refusal, TextField } from '../../ui/field.tsx';
import {
  nextStep,
  readDuration,
  readNumber,
  readPercent,
  type Written,
  writeDuration,
  writeNumber,
  writePercent,
} from './quantities.ts';

export type NumberKind = 'duration' | 'count' | 'ratio' | 'rate' | 'factor' | 'number';

export interface NumberControlProps {
  readonly kind: NumberKind;
  readonly label: string;
  readonly id?: string;
  readonly describedBy?: string;
  readonly value: number | null;
  readonly isNullable?: boolean;
  readonly min?: number;
  /** The bound itself is not allowed. */
  readonly isAboveMin?: boolean;
  readonly max?: number;
  /** Null: committed. Text: why not. */
  readonly onCommit: (value: number | null) => Refusal;
  readonly onRefusal?: (refusal: Refusal) => void;
}

export function NumberControl(props: NumberControlProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const refuse = useRefusal(props);
  const written = writeValue(props.kind, props.value);

  function onCommit(text: string): Refusal {
    if (props.isNullable && isNone(text, t('app.none'))) return props.onCommit(null);
    const value = readValue(props.kind, text, written.unit);
    return (value === null ? t('inspector.mustBeNumber') : refuse(value)) ?? props.onCommit(value);
  }

  const field = (
    <TextField
      label={props.label}
      {...(props.id ? { id: props.id } : {})}
      {...(props.describedBy ? { describedBy: props.describedBy } : {})}
      text={written.text}
      {...(props.value !== null && written.unit ? { unit: unitWord(written.unit, format) } : {})}
      {...(props.isNullable ? { placeholder: t('app.none') } : {})}
      isNumeric
      onCommit={onCommit}
      onStep={(text, { up, large }) => {
        const value = readValue(props.kind, text, written.unit);
        if (value === null) return text;
        const isWhole = props.kind === 'count';
        // Stepped in the unit on screen, seconds in milliseconds: 30 s becomes 31 s, 2 s becomes 2.1 s.
        const unit = written.unit === 's' ? 'ms' : written.unit;
        const shown = readNumber(writeIn(props.kind, value, unit)) ?? 0;
        const next = bounded(nextStep(shown, { up, large, isWhole }), props, unit);
        return unit === written.unit ? writeNumber(next) : writeIn(props.kind, next, written.unit);
      }}
      {...(props.onRefusal ? { onRefusal: props.onRefusal } : {})}
    />
  );
  if (!props.isNullable) return field;
  return (
    <span className="nullable">
      {field}
      <IconButton
        label={`${props.label}: ${t('app.none')}`}
        hint={t('app.none')}
        isSmall
        side="top"
        aria-pressed={props.value === null}
        onClick={() => props.onRefusal?.(props.onCommit(null))}
      >
        <InfinityIcon size={13} aria-hidden />
      </IconButton>
    </span>
  );
}

/** The sentence why a number is out of bounds, in the user's language. */
function useRefusal(props: NumberControlProps): (value: number) => Refusal {
  const { t } = useTranslation();
  const format = useFormat();
  const { kind, min, max, isAboveMin } = props;
  const say = (value: number) => {
    if (kind === 'duration') return format.duration(value);
    return kind === 'ratio' ? format.ratio(value) : writeNumber(value);
  };
  return (value) => {
    if (kind === 'count' && !Number.isInteger(value)) return t('inspector.mustBeWhole');
    if (min !== undefined && isAboveMin && value <= min) {
      return t('shell.inspector.moreThan', { value: say(min) });
    }
    if (min !== undefined && value < min) return t('inspector.atLeast', { value: say(min) });
    if (max !== undefined && value > max) return t('inspector.atMost', { value: say(max) });
    return null;
  };
}

/** Units are words too: what stands for a second differs from language to language. */
function unitWord(unit: string, format: Format): string {
  if (unit === 'ms' || unit === 's' || unit === 'min' || unit === 'h') {
    return format.durationUnit(unit);
  }
  return unit === '/s' ? format.perSecond : unit;
}

function isNone(text: string, word: string): boolean {
  const plain = text.trim().toLowerCase();
  return plain === '' || plain === '∞' || plain === 'none' || plain === word.toLowerCase();
}

function writeValue(kind: NumberKind, value: number | null): Written {
  if (value === null) return { text: '', unit: kind === 'duration' ? 'ms' : '' };
  switch (kind) {
    case 'duration':
      return writeDuration(value);
    case 'ratio':
      return { text: writePercent(value), unit: '%' };
    case 'rate':
      return { text: writeNumber(value), unit: '/s' };
    case 'factor':
      return { text: writeNumber(value), unit: '×' };
    case 'count':
    case 'number':
      return { text: writeNumber(value), unit: '' };
    default:
      return kind satisfies never;
  }
}

function readValue(kind: NumberKind, text: string, unit: string): number | null {
  if (kind === 'duration') return readDuration(text, unit || 'ms');
  if (kind === 'ratio') return readPercent(text);
  return readNumber(text.replace(/(\/s|\/초|×|x)\s*$/, ''));
}

/** The same value as a bare number of the unit on screen. */
function writeIn(kind: NumberKind, value: number, unit: string): string {
  if (kind === 'ratio') return writePercent(value);
  if (kind !== 'duration') return writeNumber(value);
  return writeNumber(value / (readDuration('1', unit || 'ms') ?? 1));
}

function bounded(shown: number, { kind, min, max }: NumberControlProps, unit: string): number {
  const scale =
    kind === 'duration' ? (readDuration('1', unit || 'ms') ?? 1) : kind === 'ratio' ? 0.01 : 1;
  const low = (min ?? 0) / scale;
  const high = (max ?? Number.POSITIVE_INFINITY) / scale;
  return Math.min(high, Math.max(low, shown));
}
