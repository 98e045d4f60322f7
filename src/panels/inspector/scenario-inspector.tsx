/** The scenario itself: shown when nothing is selected. */
import { Check, Circle, Dices, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from '../../i18n/i18n.ts';
import { reasonOf } from '../../i18n/refused.ts';
import { type Committed, setScenario } from '../../stores/document.ts';
import { useAllDrawingProblems } from '../../stores/drawing-hooks.ts';
import { useDocument } from '../../stores/hooks.ts';
import { useRun } from '../../stores/run-hooks.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { type Refusal, TextField } from '../../ui/field.tsx';
import { useLock } from '../../ui/lock.ts';
import { AddFault, FaultList } from './fault-list.tsx';
import { NumberControl } from './number-control.tsx';
import { ProblemList } from './problem-list.tsx';
import { Row } from './row.tsx';

const SEED_MAX = 0xffffffff;
/** 30 simulated days: the schema's bound. */
const DURATION_MAX_MS = 30 * 86_400_000;

const defaults = { seed: 1, durationMs: 60_000, warmupMs: 0 } as const;

export function ScenarioInspector() {
  const { t } = useTranslation();
  const problems = useAllDrawingProblems();
  const hasFaults = useDocument((state) => state.scenario.faults.length > 0);
  return (
    <>
      <header className="inspector-head">
        <div className="inspector-title">
          <h2>{t('scenario.label')}</h2>
        </div>
      </header>
      <div className="inspector-body scroll">
        <ProblemList problems={problems} isLinked />
        <Description />
        <Seed />
        <ScenarioNumber field="durationMs" />
        <ScenarioNumber field="warmupMs" />
        <h3>{t('faults.title')}</h3>
        {hasFaults ? <FaultList /> : <p className="row-source">{t('faults.none')}</p>}
        <AddFault />
        <h3>{t('scenario.objectives')}</h3>
        <p className="row-source">{t('scenario.objectivesHelp')}</p>
        <Objectives />
      </div>
    </>
  );
}

function Description() {
  const { t } = useTranslation();
  const saved = useDocument((state) => state.scenario.description ?? '');
  const [draft, setDraft] = useState<{ readonly text: string; readonly of: string } | null>(null);
  const lock = useLock();
  // A change from elsewhere (undo, another document) wins over a draft.
  const text = draft?.of === saved ? draft.text : saved;
  return (
    <Row
      label={t('scenario.description')}
      help={t('scenario.descriptionHelp')}
      isWide
      control={({ id, describedBy, onRefusal }) => (
        <textarea
          id={id}
          className="text-area"
          aria-describedby={describedBy}
          rows={3}
          maxLength={20_000}
          readOnly={lock !== null}
          title={lock?.reason}
          value={text}
          onChange={(event) => setDraft({ text: event.currentTarget.value, of: saved })}
          onBlur={() => {
            if (text === saved) return;
            const refusal = reasonOf(setScenario({ description: text || undefined }));
            onRefusal(refusal);
            if (refusal === null) setDraft(null);
          }}
        />
      )}
    />
  );
}

function Seed() {
  const { t } = useTranslation();
  const seed = useDocument((state) => state.scenario.seed);
  return (
    <Row
      label={t('scenario.seed')}
      help={t('scenario.seedHelp')}
      control={(wiring) => (
        <span className="nullable">
          <NumberControl
            {...wiring}
            kind="count"
            label={t('scenario.seed')}
            value={seed}
            min={0}
            max={SEED_MAX}
            onCommit={(next) => put('seed', next)}
          />
          <IconButton
            label={t('scenario.newSeed')}
            isSmall
            side="top"
            onClick={() => put('seed', newSeed())}
          >
            <Dices size={14} aria-hidden />
          </IconButton>
        </span>
      )}
    />
  );
}

/** Chosen by the browser, so that trying another luck does not depend on the one before. */
function newSeed(): number {
  // Four digits: a seed is something people tell one another.
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % 10_000;
}

function ScenarioNumber({ field }: { readonly field: 'durationMs' | 'warmupMs' }) {
  const { t } = useTranslation();
  const value = useDocument((state) => state.scenario[field]);
  return (
    <Row
      label={t(`scenario.${field}`)}
      help={t(`scenario.${field}Help`)}
      control={(wiring) => (
        <NumberControl
          {...wiring}
          kind="duration"
          label={t(`scenario.${field}`)}
          value={value}
          min={0}
          isAboveMin={field === 'durationMs'}
          max={DURATION_MAX_MS}
          onCommit={(next) => put(field, next)}
        />
      )}
    />
  );
}

function put(field: keyof typeof defaults, value: number | null): Refusal {
  const kept = value === null || value === defaults[field] ? undefined : value;
  return reasonOf(setScenario({ [field]: kept }));
}

function Objectives() {
  const { t } = useTranslation();
  const objectives = useDocument((state) => state.scenario.objectives);
  const results = useRun((state) => state.summary?.objectives);
  // The last line is one being written: it joins the document once it is a condition.
  const [isAdding, setIsAdding] = useState(false);
  const change = (next: readonly string[]): Committed =>
    setScenario({ objectives: next.length > 0 ? [...next] : undefined });
  return (
    <>
      <ul className="objectives">
        {objectives.map((objective, index) => (
          <ObjectiveLine
            // biome-ignore lint/suspicious/noArrayIndexKey: a line keeps the focus while it is changed.
            key={index}
            text={objective}
            isMet={results?.find((result) => result.objective === objective)?.met ?? null}
            onCommit={(text) =>
              reasonOf(change(objectives.map((each, i) => (i === index ? text : each))))
            }
            onRemove={() => change(objectives.filter((_, i) => i !== index))}
          />
        ))}
        {isAdding ? (
          <ObjectiveLine
            text=""
            isMet={null}
            onCommit={(text) => {
              const refusal = reasonOf(change([...objectives, text]));
              if (refusal === null) setIsAdding(false);
              return refusal;
            }}
            onRemove={() => setIsAdding(false)}
          />
        ) : null}
      </ul>
      <Button isSmall onClick={() => setIsAdding(true)} disabled={isAdding}>
        <Plus size={13} aria-hidden />
        {t('scenario.addObjective')}
      </Button>
    </>
  );
}

function ObjectiveLine({
  text,
  isMet,
  onCommit,
  onRemove,
}: {
  readonly text: string;
  readonly isMet: boolean | null;
  readonly onCommit: (text: string) => Refusal;
  readonly onRemove: () => void;
}) {
  const { t } = useTranslation();
  const [refusal, setRefusal] = useState<Refusal>(null);
  const Mark = isMet === null ? Circle : isMet ? Check : X;
  const state = isMet === null ? 'notMeasured' : isMet ? 'met' : 'missed';
  return (
    <li>
      <Mark size={14} className={state} aria-label={t(`results.${state}`)} />
      <TextField
        label={t('scenario.objectives')}
        text={text}
        placeholder={t('scenario.objectivePlaceholder')}
        maxLength={200}
        onCommit={onCommit}
        onRefusal={setRefusal}
      />
      <IconButton label={t('app.remove')} isSmall onClick={onRemove}>
        <X size={13} aria-hidden />
      </IconButton>
      {refusal ? (
        <p className="row-bad" role="alert">
          {refusal}
        </p>
      ) : null}
    </li>
  );
}
