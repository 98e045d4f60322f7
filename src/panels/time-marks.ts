/** Marks of the time bar: one for each step of the story, joined where they would touch. */
import { type EventTone, toneOfEvent, weightier } from './event-tone.ts';
import type { StoryLine } from './story-lines.ts';

export interface TimeMark {
  /** Of the first event that it stands for. */
  readonly atNs: number;
  readonly toNs: number;
  readonly tone: EventTone;
  readonly lines: readonly StoryLine[];
}

/** Marks nearer than `joinNs` become one, coloured by the weightiest of them. */
export function timeMarks(lines: readonly StoryLine[], joinNs: number): TimeMark[] {
  const marks: TimeMark[] = [];
  for (const line of lines) {
    const { atNs } = line.event;
    const tone = toneOfEvent(line.event.event);
    const last = marks.at(-1);
    if (last && atNs - last.atNs < joinNs) {
      marks[marks.length - 1] = {
        ...last,
        toNs: atNs,
        tone: weightier(last.tone, tone),
        lines: [...last.lines, line],
      };
    } else {
      marks.push({ atNs, toNs: atNs, tone, lines: [line] });
    }
  }
  return marks;
}

/** The mark nearest to a moment, if one is within reach. */
export function markNear(
  marks: readonly TimeMark[],
  ns: number,
  reachNs: number,
): TimeMark | undefined {
  let nearest: TimeMark | undefined;
  let best = reachNs;
  for (const mark of marks) {
    const away = Math.abs(mark.atNs - ns);
    if (away <= best) {
      best = away;
      nearest = mark;
    }
  }
  return nearest;
}
