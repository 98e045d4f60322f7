/** Any duration: a row of the latency table by name, or a shape with its numbers. */

import { sourceText } from '../../i18n/dictionary.ts';
import type { Format } from '../../i18n/format.ts';
import { type Translate, useFormat, useTranslation } from '../../i18n/i18n.ts';
import { type Distribution, figureRows } from '../../scenario/editing.ts';
import { type Refusal, SelectField, TextField } from '../../ui/field.tsx';
import type { ControlProps } from './control.ts';
import { DisclosureRow, EditorLine } from './disclosure-row.tsx';
import { formOf, inForm, partsOf, rangeOf, readQuantiles, shapes } from './distribution.ts';
import { NumberControl } from './number-control.tsx';
import { Refused, useRefusalLine } from './refused.tsx';

export function DistributionRow({ row, value, onChange }: ControlProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const distribution = value as Distribution;
  return (
    <DisclosureRow row={row} summary={distributionSummary(distribution, t, format)}>
      <DistributionEditor label={row.label} value={distribution} onChange={onChange} />
    </DisclosureRow>
  );
}

export function DistributionEditor({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: Distribution;
  readonly onChange: (value: Distribution) => Refusal;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [refusal, onRefusal] = useRefusalLine();
  const figure = figureRows.find((row) => 'figure' in value && row.id === value.figure);
  const options = [
    ...shapes.map((shape) => ({
      value: shape as string,
      label: t(`distributions.kinds.${shape}`),
      group: t('distributions.label'),
    })),
    ...figureRows.map((row) => ({
      value: `figure:${row.id}`,
      label: `${t(`distributions.figures.${row.id}`)} · ${rangeText(row.p5Ms, row.p95Ms, format)}`,
      group: t('distributions.kinds.figure'),
    })),
  ];
  return (
    <>
      <SelectField
        label={`${label}: ${t('distributions.label')}`}
        value={formOf(value)}
        options={options}
        onChange={(form) => onRefusal(onChange(inForm(value, form)))}
      />
      <p className="editor-help">
        {figure
          ? `${t('distributions.help.figure')} ${t('inspector.source', { source: sourceText(format.language, figure.source) })}.`
          : 'dist' in value
            ? t(`distributions.help.${value.dist}`)
            : null}
      </p>
      {partsOf(value).map((part) => (
        <EditorLine key={part.name} label={t(`distributions.params.${part.name}`)}>
          <NumberControl
            kind={part.kind}
            label={`${label}: ${t(`distributions.params.${part.name}`)}`}
            value={part.value}
            min={part.min}
            isAboveMin={part.isAboveMin}
            {...(part.max === undefined ? {} : { max: part.max })}
            onCommit={(next) => onChange({ ...value, [part.name]: next } as Distribution)}
            onRefusal={onRefusal}
          />
        </EditorLine>
      ))}
      {'dist' in value && value.dist === 'quantiles' ? (
        <TextField
          label={`${label}: ${t('distributions.params.quantiles')}`}
          text={value.ms.join(', ')}
          unit="ms"
          isNumeric
          onCommit={(text) => {
            const ms = readQuantiles(text);
            if (!ms) return t('shell.inspector.risingList');
            return onChange({ dist: 'quantiles', ms: [...ms] });
          }}
          onRefusal={onRefusal}
        />
      ) : null}
      <Refused reason={refusal} />
    </>
  );
}

export function distributionSummary(
  distribution: Distribution,
  t: Translate,
  format: Format,
): string {
  if ('dist' in distribution) {
    const d = distribution;
    if (d.dist === 'constant') return format.duration(d.ms);
    if (d.dist === 'exponential') {
      return t('distributions.summary.exponential', { mean: format.duration(d.meanMs) });
    }
    if (d.dist === 'gamma') {
      const mean = format.duration(d.meanMs);
      return t('distributions.summary.gamma', { mean, cv: format.number(d.cv) });
    }
    if (d.dist === 'pareto') {
      const min = format.duration(d.minMs);
      return t('distributions.summary.pareto', { min, alpha: format.number(d.alpha) });
    }
    if (d.dist === 'quantiles') {
      return t('distributions.summary.quantiles', { count: d.ms.length });
    }
  }
  const { low, high } = rangeOf(distribution);
  return rangeText(low, high, format);
}

/** `1 – 10 ms`: the unit once where both ends share it. Written as beside an axis, where room is as scarce. */
export function rangeText(low: number, high: number, format: Format): string {
  const [from, to] = [low, high].map((ms) => /^([\d.,]+)(\D+)$/.exec(format.durationTick(ms)));
  const isShared = from && to && from[2] === to[2];
  return `${isShared ? from[1] : format.durationTick(low)} – ${format.durationTick(high)}`;
}
