/** What a client asks for, and how often. */

import { Plus, X } from 'lucide-react';
import type { Format } from '../../i18n/format.ts';
import { type Translate, useFormat, useTranslation } from '../../i18n/i18n.ts';
import { contents, defaultSizes } from '../../scenario/editing.ts';
import type { NodeOf } from '../../scenario/schema.ts';
import { useDocument } from '../../stores/hooks.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { type Refusal, SelectField, TextField } from '../../ui/field.tsx';
import { useLock } from '../../ui/lock.ts';
import type { ControlProps } from './control.ts';
import { DisclosureRow, EditorLine } from './disclosure-row.tsx';
import { NumberControl } from './number-control.tsx';
import { Refused, useRefusalLine } from './refused.tsx';

type Operation = NodeOf<'client'>['params']['operations'][number];
const types = ['read', 'write', 'static', 'job'] as const;

export function OperationsRow({ row, value, onChange }: ControlProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const operations = value as readonly Operation[];
  const [refusal, onRefusal] = useRefusalLine();
  const total = operations.reduce((sum, operation) => sum + operation.weight, 0);
  const put = (next: readonly Operation[]) => onChange(next);
  return (
    <DisclosureRow row={row} summary={operationsSummary(operations, t, format)}>
      <ul className="operations">
        {operations.map((operation, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names may repeat while they are being edited.
          <li key={`${index}-${operations.length}`}>
            <OperationEditor
              operation={operation}
              share={format.ratio(operation.weight / total)}
              onChange={(next) => put(operations.map((other, i) => (i === index ? next : other)))}
              onRemove={
                operations.length > 1
                  ? () => onRefusal(put(operations.filter((_, i) => i !== index)))
                  : null
              }
              onRefusal={onRefusal}
            />
          </li>
        ))}
      </ul>
      <Button
        isSmall
        onClick={() =>
          onRefusal(put([...operations, { name: freeName(operations), type: 'write', weight: 1 }]))
        }
      >
        <Plus size={13} aria-hidden />
        {t('operations.add')}
      </Button>
      <Refused reason={refusal} />
    </DisclosureRow>
  );
}

function OperationEditor({
  operation,
  share,
  onChange,
  onRemove,
  onRefusal,
}: {
  readonly operation: Operation;
  readonly share: string;
  readonly onChange: (operation: Operation) => Refusal;
  readonly onRemove: (() => void) | null;
  readonly onRefusal: (refusal: Refusal) => void;
}) {
  const { t } = useTranslation();
  const { name } = operation;
  return (
    <>
      <div className="operation-head">
        <TextField
          label={t('operations.name')}
          text={name}
          maxLength={80}
          onCommit={(text) =>
            text.trim() === ''
              ? t('shell.inspector.needsName')
              : onChange({ ...operation, name: text.trim() })
          }
          onRefusal={onRefusal}
        />
        <IconButton
          label={t('operations.remove', { name })}
          isSmall
          disabled={onRemove === null}
          onClick={() => onRemove?.()}
        >
          <X size={13} aria-hidden />
        </IconButton>
      </div>
      <EditorLine label={t('operations.type')}>
        <SelectField
          label={`${name}: ${t('operations.type')}`}
          value={operation.type}
          options={types.map((type) => ({ value: type, label: t(`operations.types.${type}`) }))}
          onChange={(type) =>
            onRefusal(onChange({ ...operation, type: type as Operation['type'] }))
          }
        />
      </EditorLine>
      <EditorLine label={t('operations.weight')}>
        <NumberControl
          kind="number"
          label={`${name}: ${t('operations.weight')}`}
          value={operation.weight}
          min={0}
          isAboveMin
          max={1_000_000}
          onCommit={(weight) => onChange({ ...operation, weight: weight ?? 1 })}
          onRefusal={onRefusal}
        />
      </EditorLine>
      {(['requestBytes', 'responseBytes'] as const).map((size) => (
        <EditorLine key={size} label={t(`operations.${size}`)}>
          <NumberControl
            kind="count"
            label={`${name}: ${t(`operations.${size}`)}`}
            value={operation[size] ?? defaultSizes[size]}
            min={0}
            max={1_000_000_000}
            onCommit={(bytes) => onChange({ ...operation, [size]: bytes ?? 0 })}
            onRefusal={onRefusal}
          />
        </EditorLine>
      ))}
      <EditorLine label={t('operations.content')}>
        <SelectField
          label={`${name}: ${t('operations.content')}`}
          value={operation.content ?? defaultSizes.content}
          options={contents.map((content) => ({
            value: content,
            label: t(`operations.contents.${content}`),
          }))}
          onChange={(content) =>
            onRefusal(onChange({ ...operation, content: content as (typeof contents)[number] }))
          }
        />
      </EditorLine>
      <p className="editor-help num">
        {t('operations.share', { share })}. {t(`operations.typesHelp.${operation.type}`)}
      </p>
      <Uses operation={operation} onChange={(next) => onRefusal(onChange(next))} />
    </>
  );
}

/** Which dependencies serve an operation; worth asking only where there are several of one kind. */
function Uses({
  operation,
  onChange,
}: {
  readonly operation: Operation;
  readonly onChange: (operation: Operation) => void;
}) {
  const { t } = useTranslation();
  const nodes = useDocument((state) => state.scenario.nodes);
  const lock = useLock();
  const kinds = [
    ...['cache', 'database', 'shardRouter', 'queue', 'objectStore', 'externalApi'],
  ] as const;
  // An external service serves every operation unless told otherwise: then the others must be named as well.
  const hasExternal = nodes.some((node) => node.kind === 'externalApi');
  const choices = nodes.filter(
    (node) =>
      kinds.some((kind) => kind === node.kind) &&
      (hasExternal || nodes.filter((other) => other.kind === node.kind).length > 1),
  );
  if (choices.length === 0) return null;
  const uses = new Set(operation.uses ?? []);
  function toggle(id: string) {
    const next = new Set(uses);
    if (!next.delete(id)) next.add(id);
    const { uses: _, ...rest } = operation;
    onChange(next.size > 0 ? { ...rest, uses: [...next] } : rest);
  }
  return (
    <fieldset className="uses">
      <legend title={t('operations.usesHelp')}>
        {t('operations.uses')}
        {uses.size === 0 ? `: ${t('operations.usesAny')}` : ''}
      </legend>
      {choices.map((node) => (
        <label key={node.id}>
          <input
            type="checkbox"
            disabled={lock !== null}
            title={lock?.reason}
            checked={uses.has(node.id)}
            onChange={() => toggle(node.id)}
          />
          {node.label ?? node.id}
        </label>
      ))}
    </fieldset>
  );
}

function freeName(operations: readonly Operation[]): string {
  const taken = new Set(operations.map(({ name }) => name));
  if (!taken.has('write')) return 'write';
  for (let n = 2; ; n++) if (!taken.has(`write ${n}`)) return `write ${n}`;
}

export function operationsSummary(
  operations: readonly Operation[],
  t: Translate,
  format: Format,
): string {
  const total = operations.reduce((sum, { weight }) => sum + weight, 0);
  const [first] = operations;
  if (!first) return '';
  if (operations.length > 2) return t('operations.summary', { count: operations.length });
  const share = format.ratio(first.weight / total);
  return t('operations.summaryOf', { share, type: t(`operations.types.${first.type}`) });
}
