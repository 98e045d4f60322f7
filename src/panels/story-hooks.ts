/** The story's lines, made once a recording and again as events come in. */

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
