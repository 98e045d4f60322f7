/** The params of a node or an edge as controls, made from their descriptions: a new param needs no line here. */
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { sourceText } from '../../i18n/dictionary.ts';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { reasonOf } from '../../i18n/refused.ts';
import type { FieldDescription } from '../../scenario/editing.ts';
import type { Committed } from '../../stores/document.ts';
import { valueAt } from '../../stores/sparse.ts';
import { type Refusal, SelectField, Switch } from '../../ui/field.tsx';
import { ArrivalRow } from './arrival-editor.tsx';
import type { ControlProps } from './control.ts';
import { defaultText } from './default-text.ts';
import { DistributionRow } from './distribution-editor.tsx';
import { KeysRow } from './keys-editor.tsx';
import { NumberControl } from './number-control.tsx';
import { OperationsRow } from './operations-editor.tsx';
import { Row } from './row.tsx';

/** The words that a kind and an edge share. */
export interface ElementWords {
  readonly fields: Readonly<Record<string, { readonly label: string; readonly help: string }>>;
  readonly options: Readonly<Record<string, string>>;
}

export interface FieldsProps {
  readonly fields: readonly FieldDescription[];
  readonly words: ElementWords;
  /** With every default filled in. */
  readonly params: unknown;
  /** As the file has them. */
  readonly sparse: unknown;
  readonly onChange: (path: string, value: unknown) => Committed;
  /** What the last run says about a param, by its path. */
  readonly found?: Readonly<Record<string, string | null>>;
  /** Paths of params that are folded away. */
  readonly rare?: readonly string[];
}

export function Fields(props: FieldsProps) {
  // Groups last: what stands below an open group would seem to belong to it.
  const single = props.fields.filter(({ control }) => control !== 'group');
  const groups = props.fields.filter(({ control }) => control === 'group');
  const rare = single.filter(({ path }) => props.rare?.includes(path));
  const usual = single.filter((field) => !rare.includes(field));
  return (
    <>
      {usual.map((field) => (
        <Field key={field.path} {...props} field={field} />
      ))}
      {rare.length > 0 ? <Rare {...props} fields={rare} /> : null}
      {groups.map((field) => (
        <Group key={field.path} {...props} field={field} />
      ))}
    </>
  );
}

/** What most people never touch, folded away; open where something in it differs. */
function Rare(props: FieldsProps) {
  const { t } = useTranslation();
  const changed = props.fields.some(({ path }) => valueAt(props.sparse, path) !== undefined);
  const [isOpen, setIsOpen] = useState(changed);
  return (
    <section className="group">
      <h3>
        <button type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          <ChevronRight size={14} aria-hidden />
          {t('inspector.more', { count: props.fields.length })}
          {changed ? <span className="group-changed">{t('inspector.changed')}</span> : null}
        </button>
      </h3>
      {isOpen
        ? props.fields.map((field) => <Field key={field.path} {...props} field={field} />)
        : null}
    </section>
  );
}

function Group({ field, ...props }: FieldsProps & { readonly field: FieldDescription }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const changed = valueAt(props.sparse, field.path) !== undefined;
  // Open where something in it differs: that is what one came to see.
  const [isOpen, setIsOpen] = useState(changed);
  const words = props.words.fields[field.path];
  const label = words?.label ?? field.path;
  const isOff = field.nullable && valueAt(props.params, field.path) === null;
  return (
    <section className="group">
      <h3>
        <button type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          <ChevronRight size={14} aria-hidden />
          {label}
          {changed ? <span className="group-changed">{t('inspector.changed')}</span> : null}
        </button>
        {field.nullable ? (
          <Switch
            label={label}
            isOn={!isOff}
            onChange={(isOn) => {
              props.onChange(field.path, isOn ? {} : undefined);
              setIsOpen(isOn);
            }}
          />
        ) : null}
      </h3>
      {isOpen ? (
        <>
          {words ? <p className="group-help">{words.help}</p> : null}
          {isOff ? null : <Fields {...props} fields={field.fields ?? []} />}
        </>
      ) : (
        <p className="row-source">{sourceText(language, field.source)}</p>
      )}
    </section>
  );
}

function Field({ field, ...props }: FieldsProps & { readonly field: FieldDescription }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { path, control } = field;
  const words = props.words.fields[path];
  const label = words?.label ?? path;
  const value = valueAt(props.params, path);
  const option = (name: string) => props.words.options[`${path}.${name}`] ?? name;
  const text = defaultText(field, option, t, format);
  const change = (next: unknown): Refusal => reasonOf(props.onChange(path, next));
  const row = {
    label,
    ...(words ? { help: words.help } : {}),
    source: sourceText(format.language, field.source),
    ...(text === null ? {} : { defaultText: text }),
    found: props.found?.[path] ?? null,
    isChanged: valueAt(props.sparse, path) !== undefined,
    onReset: () => {
      change(undefined);
    },
  };
  const one = { row, value, onChange: change };

  switch (control) {
    case 'duration':
    case 'count':
    case 'ratio':
    case 'rate':
    case 'factor':
      return (
        <Row
          {...row}
          control={(wiring) => (
            <NumberControl
              {...wiring}
              kind={control}
              label={label}
              value={value as number | null}
              isNullable={field.nullable}
              {...(field.min === undefined ? {} : { min: field.min })}
              {...(field.max === undefined ? {} : { max: field.max })}
              onCommit={change}
            />
          )}
        />
      );
    case 'choice':
      return (
        <ChoiceRow {...one} names={(field.options ?? []).map((name) => [name, option(name)])} />
      );
    case 'flag':
      return field.nullable ? (
        <ChoiceRow
          {...one}
          value={String(value)}
          names={[
            ['null', option('null')],
            ['true', t('app.on')],
            ['false', t('app.off')],
          ]}
          onChange={(next) => change(next === 'null' ? null : next === 'true')}
        />
      ) : (
        <FlagRow {...one} />
      );
    case 'distribution':
      return <DistributionRow {...one} />;
    case 'arrival':
      return <ArrivalRow {...one} />;
    case 'operations':
      return <OperationsRow {...one} />;
    case 'keys':
      return <KeysRow {...one} />;
    case 'group':
      return null;
    default:
      return control satisfies never;
  }
}

/** One of a few: `names` are its values, each with its words. */
function ChoiceRow(
  props: ControlProps & { readonly names: readonly (readonly [value: string, words: string])[] },
) {
  const { row, value, names, onChange } = props;
  return (
    <Row
      {...row}
      control={({ id, describedBy, onRefusal }) => (
        <SelectField
          id={id}
          label={row.label}
          aria-describedby={describedBy}
          value={value as string}
          options={names.map(([value, label]) => ({ value, label }))}
          onChange={(next) => onRefusal(onChange(next))}
        />
      )}
    />
  );
}

function FlagRow({ row, value, onChange }: ControlProps) {
  return (
    <Row
      {...row}
      control={({ id, describedBy, onRefusal }) => (
        <Switch
          id={id}
          label={row.label}
          aria-describedby={describedBy}
          isOn={value as boolean}
          onChange={(next) => onRefusal(onChange(next))}
        />
      )}
    />
  );
}
