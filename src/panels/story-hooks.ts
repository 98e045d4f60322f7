/** The story's lines, made once a recording and again as events come in. */

import { useEffect, useState } from 'react';
import type { Recording } from '../stores/recording.ts';
import { player } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import { type StoryLine, storyLines } from './story-lines.ts';

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

/** Times that a run under way is looked at. */
const LOOKS = 8;

/** With the stretches in which reads were answered with old values: looked for once there is time for it. */
export function useStaleLines(lines: readonly StoryLine[]): readonly StoryLine[] {
  const [told, setTold] = useState(lines);
  const run = useRun((state) => state.run);
  const looked = useRun(({ bufferedNs, durationNs, summary }) =>
    summary ? LOOKS + 1 : durationNs > 0 ? Math.floor((LOOKS * bufferedNs) / durationNs) : 0,
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the recording is one object that grows; these say when.
  useEffect(() => {
    let isWanted = true;
    import('./stale-lines.ts').then(({ withStaleLines }) => {
      const recording = player.recording();
      if (isWanted) setTold(recording ? withStaleLines(lines, recording) : lines);
    });
    return () => {
      isWanted = false;
    };
  }, [lines, run, looked]);
  return told;
}
