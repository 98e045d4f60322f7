/** Everything that has to do with time, under the canvas: the bar, the charts on its axis, and what happened. */
import { lazy, Suspense, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useTranslation } from '../i18n/i18n.ts';
import { loadRest } from '../i18n/later.ts';
import { closeRequest, type Outcome, requestsStore, showOutcome } from '../stores/requests.ts';
import { useRun } from '../stores/run-hooks.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/dialog.tsx';
import { PHONE, useMedia } from '../ui/media.ts';
import { Tabs } from '../ui/tabs.tsx';
import { Charts } from './charts.tsx';
import { OutdatedMark } from './outdated-mark.tsx';
import { Story } from './story.tsx';
import './time-area.css';
import { TimeBar } from './time-bar.tsx';

// Asked for by few, or when a run is over, and with words of their own.
const Results = lazy(async () => {
  const [{ Results }] = await Promise.all([import('./results.tsx'), loadRest()]);
  return { default: Results };
});
const Requests = lazy(async () => {
  const [{ Requests }] = await Promise.all([import('./requests.tsx'), loadRest()]);
  return { default: Requests };
});
const RequestWaterfall = lazy(async () => {
  const [{ RequestWaterfall }] = await Promise.all([import('./waterfall.tsx'), loadRest()]);
  return { default: RequestWaterfall };
});
const Why = lazy(async () => {
  const [{ Why }] = await Promise.all([import('./why.tsx'), loadRest()]);
  return { default: Why };
});
// A phone has no room for charts until they are asked for.
const LargeCharts = lazy(async () => {
  const [{ LargeCharts }] = await Promise.all([
    import('./large-charts/large-charts.tsx'),
    loadRest(),
  ]);
  return { default: LargeCharts };
});

export function TimeArea() {
  return useMedia(PHONE) ? <SmallTimeArea /> : <WideTimeArea />;
}

function WideTimeArea() {
  const opened = useStore(requestsStore, (state) => state.opened);
  return (
    <div className="time-area">
      <TimeBar />
      {opened === null ? (
        <Charts />
      ) : (
        <Suspense fallback={<Charts />}>
          <RequestWaterfall request={opened} />
        </Suspense>
      )}
      <Outcomes />
    </div>
  );
}

/** The story while it runs, the results once it is done, why they are so, single requests: one place, four tabs. */
function Outcomes() {
  const { t } = useTranslation();
  const tab = useStore(requestsStore, (state) => state.outcome);
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
          { value: 'why', label: t('why.title') },
          { value: 'requests', label: t('requests.title') },
        ]}
        value={tab}
        onChange={showOutcome}
      >
        <Suspense>{panelOf(tab)}</Suspense>
      </Tabs>
    </div>
  );
}

const panels: Readonly<Record<Outcome, React.ComponentType>> = {
  story: Story,
  results: Results,
  why: Why,
  requests: Requests,
};

function panelOf(tab: Outcome) {
  const Panel = panels[tab];
  return (
    <>
      <OutdatedMark place="outcome" />
      <Panel />
    </>
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

type Opened = 'charts' | Outcome;

/** On a phone the bar stays under the canvas; the rest comes up in a sheet. */
function SmallTimeArea() {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<Opened | null>(null);
  const request = useStore(requestsStore, (state) => state.opened);
  const titles: Readonly<Record<Opened, string>> = {
    charts: t('charts.label'),
    story: t('story.title'),
    results: t('results.title'),
    why: t('why.title'),
    requests: t('requests.title'),
  };
  useEffect(() => {
    if (request !== null) setOpened('requests');
  }, [request]);
  function close() {
    setOpened(null);
    closeRequest();
  }
  return (
    <div className="time-area is-small">
      <TimeBar />
      <div className="time-area-doors">
        {(['charts', 'story', 'results', 'why', 'requests'] as const).map((name) => (
          <Button key={name} look="ghost" onClick={() => setOpened(name)}>
            {titles[name]}
          </Button>
        ))}
      </div>
      {opened ? (
        <Sheet title={titles[opened]} closeLabel={t('app.close')} onClose={close}>
          <div className={`time-sheet ${opened}-sheet`}>
            <Suspense>
              {opened === 'charts' ? (
                <LargeCharts />
              ) : opened === 'requests' && request !== null ? (
                <RequestWaterfall request={request} isAlone />
              ) : (
                panelOf(opened)
              )}
            </Suspense>
          </div>
        </Sheet>
      ) : null}
    </div>
  );
}
