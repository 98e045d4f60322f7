/** How requests come: a rate, a schedule, or a number of users. */

import { Plus, X } from 'lucide-react';
import type { Format } from '../../i18n/format.ts';
import { type Translate, useFormat, useTranslation } from '../../i18n/i18n.ts';
import type { NodeOf } from '../../scenario/schema.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { type Refusal, SelectField } from '../../ui/field.tsx';
import type { ControlProps } from './control.ts';
import { DisclosureRow, EditorLine } from './disclosure-row.tsx';
import { DistributionEditor } from './distribution-editor.tsx';
import { NumberControl } from './number-control.tsx';
import { Refused, useRefusalLine } from './refused.tsx';

type Arrival = NodeOf<'client'>['params']['arrival'];
const processes = ['poisson', 'constant', 'schedule', 'closed'] as const;

/** The schema's bound on any rate. */
const RATE_MAX = 10_000_000;

export function ArrivalRow({ row, value, onChange }: ControlProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const arrival = value as Arrival;
  const [refusal, onRefusal] = useRefusalLine();
  return (
    <DisclosureRow row={row} summary={arrivalSummary(arrival, t, format)}>
      <SelectField
        label={t('arrival.process')}
        value={arrival.process}
        options={processes.map((name) => ({ value: name, label: t(`arrival.processes.${name}`) }))}
        onChange={(process) => onRefusal(onChange(inProcess(arrival, process)))}
      />
      <p className="editor-help">{t(`arrival.help.${arrival.process}`)}</p>
      <ArrivalNumbers arrival={arrival} onChange={onChange} onRefusal={onRefusal} />
      <Refused reason={refusal} />
    </DisclosureRow>
  );
}

interface NumbersProps {
  readonly arrival: Arrival;
  readonly onChange: (arrival: Arrival) => Refusal;
  readonly onRefusal: (refusal: Refusal) => void;
}

function ArrivalNumbers({ arrival, onChange, onRefusal }: NumbersProps) {
  const { t } = useTranslation();
  switch (arrival.process) {
    case 'poisson':
    case 'constant':
      return (
        <EditorLine label={t('arrival.ratePerSec')}>
          <NumberControl
            kind="rate"
            label={t('arrival.ratePerSec')}
            value={arrival.ratePerSec}
            min={0}
            max={RATE_MAX}
            onCommit={(rate) => onChange({ ...arrival, ratePerSec: rate ?? 0 })}
            onRefusal={onRefusal}
          />
        </EditorLine>
      );
    case 'closed':
      return (
        <>
          <EditorLine label={t('arrival.users')}>
            <NumberControl
              kind="count"
              label={t('arrival.users')}
              value={arrival.users}
              min={1}
              max={1_000_000}
              onCommit={(users) => onChange({ ...arrival, users: users ?? 1 })}
              onRefusal={onRefusal}
            />
          </EditorLine>
          <p className="editor-title">{t('arrival.thinkTime')}</p>
          <DistributionEditor
            label={t('arrival.thinkTime')}
            value={arrival.thinkTime}
            onChange={(thinkTime) => onChange({ ...arrival, thinkTime })}
          />
        </>
      );
    case 'schedule':
      return <Points arrival={arrival} onChange={onChange} onRefusal={onRefusal} />;
    default:
      return arrival satisfies never;
  }
}

function Points({
  arrival,
  onChange,
  onRefusal,
}: NumbersProps & { readonly arrival: Extract<Arrival, { process: 'schedule' }> }) {
  const { t } = useTranslation();
  const { points } = arrival;
  const put = (next: typeof points) =>
    onChange({ process: 'schedule', points: [...next].sort((a, b) => a.atMs - b.atMs) });
  const replace = (index: number, fields: Partial<(typeof points)[number]>) =>
    put(points.map((point, i) => (i === index ? { ...point, ...fields } : point)));
  const last = points.at(-1);
  return (
    <>
      <ol className="points">
        {points.map((point, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row keeps the focus while its moment is changed.
          <li key={index}>
            <NumberControl
              kind="duration"
              label={`${t('arrival.atMs')} ${index + 1}`}
              value={point.atMs}
              min={0}
              onCommit={(atMs) => replace(index, { atMs: atMs ?? 0 })}
              onRefusal={onRefusal}
            />
            <NumberControl
              kind="rate"
              label={`${t('arrival.ratePerSec')} ${index + 1}`}
              value={point.ratePerSec}
              min={0}
              max={RATE_MAX}
              onCommit={(rate) => replace(index, { ratePerSec: rate ?? 0 })}
              onRefusal={onRefusal}
            />
            <IconButton
              label={t('arrival.removePoint')}
              isSmall
              disabled={points.length === 1}
              onClick={() => onRefusal(put(points.filter((_, i) => i !== index)))}
            >
              <X size={13} aria-hidden />
            </IconButton>
          </li>
        ))}
      </ol>
      <Button
        isSmall
        onClick={() =>
          onRefusal(
            put([
              ...points,
              { atMs: (last?.atMs ?? 0) + 10_000, ratePerSec: last?.ratePerSec ?? 100 },
            ]),
          )
        }
      >
        <Plus size={13} aria-hidden />
        {t('arrival.addPoint')}
      </Button>
    </>
  );
}

/** Another process at about the same rate. */
function inProcess(arrival: Arrival, process: string): Arrival {
  const rate = rateOf(arrival);
  switch (process as Arrival['process']) {
    case 'schedule':
      return {
        process: 'schedule',
        points: [
          { atMs: 0, ratePerSec: rate },
          { atMs: 30_000, ratePerSec: rate * 2 },
        ],
      };
    case 'closed':
      return {
        process: 'closed',
        users: Math.max(1, Math.round(rate)),
        thinkTime: { dist: 'exponential', meanMs: 1000 },
      };
    case 'constant':
      return { process: 'constant', ratePerSec: rate };
    default:
      return { process: 'poisson', ratePerSec: rate };
  }
}

function rateOf(arrival: Arrival): number {
  if (arrival.process === 'closed') return arrival.users;
  if (arrival.process === 'schedule') return arrival.points[0]?.ratePerSec ?? 100;
  return arrival.ratePerSec;
}

export function arrivalSummary(arrival: Arrival, t: Translate, format: Format): string {
  if (arrival.process === 'closed') return `${format.count(arrival.users)} ${t('arrival.users')}`;
  if (arrival.process === 'schedule') return t('arrival.processes.schedule');
  return format.rate(arrival.ratePerSec);
}
