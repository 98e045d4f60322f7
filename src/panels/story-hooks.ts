/** The story's lines, made once a recording and again as events come in. */

import { useEffect, useState } from 'react';
import type { Recording } from '../stores/recording.ts';
import { player } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import { type StoryLine, storyLines } from './story-lines.ts';
import type { ToldStory } from './story-rest.ts';

const none: readonly StoryLine[] = [];

let latest: {
  readonly recording: Recording;
  readonly events: number;
  readonly lines: readonly StoryLine[];
} | null = null;

export function useStoryLines(): readonly StoryLine[] {
  return useRun(linesNow);
}

function linesNow(): readonly StoryLine[] {
  const recording = player.recording();
  if (!recording) return none;
  const { length } = recording.events;
  if (latest?.recording !== recording || latest.events !== length) {
    latest = { recording, events: length, lines: storyLines(recording.events) };
  }
  return latest.lines;
}

/** With its old answers and its causes, once they are there. */
export function useToldStory(): ToldStory {
  const plain = useStoryLines();
  const [told, setTold] = useState<ToldStory>({ lines: plain, causes: [] });
  const scenario = useRun((state) => state.scenario);
  const run = useRun((state) => state.run);
  const isDone = useRun(({ summary }) => summary !== null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the recording is one object that grows; these say when.
  useEffect(() => {
    let isWanted = true;
    const recording = player.recording();
    if (recording && scenario && (isDone || plain.length > 0)) {
      import('./story-rest.ts').then(({ toldStory }) => {
        if (isWanted) setTold(toldStory(plain, recording, scenario));
      });
    } else setTold({ lines: plain, causes: [] });
    return () => {
      isWanted = false;
    };
  }, [plain, scenario, run, isDone]);
  return told;
}
