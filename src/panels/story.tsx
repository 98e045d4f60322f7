/**
 * The run as a story: every event a sentence, what is still to come dimmed, the present one marked. A click goes there.
 */
import { memo, useEffect, useRef } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import type { Kind } from '../scenario/editing.ts';
import { useDocument } from '../stores/hooks.ts';
import { player } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import { toneOfEvent } from './event-tone.ts';
import { type Failure, failureSentence } from './failure.ts';
import { type Tell, useTell } from './sentences.ts';
import './story.css';
import { useStoryLines } from './story-hooks.ts';
import { lineAt, type StoryLine } from './story-lines.ts';

export function Story() {
  const failure = useRun((state) => (state.status === 'failed' ? state.failure : null));
  return (
    <>
      {failure === null ? null : <FailureReport failure={failure} />}
      <Lines />
    </>
  );
}

/** All of it, to be copied: the time bar has room for its beginning. */
function FailureReport({ failure }: { readonly failure: Failure }) {
  const { t } = useTranslation();
  return <p className="story-failed">{failureSentence(failure, t)}</p>;
}

function Lines() {
  const { t } = useTranslation();
  const lines = useStoryLines();
  const tell = useTell();
  const current = useRun((state) => lineAt(lines, state.cursorNs));
  const status = useRun((state) => state.status);
  const canCrash = useDocument(({ scenario }) => scenario.nodes.some(isServer));
  const list = useRef<HTMLOListElement>(null);
  useFollow(list, current);
  if (lines.length === 0) {
    const quiet = {
      idle: 'timeBar.idle',
      running: 'story.notYet',
      finished: canCrash ? 'story.quiet' : 'story.empty',
    } as const;
    return status === 'failed' ? null : <p className="story-quiet">{t(quiet[status])}</p>;
  }
  return (
    <ol ref={list} className="story scroll" aria-label={t('story.label')} tabIndex={-1}>
      {lines.map((line, index) => (
        <Line
          key={`${line.event.atNs} ${line.event.node} ${line.event.event} ${line.event.instance}`}
          line={line}
          repeats={line.repeatedAtNs.length}
          tell={tell}
          when={index < current ? 'past' : index === current ? 'now' : 'future'}
        />
      ))}
    </ol>
  );
}

/** Clients cannot crash. */
const isServer = ({ kind }: { readonly kind: Kind }) => kind !== 'client';

interface LineProps {
  readonly line: StoryLine;
  /** Lines grow while the run is recorded. */
  readonly repeats: number;
  readonly tell: Tell;
  readonly when: 'past' | 'now' | 'future';
}

const Line = memo(function Line({ line, repeats, tell, when }: LineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { event, repeatedAtNs } = line;
  const { lead, rest } = tell(event);
  const { tone, isStep } = toneOfEvent(event.event);
  return (
    <li
      className={`is-${when} ${tone} ${isStep ? 'is-step' : ''}`}
      aria-current={when === 'now' ? 'step' : undefined}
    >
      <button type="button" onClick={() => player.seek(event.atNs)}>
        <time className="mono">{format.shortTime(event.atNs / 1e6)}</time>
        <span className="story-mark" aria-hidden />
        <span>
          <span className="story-lead">{lead}</span>
          {rest ? ` ${rest}` : null}
          {repeats > 0 ? (
            <span className="story-repeated num">
              {t('story.repeated', {
                count: repeats,
                time: format.shortTime((repeatedAtNs.at(-1) ?? event.atNs) / 1e6),
              })}
            </span>
          ) : null}
        </span>
      </button>
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
