/** What a request and its calls are called: operations, nodes, outcomes, in the language of the page. */
import { useMemo } from 'react';
import { causeName } from '../i18n/dictionary.ts';
import { type Translate, useFormat, useTranslation } from '../i18n/i18n.ts';
import { operationsOf, type Verb, verbOf } from '../scenario/operations.ts';
import type { RunShape } from '../sim/recording.ts';
import { useDocument } from '../stores/hooks.ts';
import { useRun } from '../stores/run-hooks.ts';

/** What a list and a journey both know of a request. */
export interface Outcome {
  readonly cause: number;
  readonly culprit: number;
  readonly isStale?: boolean;
  readonly sentNs: number;
  readonly endedNs: number;
}

export interface RequestWords {
  readonly t: Translate;
  readonly shape: RunShape;
  operation(index: number): string;
  /** A node's label; its number where it has several instances. */
  node(node: number, instance?: number): string;
  cause(code: number): string;
  verb(code: number): Verb;
  outcome(request: Outcome, nowNs: number): string;
}

/** Null until there is a run. */
export function useRequestWords(): RequestWords | null {
  const { t } = useTranslation();
  const format = useFormat();
  const shape = useRun((state) => state.shape);
  const scenario = useRun((state) => state.scenario);
  const drawn = useDocument((state) => state.scenario.nodes);
  return useMemo(() => {
    if (!shape || !scenario) return null;
    const operations = operationsOf(scenario, shape);
    // As the drawing has it now: a new name is no new run. Who is gone from it keeps the name of the run.
    const labels = new Map([...scenario.nodes, ...drawn].map(({ id, label }) => [id, label || id]));
    const node = (index: number, instance = -1) => {
      const id = shape.nodeIds[index] ?? '';
      const name = labels.get(id) ?? id;
      const isOneOfMany = instance >= 0 && (shape.instances[index] ?? 1) > 1;
      return isOneOfMany ? t('canvas.instanceName', { name, number: instance + 1 }) : name;
    };
    const cause = (code: number) => causeName(format.language, shape.causes[code] ?? 'unknown');
    return {
      t,
      shape,
      operation: (index) => operations[index]?.name ?? '–',
      node,
      cause,
      verb: verbOf,
      outcome({ cause: code, culprit, isStale = false, sentNs, endedNs }, nowNs) {
        const tookMs = (Math.min(endedNs, nowNs) - sentNs) / 1e6;
        if (!Number.isFinite(endedNs)) return t('requests.waterfall.underWay', { tookMs });
        if (code !== 0) {
          const values = { tookMs, cause: cause(code) };
          return culprit < 0
            ? t('requests.waterfall.failed', values)
            : t('requests.waterfall.failedAt', { ...values, node: node(culprit) });
        }
        return t(`requests.waterfall.${isStale ? 'answeredStale' : 'answered'}`, { tookMs });
      },
    };
  }, [t, format, shape, scenario, drawn]);
}
