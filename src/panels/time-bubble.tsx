/** What is under the pointer on the time bar: the moment, and what happened there. */
import type { CSSProperties } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { useRun } from '../stores/run-hooks.ts';
import { useBands } from './band-marks.tsx';
import { clockText } from './clock.ts';
import { useTell } from './sentences.ts';
import { keyOf } from './story-lines.ts';
import { linesAt } from './time-bands.ts';
import type { TimeMark } from './time-marks.ts';

/** Sentences that still read at a glance. */
const SHOWN = 4;

export function TimeBubble({
  left,
  ns,
  mark,
  isWhole = false,
}: {
  readonly left: string;
  readonly ns: number;
  readonly mark: TimeMark | undefined;
  /** Over the time bar, which says what the results leave out. */
  readonly isWhole?: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const speed = useRun((state) => state.speed);
  const warmupNs = useRun((state) => state.shape?.warmupNs ?? 0);
  const tell = useTell();
  const bands = useBands();
  const during = isWhole ? linesAt(bands, ns) : [];
  const lines = [...(mark?.lines ?? []), ...during];
  const more = lines.length - SHOWN;
  return (
    <div className="time-bubble" style={{ '--at': left } as CSSProperties} aria-hidden>
      {lines.length === 0 ? <span className="mono">{clockText(ns, speed, format)}</span> : null}
      {lines.slice(0, SHOWN).map((line) => (
        <p key={keyOf(line)}>
          <span className="mono">{format.shortTime(line.event.atNs / 1e6)}</span>
          {tell(line.event).lead}
        </p>
      ))}
      {isWhole && ns < warmupNs ? <p className="more">{t('timeBar.warmup')}</p> : null}
      {more > 0 ? <p className="more">{t('timeBar.marksMore', { count: more })}</p> : null}
    </div>
  );
}
