/** What is happening, told on the canvas as the cursor passes it: the steps of the story, one at a time. */
import { useEffect, useRef, useState } from 'react';
import type { TimelineEvent } from '../sim/recording.ts';
import { player, runStore } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import { announce } from '../stores/session.ts';
import { toneOfEvent } from './event-tone.ts';
import { type Tell, useTell } from './sentences.ts';
import './caption.css';

/** Long enough to read two lines. */
const SHOWN_MS = 5000;
/** Screen readers hear no more than one sentence in this time: the latest. */
const ANNOUNCE_EVERY_MS = 2500;
/** A key held down passes many events: only where it stops is said. */
const STEPPED_MS = 400;

export function Caption() {
  const event = usePassedStep();
  const hasEvents = useRun(() => (player.recording()?.events.length ?? 0) > 0);
  const tell = useTell(hasEvents);
  useSteppedTo(tell);
  const lastSpokenMs = useRef(0);
  useEffect(() => {
    if (!event) return;
    const waitMs = Math.max(0, lastSpokenMs.current + ANNOUNCE_EVERY_MS - Date.now());
    const timer = setTimeout(() => {
      if (say(tell(event))) lastSpokenMs.current = Date.now();
    }, waitMs);
    return () => clearTimeout(timer);
  }, [event, tell]);
  if (!event) return null;
  const { lead, rest } = tell(event);
  // The live region says it; here it is for the eye.
  return (
    <p
      key={`${event.atNs} ${event.event}`}
      className={`caption num ${toneOfEvent(event.event).tone}`}
      aria-hidden
    >
      <b>{lead}</b> {rest}
    </p>
  );
}

/** False while its words have not come: with them it is told again, and nobody hears an empty sentence before. */
function say({ lead, rest }: ReturnType<Tell>): boolean {
  if (lead === '') return false;
  announce(`${lead} ${rest}`);
  return true;
}

/** Going from event to event by hand says the one that is reached, once the hand rests. */
function useSteppedTo(tell: Tell): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tellReached = (cursorNs: number) => {
      const recording = player.recording();
      const event = recording?.events[recording.eventsUntil(cursorNs) - 1];
      if (!event || event.atNs !== cursorNs) return;
      timer = setTimeout(() => say(tell(event)), STEPPED_MS);
    };
    const stop = runStore.subscribe(({ cursorNs, playing }, before) => {
      if (playing || before.playing || cursorNs === before.cursorNs) return;
      if (timer) clearTimeout(timer);
      tellReached(cursorNs);
    });
    // This is loaded a moment after the first view, and a quick hand may have been there before.
    const { cursorNs, playing } = runStore.getState();
    if (!playing) tellReached(cursorNs);
    return () => {
      stop();
      if (timer) clearTimeout(timer);
    };
  }, [tell]);
}

/** The latest step that playback has passed; null a while after, and when the cursor is moved by hand. */
function usePassedStep(): TimelineEvent | null {
  const [event, setEvent] = useState<TimelineEvent | null>(null);
  useEffect(() => {
    let fromNs = runStore.getState().cursorNs;
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = runStore.subscribe(({ cursorNs, playing }, before) => {
      const recording = player.recording();
      if (cursorNs === before.cursorNs && playing === before.playing) return;
      // At the end playback has stopped itself; what it passed in its last step still counts.
      const passed = recording && (playing || before.playing) && cursorNs > fromNs;
      const found = passed ? lastStep(recording.events, recording, fromNs, cursorNs) : null;
      const wentBack = cursorNs < fromNs;
      fromNs = cursorNs;
      if (found) {
        setEvent(found);
        if (timer) clearTimeout(timer);
        timer = setTimeout(() => setEvent(null), SHOWN_MS);
      } else if (wentBack) {
        setEvent(null);
      }
    });
    return () => {
      stop();
      if (timer) clearTimeout(timer);
    };
  }, []);
  return event;
}

function lastStep(
  events: readonly TimelineEvent[],
  recording: { eventsUntil(ns: number): number },
  fromNs: number,
  toNs: number,
): TimelineEvent | null {
  const first = recording.eventsUntil(fromNs);
  for (let i = recording.eventsUntil(toNs) - 1; i >= first; i--) {
    const event = events[i]!;
    if (toneOfEvent(event.event).isStep) return event;
  }
  return null;
}
