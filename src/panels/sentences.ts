/** Tells events with the names and the language on the page. */
import { useEffect, useMemo, useState } from 'react';
import { useFormat } from '../i18n/i18n.ts';
import { hasTold, loadTold } from '../i18n/later.ts';
import { type Named, sentenceParts, type Told } from '../i18n/story.ts';
import { kindViews } from '../kinds/views.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { RunShape, TimelineEvent } from '../sim/recording.ts';
import { useDocument } from '../stores/hooks.ts';
import { useRun } from '../stores/run-hooks.ts';

export type Tell = (event: TimelineEvent) => Told;

/** Silent until its words have come; asks for them where something is to be told. */
export function useTell(isWanted = true): Tell {
  const hasWords = useToldWords(isWanted);
  const format = useFormat();
  const scenario = useDocument((state) => state.scenario);
  const shape = useRun((state) => state.shape);
  return useMemo(() => {
    const named = namesOf(scenario, shape);
    const kindOf = new Map(scenario.nodes.map((node) => [node.id, node.kind]));
    return (event) => {
      if (!hasWords) return silence;
      const id = shape?.nodeIds[event.node] ?? '';
      const kind = kindOf.get(id);
      return sentenceParts(event, {
        node: named(id),
        events: kind ? kindViews[kind].words[format.language].events : {},
        named,
        format,
      });
    };
  }, [hasWords, format, scenario, shape]);
}

function useToldWords(isWanted: boolean): boolean {
  const [areThere, setThere] = useState(hasTold);
  useEffect(() => {
    if (!isWanted || areThere) return;
    // Offline they are asked for again with the next that tells something.
    void loadTold().then(
      () => setThere(true),
      () => undefined,
    );
  }, [isWanted, areThere]);
  return areThere || hasTold();
}

const silence: Told = { lead: '', rest: '' };

/** A node's label on the canvas; its id where it has none, or is gone from the drawing. */
function namesOf(scenario: Scenario, shape: RunShape | null): (id: string) => Named {
  const labels = new Map(scenario.nodes.map(({ id, label }) => [id, label]));
  const counts = new Map(shape?.nodeIds.map((id, index) => [id, shape.instances[index] ?? 1]));
  return (id) => ({ label: labels.get(id) || id, instances: counts.get(id) ?? 1 });
}
