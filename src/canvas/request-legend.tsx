/** What the moving dots mean, how many of the requests they are, and whether their pace is true. */
import { type RefObject, useMemo } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { useProblemWords } from '../i18n/problem.ts';
import type { Scenario } from '../scenario/schema.ts';
import { useDocument } from '../stores/hooks.ts';
import { CLOSE_UP_SPEED } from '../stores/playback.ts';
import { useRun } from '../stores/run-hooks.ts';
import type { RequestPainter } from './request-painter.ts';

type PainterRef = RefObject<RequestPainter | null>;

/** In the order of `operationTypes`. */
const shapes = [
  { type: 'read', path: 'M5 1.6a3.4 3.4 0 1 1 0 6.8a3.4 3.4 0 1 1 0-6.8' },
  { type: 'write', path: 'M1.8 1.8h6.4v6.4H1.8z' },
  { type: 'static', path: 'M5 2.1a2.9 2.9 0 1 1 0 5.8a2.9 2.9 0 1 1 0-5.8' },
  { type: 'job', path: 'M5 .9L9.1 5 5 9.1.9 5z' },
] as const;

export function RequestLegend({ painter }: { readonly painter: PainterRef }) {
  const { t } = useTranslation();
  const scenario = useDocument((state) => state.scenario);
  const hasRun = useRun((state) => state.shape !== null);
  const used = useMemo(() => operationsOf(scenario), [scenario]);
  const onlyStatic = useMemo(() => onlyStaticOf(scenario), [scenario]);
  const names = {
    read: t('canvas.legendRead'),
    write: t('canvas.legendWrite'),
    // Whatever a web server answers alone is of this type: an upload or a report is no file. A lone one says its name.
    static: onlyStatic ?? t('canvas.legendStatic'),
    job: t('canvas.legendJob'),
  };
  if (!hasRun || used.size === 0) return null;
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
      <SampleLine painter={painter} used={used} names={names} />
      <CloseUpFailure />
    </div>
  );
}

/** Slow motion shows every request around the cursor; where that broke off, only those of the recording. */
function CloseUpFailure() {
  const { t } = useTranslation();
  const message = useRun(({ speed, closeUpFailure }) =>
    speed > CLOSE_UP_SPEED ? null : closeUpFailure,
  );
  const areWordsThere = useProblemWords(message !== null);
  if (message === null || !areWordsThere) return null;
  return (
    <p className="is-bad" role="alert">
      {t('looks.failed', { message })}
    </p>
  );
}

function SampleLine({
  painter,
  used,
  names,
}: {
  readonly painter: PainterRef;
  readonly used: ReadonlySet<string>;
  readonly names: Readonly<Record<(typeof shapes)[number]['type'], string>>;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  // Read whenever the run's version rises: what is being drawn is known to who draws it.
  const hasLegs = useRun(() => painter.current?.hasLegs ?? false);
  const oneInOf = useRun(() => shapes.map((_, type) => painter.current?.oneIn(type) ?? 1).join());
  const slowed = useRun(() => painter.current?.isSlowed ?? false);
  if (!hasLegs) return null;
  const numbers = oneInOf.split(',').map(Number);
  const samples = shapes.flatMap(({ type }, i) =>
    used.has(type) ? [{ type, oneIn: numbers[i] ?? 1 }] : [],
  );
  const most = Math.max(...samples.map(({ oneIn }) => oneIn));
  // A rare operation keeps more of its requests in sight.
  const others = samples.filter(({ oneIn }) => oneIn !== most);
  return (
    <p className="num">
      {most > 1 ? t('canvas.sampled', { number: format.count(most) }) : t('canvas.sampledAll')}
      <span className="others">
        {others.map(({ type, oneIn }) =>
          oneIn > 1
            ? ` · ${t('canvas.sampledType', { type: names[type], number: format.count(oneIn) })}`
            : ` · ${t('canvas.sampledTypeAll', { type: names[type] })}`,
        )}
      </span>
      {slowed ? <span className="slowed">{` · ${t('canvas.travelSlowed')}`}</span> : null}
    </p>
  );
}

function operationsOf(scenario: Scenario): ReadonlySet<string> {
  return new Set(allOperations(scenario).map(({ type }) => type));
}

/** The name that all operations answered by a web server alone have, if they have one. */
function onlyStaticOf(scenario: Scenario): string | null {
  const names = new Set(
    allOperations(scenario).flatMap(({ type, name }) => (type === 'static' ? [name] : [])),
  );
  const [name] = names;
  return names.size === 1 && name ? name : null;
}

const allOperations = ({ nodes }: Scenario) =>
  nodes.flatMap((node) => (node.kind === 'client' ? node.params.operations : []));
