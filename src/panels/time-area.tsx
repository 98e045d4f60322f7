/** Everything that has to do with time, under the canvas: the bar, the charts on its axis, and what happened. */
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from '../i18n/i18n.ts';
import { useRun } from '../stores/run-hooks.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/dialog.tsx';
import { PHONE, useMedia } from '../ui/media.ts';
import { Tabs } from '../ui/tabs.tsx';
import { Charts } from './charts.tsx';
import { Story } from './story.tsx';
import './time-area.css';
import { TimeBar } from './time-bar.tsx';

// Looked at when a run is over.
const Results = lazy(async () => ({ default: (await import('./results.tsx')).Results }));

export function TimeArea() {
  return useMedia(PHONE) ? <SmallTimeArea /> : <WideTimeArea />;
}

function WideTimeArea() {
  return (
    <div className="time-area">
      <TimeBar />
      <Charts />
      <Outcome />
    </div>
  );
}

/** The story while it runs, the results once it is done: one place, two tabs. */
function Outcome() {
  const { t } = useTranslation();
  const [tab, setTab] = useState<'story' | 'results'>('story');
  return (
    <div className="outcome">
      <Tabs
        label={t('story.label')}
        listClass="outcome-tabs"
        panelClass="outcome-body"
        tabs={[
          { value: 'story', label: t('story.title') },
          {
            value: 'results',
            label: (
              <>
                {t('results.title')}
                <Verdict />
              </>
            ),
          },
        ]}
        value={tab}
        onChange={setTab}
      >
        <Suspense>{tab === 'story' ? <Story /> : <Results />}</Suspense>
      </Tabs>
    </div>
  );
}

/** Whether the objectives are met, where there are some. */
function Verdict() {
  const { t } = useTranslation();
  const objectives = useRun((state) => state.summary?.objectives);
  if (!objectives || objectives.length === 0) return null;
  const met = objectives.filter((objective) => objective.met).length;
  const isGood = met === objectives.length;
  return (
    <span className={`outcome-verdict num ${isGood ? 'is-good' : 'is-bad'}`}>
      {isGood ? t('results.met') : `${met}/${objectives.length}`}
    </span>
  );
}

type Opened = 'charts' | 'story' | 'results';

/** On a phone the bar stays under the canvas; the rest comes up in a sheet. */
function SmallTimeArea() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Opened | null>(null);
  const titles: Readonly<Record<Opened, string>> = {
    charts: t('charts.label'),
    story: t('story.title'),
    results: t('results.title'),
  };
  return (
    <div className="time-area is-small">
      <TimeBar />
      <div className="time-area-doors">
        {(['charts', 'story', 'results'] as const).map((name) => (
          <Button key={name} look="ghost" onClick={() => setOpened(name)}>
            {titles[name]}
          </Button>
        ))}
      </div>
      {opened ? (
        <Sheet title={titles[opened]} closeLabel={t('app.close')} onClose={() => setOpened(null)}>
          <div className={`time-sheet ${opened}-sheet`}>
            <Suspense>
              {opened === 'charts' ? <Charts /> : opened === 'story' ? <Story /> : <Results />}
            </Suspense>
          </div>
        </Sheet>
      ) : null}
    </div>
  );
}
