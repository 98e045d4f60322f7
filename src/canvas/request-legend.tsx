/** What the moving dots mean, how many of the requests they are, and whether their pace is true. */
import { useMemo } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import type { Scenario } from '../scenario/schema.ts';
import { useDocument } from '../stores/hooks.ts';
import { player } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import { isSlowed, levelFor } from './moving-requests.ts';
import { mostDots } from './request-painter.ts';

/** In the order of `operationTypes`. */
const shapes = [
  { type: 'read', path: 'M5 1.6a3.4 3.4 0 1 1 0 6.8a3.4 3.4 0 1 1 0-6.8' },
  { type: 'write', path: 'M1.8 1.8h6.4v6.4H1.8z' },
  { type: 'static', path: 'M5 2.1a2.9 2.9 0 1 1 0 5.8a2.9 2.9 0 1 1 0-5.8' },
  { type: 'job', path: 'M5 .9L9.1 5 5 9.1.9 5z' },
] as const;

export function RequestLegend({ isStill }: { readonly isStill: boolean }) {
  const { t } = useTranslation();
  const scenario = useDocument((state) => state.scenario);
  const hasRun = useRun((state) => state.shape !== null);
  const used = useMemo(() => operationsOf(scenario), [scenario]);
  const names = {
    read: t('canvas.legendRead'),
    write: t('canvas.legendWrite'),
    static: t('canvas.legendStatic'),
    job: t('canvas.legendJob'),
  };
  if (!hasRun || used.size === 0 || isStill) return null;
  return (
    <div className="request-legend">
      <ul aria-label={t('canvas.legend')}>
        {shapes
          .filter(({ type }) => used.has(type))
          .map(({ type, path }) => (
            <li key={type}>
              <svg width="10" height="10" className={type} aria-hidden>
                <path d={path} />
              </svg>
              {names[type]}
            </li>
          ))}
        <li>
          <svg width="10" height="10" className="failed" aria-hidden>
            <path d="M2 2l6 6m0-6l-6 6" />
          </svg>
          {t('canvas.legendFailed')}
        </li>
      </ul>
      <SampleLine />
    </div>
  );
}

function SampleLine() {
  const { t } = useTranslation();
  const format = useFormat();
  const oneIn = useRun(sampleNow);
  const slowed = useRun(slowedNow);
  return (
    <p className="num">
      {oneIn > 1 ? t('canvas.sampled', { number: format.count(oneIn) }) : t('canvas.sampledAll')}
      {slowed ? ` · ${t('canvas.travelSlowed')}` : ''}
    </p>
  );
}

/** One in so many requests is on the canvas. */
function sampleNow({ speed }: { readonly speed: number }): number {
  const recording = player.recording();
  if (!recording) return 1;
  const closeUp = player.closeUp();
  const level = levelFor(closeUp?.legs ?? recording.legs, {
    recordedNs: closeUp ? closeUp.toNs - closeUp.fromNs : recording.doneNs,
    speed,
    most: mostDots(recording.shape.links.length),
  });
  return (closeUp?.oneIn ?? recording.oneIn) * 2 ** level;
}

function slowedNow({ speed }: { readonly speed: number }): boolean {
  const legs = player.closeUp()?.legs ?? player.recording()?.legs;
  return legs ? isSlowed(legs, speed) : false;
}

function operationsOf(scenario: Scenario): ReadonlySet<string> {
  return new Set(
    scenario.nodes.flatMap((node) =>
      node.kind === 'client' ? node.params.operations.map(({ type }) => type) : [],
    ),
  );
}
