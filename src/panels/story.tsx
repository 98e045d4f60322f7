/**
 * The run as a story: every event a sentence, what is still to come dimmed, the present one marked. A click goes there.
 */
import { lazy, Suspense } from 'react';
import { useTranslation } from '../i18n/i18n.ts';
import { loadRest } from '../i18n/later.ts';
import type { Scenario } from '../scenario/schema.ts';
import { useDocument } from '../stores/hooks.ts';
import { useLater, useRun } from '../stores/run-hooks.ts';
import { type Failure, failureSentence } from './failure.ts';
import './story.css';
import { useStoryLines } from './story-hooks.ts';

const StoryList = lazy(async () => ({ default: (await import('./story-list.tsx')).StoryList }));
// There is nothing to account for until something has happened.
const IncidentReport = lazy(async () => {
  const [{ IncidentReport }] = await Promise.all([import('./incident-report.tsx'), loadRest()]);
  return { default: IncidentReport };
});

export function Story() {
  const failure = useRun((state) => (state.status === 'failed' ? state.failure : null));
  return (
    <>
      {failure === null ? null : <FailureReport failure={failure} />}
      <Incidents />
      <Lines />
    </>
  );
}

function Incidents() {
  const isQuiet = useStoryLines().length === 0;
  const isLater = useLater();
  if (isQuiet || !isLater) return null;
  return (
    <Suspense>
      <IncidentReport />
    </Suspense>
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
  const isLater = useLater();
  const status = useRun((state) => state.status);
  const isAhead = useRun(({ cursorNs, bufferedNs }) => cursorNs > bufferedNs);
  const isAsked = useDocument(({ scenario }) => hasCaller(scenario));
  const quiet = {
    idle: 'timeBar.idle',
    running: isAhead ? 'story.coming' : 'story.notYet',
    finished: isAsked ? 'story.quiet' : 'story.empty',
  } as const;
  // Where there is something to tell, and only the words for it are on their way, nothing is claimed.
  const isTold = status === 'failed' || lines.length > 0;
  const nothing = isTold ? null : <p className="story-quiet">{t(quiet[status])}</p>;
  // A run without events may still have answered with old values, or turned requests away.
  // The run is ahead of its playback: what it tells is no part of the first view.
  if (status === 'idle' || !isLater) return nothing;
  return (
    <Suspense fallback={nothing}>
      <StoryList plain={lines} nothing={nothing} />
    </Suspense>
  );
}

/** Without a client that calls somebody nothing happens in a run. */
const hasCaller = ({ nodes, edges }: Pick<Scenario, 'nodes' | 'edges'>) =>
  nodes.some(({ id, kind }) => kind === 'client' && edges.some(({ source }) => source === id));
