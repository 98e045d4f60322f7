/** Every param of a kind or a connection with its default, what is possible, and where the default comes from. */
import { dictionary, sourceText } from '../../i18n/dictionary.ts';
import type { Format } from '../../i18n/format.ts';
import { type Translate, useFormat, useTranslation } from '../../i18n/i18n.ts';
import type { FieldDescription } from '../../scenario/editing.ts';
import { arrivalSummary } from '../inspector/arrival-editor.tsx';
import { defaultText, numberText } from '../inspector/default-text.ts';
import type { ElementWords } from '../inspector/fields.tsx';
import { keysSummary } from '../inspector/keys-editor.tsx';
import { operationsSummary } from '../inspector/operations-editor.tsx';

export function ParamTable({
  caption,
  fields,
  words,
}: {
  readonly caption: string;
  readonly fields: readonly FieldDescription[];
  readonly words: ElementWords;
}) {
  const { t } = useTranslation();
  if (fields.length === 0) return null;
  return (
    <table className="modelled-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('modelled.param')}</th>
          <th scope="col">{t('modelled.byDefault')}</th>
          <th scope="col">{t('modelled.range')}</th>
          <th scope="col">{t('modelled.source')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.flatMap(withInner).map((field) => (
          <ParamRow key={field.path} field={field} words={words} />
        ))}
      </tbody>
    </table>
  );
}

function withInner(field: FieldDescription): readonly FieldDescription[] {
  return [field, ...(field.fields ?? []).flatMap(withInner)];
}

function ParamRow({
  field,
  words,
}: {
  readonly field: FieldDescription;
  readonly words: ElementWords;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const label = words.fields[field.path]?.label ?? field.path;
  const option = (name: string) => words.options[`${field.path}.${name}`] ?? name;
  const source = sourceText(format.language, field.source);
  if (field.control === 'group') {
    // A group that may be off is off by default.
    return (
      <tr className="is-group" data-param={field.path}>
        <th scope="row">{label}</th>
        <td data-label={t('modelled.byDefault')}>{field.nullable ? t('app.off') : ''}</td>
        <td data-label={t('modelled.range')}>
          {field.nullable ? `${t('app.on')} · ${t('app.off')}` : ''}
        </td>
        <td data-label={t('modelled.source')}>{source}</td>
      </tr>
    );
  }
  const byDefault =
    defaultText(field, option, t, format) ?? compositeText(field, t, format) ?? field.path;
  return (
    <tr className={field.path.includes('.') ? 'is-inner' : ''} data-param={field.path}>
      <th scope="row">{label}</th>
      <td data-label={t('modelled.byDefault')} className="num">
        {byDefault}
      </td>
      <td data-label={t('modelled.range')}>{rangeOf(field, option, t, format)}</td>
      <td data-label={t('modelled.source')}>{source}</td>
    </tr>
  );
}

type Of<F extends (value: never, t: Translate, format: Format) => string> = Parameters<F>[0];

/** The composite params of a client. */
function compositeText(field: FieldDescription, t: Translate, format: Format): string | null {
  const value = field.default as never;
  if (field.control === 'arrival') {
    return arrivalSummary(value as Of<typeof arrivalSummary>, t, format);
  }
  if (field.control === 'operations') {
    return operationsSummary(value as Of<typeof operationsSummary>, t, format);
  }
  return field.control === 'keys' ? keysSummary(value as Of<typeof keysSummary>, t, format) : null;
}

function rangeOf(
  field: FieldDescription,
  option: (name: string) => string,
  t: Translate,
  format: Format,
): string {
  const range = possible(field, option, t, format);
  return field.nullable ? t('modelled.orNone', { range }) : range;
}

function possible(
  { control, min, max, options }: FieldDescription,
  option: (name: string) => string,
  t: Translate,
  format: Format,
): string {
  if (options) return options.map(option).join(' · ');
  if (control === 'flag') return `${t('app.on')} · ${t('app.off')}`;
  if (control === 'distribution') return t('modelled.any');
  if (min === undefined || max === undefined) return compositeChoices(control, format).join(' · ');
  return `${numberText(min, control, format)} – ${numberText(max, control, format)}`;
}

/** What a composite param begins with: its other numbers follow from that. */
function compositeChoices(control: FieldDescription['control'], format: Format): string[] {
  const { arrival, operations, keys } = dictionary(format.language);
  if (control === 'arrival') return Object.values(arrival.processes);
  if (control === 'operations') return Object.values(operations.types);
  return control === 'keys' ? Object.values(keys.distributions) : [];
}
