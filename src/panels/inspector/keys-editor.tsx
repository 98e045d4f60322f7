/** How popular each key is: what decides what a cache can do. */
import type { Format } from '../../i18n/format.ts';
import { type Translate, useFormat, useTranslation } from '../../i18n/i18n.ts';
import type { NodeOf } from '../../scenario/schema.ts';
import { SelectField } from '../../ui/field.tsx';
import type { ControlProps } from './control.ts';
import { DisclosureRow, EditorLine } from './disclosure-row.tsx';
import { NumberControl } from './number-control.tsx';
import { Refused, useRefusalLine } from './refused.tsx';

type Keys = NodeOf<'client'>['params']['keys'];
const distributions = ['zipf', 'uniform', 'sequential', 'hotspot'] as const;

export function KeysRow({ row, value, onChange }: ControlProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const keys = value as Keys;
  const [refusal, onRefusal] = useRefusalLine();
  const put = (fields: Partial<Keys>) => onChange({ ...keys, ...fields });
  return (
    <DisclosureRow row={row} summary={keysSummary(keys, t, format)}>
      <SelectField
        label={t('keys.distribution')}
        value={keys.distribution}
        options={distributions.map((each) => ({
          value: each,
          label: t(`keys.distributions.${each}`),
        }))}
        onChange={(next) => onRefusal(put({ distribution: next as Keys['distribution'] }))}
      />
      <p className="editor-help">{t(`keys.distributionsHelp.${keys.distribution}`)}</p>
      <EditorLine label={t('keys.count')}>
        <NumberControl
          kind="count"
          label={t('keys.count')}
          value={keys.count}
          min={1}
          max={1_000_000}
          onCommit={(count) => put({ count: count ?? 1 })}
          onRefusal={onRefusal}
        />
      </EditorLine>
      {keys.distribution === 'zipf' ? (
        <>
          <EditorLine label={t('keys.exponent')}>
            <NumberControl
              kind="number"
              label={t('keys.exponent')}
              value={keys.exponent}
              min={0}
              max={5}
              onCommit={(exponent) => put({ exponent: exponent ?? 0 })}
              onRefusal={onRefusal}
            />
          </EditorLine>
          <p className="editor-help">{t('keys.exponentHelp')}</p>
        </>
      ) : null}
      {keys.distribution === 'hotspot'
        ? (['hotKeysRatio', 'hotTrafficRatio'] as const).map((part) => (
            <EditorLine key={part} label={t(`keys.${part}`)}>
              <NumberControl
                kind="ratio"
                label={t(`keys.${part}`)}
                value={keys[part]}
                min={0}
                max={1}
                onCommit={(ratio) => put({ [part]: ratio ?? 0 })}
                onRefusal={onRefusal}
              />
            </EditorLine>
          ))
        : null}
      <Refused reason={refusal} />
    </DisclosureRow>
  );
}

export function keysSummary(keys: Keys, t: Translate, format: Format): string {
  const name = t(`keys.distributions.${keys.distribution}`);
  return keys.distribution === 'zipf' ? `${name} ${format.number(keys.exponent)}` : name;
}
