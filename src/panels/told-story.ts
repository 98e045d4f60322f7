/** A story with its old answers, its overload and its causes: what is known only once there is one. */
import { useMemo } from 'react';
import type { Scenario } from '../scenario/schema.ts';
import type { TimelineEvent } from '../sim/recording.ts';
import type { Recording } from '../stores/recording.ts';
import { useLook, useRun } from '../stores/run-hooks.ts';
import { withEndLines } from './end-lines.ts';
import { setsIn } from './set-hooks.ts';
import { withStaleLines } from './stale-lines.ts';
import { causeOf } from './story-causes.ts';
import { type StoryLine, toldOnce } from './story-lines.ts';
import { withTurnedAwayLines } from './turned-away-lines.ts';

export interface ToldStory {
  readonly lines: readonly StoryLine[];
  /** Why each line's event happened; nothing where the line before says it already. */
  readonly causes: readonly (TimelineEvent | null)[];
}

export function useToldStory(plain: readonly StoryLine[]): ToldStory {
  const scenario = useRun((state) => state.scenario);
  const look = useLook();
  const isOver = useRun((state) => state.summary !== null);
  return useMemo(
    () =>
      look && scenario
        ? toldStory(plain, look.recording, scenario, isOver)
        : { lines: plain, causes: [] },
    [plain, look, scenario, isOver],
  );
}

function toldStory(
  plain: readonly StoryLine[],
  recording: Recording,
  scenario: Scenario,
  isOver: boolean,
): ToldStory {
  const { events, shape } = recording;
  const setOf = setsIn(shape, scenario);
  const folded = plain.map((line) => (line.repeatedAtNs.length > 0 ? withTimes(line) : line));
  const before = withTurnedAwayLines(withStaleLines(folded, recording), recording);
  const lines = isOver ? withEndLines(before, recording, scenario) : before;
  const at = new Map(events.map((event, index) => [event, index]));
  const all = lines.map(({ event }) => {
    const index = at.get(event);
    return index === undefined ? null : causeOf(events, index, shape, setOf);
  });
  const causes = all.map((cause, i) => {
    const before = lines[i - 1]?.event;
    // A third probe is missed for the same reason as the second.
    const isTold = before?.event === lines[i]!.event.event && all[i - 1] === cause;
    return cause === before || isTold ? null : cause;
  });
  return { lines, causes };
}

/** What is told once says how often it happened, and until when. */
export function withTimes(line: StoryLine): StoryLine {
  const { event, repeatedAtNs } = line;
  if (!toldOnce.has(event.event) || repeatedAtNs.length === 0) return line;
  return { ...line, times: { count: repeatedAtNs.length + 1, toNs: repeatedAtNs.at(-1)! } };
}
