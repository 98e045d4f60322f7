/** The story's lines: every event a sentence, with its cause; the present one marked. A click goes there. */
import { ChevronRight } from 'lucide-react';
import { memo, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import type { TimelineEvent } from '../sim/recording.ts';
import { nameOf } from '../stores/document.ts';
import { useRun } from '../stores/run-hooks.ts';
import { toneOfEvent } from './event-tone.ts';
import { goToEvent } from './select-drawn.ts';
import { type Tell, useTell } from './sentences.ts';
import { itemAt, sizesOf, storyItems } from './story-folds.ts';
import { keyOf, lineAt, type StoryLine } from './story-lines.ts';
import { QuietStory } from './story-quiet.tsx';
import { useToldStory } from './told-story.ts';

/** From here on a moment is longer. */
const MINUTE_NS = 60e9;

export function StoryList({
  plain,
  nothing,
}: {
  readonly plain: readonly StoryLine[];
  readonly nothing: ReactNode;
}) {
  const { t } = useTranslation();
  const { lines, causes } = useToldStory(plain);
  const tell = useTell();
  const items = useMemo(() => storyItems(lines), [lines]);
  const current = useRun((state) => lineAt(lines, state.cursorNs));
  const list = useRef<HTMLOListElement>(null);
  useFollow(list, itemAt(items, current));
  const whenOf = (index: number) =>
    index < current ? 'past' : index === current ? 'now' : 'future';
  const lineOf = (line: StoryLine, index: number) => (
    <Line
      key={keyOf(line)}
      line={line}
      cause={causes[index] ?? null}
      repeats={line.repeatedAtNs.length}
      tell={tell}
      when={whenOf(index)}
    />
  );
  if (lines.length === 0) return <QuietStory nothing={nothing} />;
  return (
    <ol
      ref={list}
      className={`story scroll ${lines.at(-1)!.event.atNs >= MINUTE_NS ? 'has-minutes' : ''}`}
      aria-label={t('story.label')}
      tabIndex={-1}
    >
      {items.map(({ first, lines: told }) => {
        if (told.length === 1) return lineOf(told[0]!, first);
        const isNow = current >= first && current < first + told.length;
        return (
          <Fold
            key={`fold ${keyOf(told[0]!)}`}
            lines={told}
            tell={tell}
            when={isNow ? 'now' : whenOf(first)}
          >
            {() => told.map((line, at) => lineOf(line, first + at))}
          </Fold>
        );
      })}
    </ol>
  );
}

/** All that comes of scaling, in one line; one by one to whoever opens it. */
function Fold({
  lines,
  tell,
  when,
  children,
}: {
  readonly lines: readonly StoryLine[];
  readonly tell: Tell;
  readonly when: When;
  readonly children: () => ReactNode;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const shape = useRun((state) => state.shape);
  const { event } = lines[0]!;
  const time = (line: StoryLine) => format.shortTime(line.event.atNs / 1e6);
  const sizes = sizesOf(lines);
  const lead =
    sizes.length > 1
      ? t('story.scaled', {
          name: nameOf(shape?.nodeIds[event.node] ?? ''),
          sizes: sizes.map((size) => format.count(size)).join(' → '),
        })
      : tell(event).lead;
  return (
    <li className={`is-${when} promote is-step`} aria-current={when === 'now' ? 'step' : undefined}>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <time className="mono">{time(lines[0]!)}</time>
        <span className="story-mark" aria-hidden />
        <span>
          <span className="story-lead">{lead}</span>
          <span className="story-repeated num">
            <ChevronRight className="story-chevron" size={12} aria-hidden />
            {t('story.steps', { count: lines.length, time: time(lines.at(-1)!) })}
          </span>
        </span>
      </button>
      <ol id={id} className="story-folded" hidden={!isOpen}>
        {isOpen ? children() : null}
      </ol>
    </li>
  );
}

type When = 'past' | 'now' | 'future';

interface LineProps {
  readonly line: StoryLine;
  readonly cause: TimelineEvent | null;
  /** Lines grow while the run is recorded. */
  readonly repeats: number;
  readonly tell: Tell;
  readonly when: When;
}

const Line = memo(function Line({ line, cause, repeats, tell, when }: LineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { event, repeatedAtNs, times } = line;
  const { lead, rest } = tell(event);
  const time = (ns: number) => format.shortTime(ns / 1e6);
  const again = times
    ? t('story.times', { count: times.count, from: time(event.atNs), to: time(times.toNs) })
    : repeats > 0 && t('story.repeated', { count: repeats, time: time(repeatedAtNs.at(-1)!) });
  const { tone, isStep } = toneOfEvent(event.event);
  return (
    <li
      className={`is-${when} ${tone} ${isStep ? 'is-step' : ''}`}
      aria-current={when === 'now' ? 'step' : undefined}
    >
      <button type="button" onClick={() => goToEvent(event)}>
        <time className="mono">{time(event.atNs)}</time>
        <span className="story-mark" aria-hidden />
        <span>
          <span className="story-lead">{lead}</span>
          {rest ? ` ${rest}` : null}
          {again ? <span className="story-repeated num">{again}</span> : null}
        </span>
      </button>
      {cause ? (
        <button type="button" className="story-because" onClick={() => goToEvent(cause)}>
          {t('story.because', {
            what: tell(cause).lead.replace(/\.$/, ''),
            time: time(cause.atNs),
          })}
        </button>
      ) : null}
    </li>
  );
});

/** Keeps the present line in sight, unless the reader is at the list with pointer or keyboard. */
function useFollow(list: React.RefObject<HTMLOListElement | null>, current: number): void {
  useEffect(() => {
    const element = list.current;
    if (!element || element.matches(':hover, :focus-within')) return;
    const line = element.children[Math.max(0, current)];
    if (!(line instanceof HTMLElement)) return;
    // A third of the way down: what comes next is in sight too. Only the list scrolls, never the page.
    const top = line.offsetTop - element.clientHeight / 3;
    element.scrollTo({ top, behavior: 'smooth' });
  }, [list, current]);
}
