/**
 * The events of a run as lines of a story. A few of the same are told one by one, because probes are counted; a burst
 * is told once with its number, because nobody reads three hundred dead letters.
 */
import type { TimelineEvent } from '../sim/recording.ts';
import { toneOfEvent } from './event-tone.ts';

export interface StoryLine {
  /** The first of the events told here. */
  readonly event: TimelineEvent;
  /** Moments of the others like it, in order; empty for most lines. */
  readonly repeatedAtNs: readonly number[];
  /** Told once for all of its times: how many, and until when. */
  readonly times?: { readonly count: number; readonly toNs: number };
}

/** So many of the same are told each; from the next on they are counted. */
const DETAILS_TOLD = 3;
/** Steps are what the story is made of, but a database that flaps all run long would drown the rest. */
const STEPS_TOLD = 12;

/** What says the same each time, and nothing of what it counts: told once. */
export const toldOnce: ReadonlySet<string> = new Set(['limitReached']);

interface Burst {
  told: number;
  line: { event: TimelineEvent; repeatedAtNs: number[] } | null;
}

export function storyLines(events: readonly TimelineEvent[]): StoryLine[] {
  const lines: StoryLine[] = [];
  /** By whom it is about, then by what is repeated. */
  const burstsAbout = new Map<string, Map<string, Burst>>();
  for (const event of events) {
    const { isStep } = toneOfEvent(event.event);
    const about = subjectOf(event);
    const bursts = burstsAbout.get(about) ?? new Map<string, Burst>();
    burstsAbout.set(about, bursts);
    // After a step the counting of details begins again: probes missed before an ejection and after it differ.
    if (isStep) forgetDetails(bursts);
    const burst = bursts.get(event.event) ?? { told: 0, line: null };
    bursts.set(event.event, burst);
    if (burst.line) {
      burst.line.repeatedAtNs.push(event.atNs);
      continue;
    }
    const line = { event, repeatedAtNs: [] };
    lines.push(line);
    burst.told++;
    if (burst.told === limitOf(event.event, isStep)) burst.line = line;
  }
  return lines;
}

/** So many are told each. */
function limitOf(event: string, isStep: boolean): number {
  if (toldOnce.has(event)) return 1;
  return isStep ? STEPS_TOLD : DETAILS_TOLD;
}

function forgetDetails(bursts: Map<string, Burst>): void {
  for (const event of bursts.keys()) {
    if (!toneOfEvent(event).isStep) bursts.delete(event);
  }
}

/** The line that the cursor has reached: the last one that began at or before it, or -1. */
export function lineAt(lines: readonly StoryLine[], cursorNs: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (lines[middle]!.event.atNs <= cursorNs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Tells lines apart: one node may say the same of several targets at one moment. */
export function keyOf({ event: { atNs, event, node, instance, data } }: StoryLine): string {
  return [atNs, event, node, instance, data.target, data.instance].join(' ');
}

/** The node or target, down to the instance, that an event is about. */
function subjectOf({ node, instance, data }: TimelineEvent): string {
  return typeof data.target === 'string' && data.instance !== undefined
    ? `${data.target}#${data.instance}`
    : `${node}#${instance}`;
}
