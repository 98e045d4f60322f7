/** A param's default in words. */
import type { Format } from '../../i18n/format.ts';
import type { Translate } from '../../i18n/i18n.ts';
import type { Distribution, FieldDescription } from '../../scenario/editing.ts';
import { distributionSummary } from './distribution-editor.tsx';

/** Null for groups and composite params, whose summary says it. `option` names a choice. */
export function defaultText(
  field: FieldDescription,
  option: (name: string) => string,
  t: Translate,
  format: Format,
): string | null {
  const value = field.default;
  if (value === null) return field.control === 'flag' ? option('null') : t('app.none');
  if (typeof value === 'boolean') return value ? t('app.on') : t('app.off');
  if (typeof value === 'string') return option(value);
  if (field.control === 'distribution') {
    return distributionSummary(value as Distribution, t, format);
  }
  return typeof value === 'number' ? numberText(value, field.control, format) : null;
}

/** A number as the control of its param shows it. */
export function numberText(
  value: number,
  control: FieldDescription['control'],
  format: Format,
): string {
  if (control === 'duration') return format.duration(value);
  return control === 'ratio' ? format.ratio(value) : format.number(value);
}
