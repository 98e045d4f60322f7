/** Play, step, speed, and where the run stands. */
import { RotateCw, SkipBack, Square, StepBack, StepForward } from 'lucide-react';
import { useRef } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { BY_HAND } from '../scenario/stop-reasons.ts';
import { speeds } from '../stores/playback.ts';
import { player, runAgain, runStore, stopRun } from '../stores/run.ts';
import { useFrame, useRun } from '../stores/run-hooks.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Menu, MenuChoices } from '../ui/menu.tsx';
import { writeText } from '../ui/write-text.ts';
import { isWritingFrame } from '../ui/writing-frame.ts';
import { ChartChips } from './chart-chips.tsx';
import { clockText, MICROSECONDS_FROM, speedText } from './clock.ts';
import { failureSentence } from './failure.ts';
import { PlayButton } from './play-button.tsx';
import { Scrubber } from './scrubber.tsx';
import './time-bar.css';

export function TimeBar() {
  const { t } = useTranslation();
  return (
    <section className="time-bar" aria-label={t('timeBar.label')}>
      <div className="transport">
        <Transport />
        <Clock />
        <SpeedMenu />
      </div>
      <Scrubber />
      <div className="time-bar-end">
        <RunProgress />
        <RunButton />
        <ChartChips />
      </div>
    </section>
  );
}

function Transport() {
  const { t } = useTranslation();
  const hasRun = useRun((state) => state.shape !== null);
  return (
    <div className="transport-buttons">
      <IconButton
        className="to-start"
        label={t('timeBar.toStart')}
        keys="Home"
        side="top"
        disabled={!hasRun}
        onClick={() => player.seek(0)}
      >
        <SkipBack size={14} aria-hidden />
      </IconButton>
      <IconButton
        label={t('timeBar.previousEvent')}
        keys=","
        side="top"
        disabled={!hasRun}
        onClick={() => player.step(-1)}
      >
        <StepBack size={15} aria-hidden />
      </IconButton>
      <PlayButton />
      <IconButton
        label={t('timeBar.nextEvent')}
        keys="."
        side="top"
        disabled={!hasRun}
        onClick={() => player.step(1)}
      >
        <StepForward size={15} aria-hidden />
      </IconButton>
    </div>
  );
}

/** Written thirty times a second, so past React; the slider tells screen readers where it stands. */
export function Clock() {
  const format = useFormat();
  const speed = useRun((state) => state.speed);
  const digits = useRef<HTMLSpanElement>(null);
  const written = useRef('');
  useFrame((cursorNs) => {
    if (!isWritingFrame() && runStore.getState().playing) return;
    const text = clockText(cursorNs, speed, format);
    if (!digits.current || written.current === text) return;
    if (written.current.length !== text.length) {
      digits.current.style.setProperty('--digits', String(text.length));
    }
    written.current = text;
    writeText(digits.current, text);
  });
  const look = speed <= MICROSECONDS_FROM ? 'is-fine' : '';
  return (
    <span className={`clock mono ${look}`} aria-hidden>
      <span ref={digits} />
    </span>
  );
}

export function SpeedMenu() {
  const { t } = useTranslation();
  const format = useFormat();
  const speed = useRun((state) => state.speed);
  return (
    <Menu
      trigger={
        <Button
          className="speed num"
          aria-label={`${t('timeBar.speed')}: ${speedText(speed, format)}`}
        >
          {speedText(speed, format)}
          <span className="caret" aria-hidden />
        </Button>
      }
    >
      <MenuChoices
        label={t('timeBar.speed')}
        className="speed-item num"
        value={String(speed)}
        options={speeds.map((option) => ({
          value: String(option),
          label: <span className="speed-times">{speedText(option, format)}</span>,
          help: t('timeBar.perSecond', { time: format.duration(option * 1000) }),
        }))}
        onChange={(value) => player.setSpeed(Number(value))}
      />
    </Menu>
  );
}

/** Stops a run that takes long enough for that (the style sheet shows it after a moment); then runs it again. */
function RunButton() {
  const { t } = useTranslation();
  const isRunning = useRun((state) => state.status === 'running');
  const isStopped = useRun((state) => state.summary?.stopped === BY_HAND);
  if (!isRunning && isStopped) {
    return (
      <IconButton label={t('timeBar.runAgain')} side="top" isSmall onClick={runAgain}>
        <RotateCw size={13} aria-hidden />
      </IconButton>
    );
  }
  if (!isRunning) return null;
  return (
    <span className="stop-run">
      <IconButton label={t('timeBar.stop')} side="top" isSmall onClick={stopRun}>
        <Square size={10} fill="currentColor" aria-hidden />
      </IconButton>
    </span>
  );
}

/** How long the run is; while the engine works, how far it has come; when it stopped, why. */
function RunProgress() {
  const { t } = useTranslation();
  const format = useFormat();
  const status = useRun((state) => state.status);
  const durationNs = useRun((state) => state.durationNs);
  const failure = useRun((state) => state.failure);
  // Tenths of seconds are enough to see it move.
  const bufferedMs = useRun((state) => Math.round(state.bufferedNs / 1e8) * 100);
  const buffered = format.duration(bufferedMs);
  const doneRatio = durationNs > 0 ? Math.min(1, (bufferedMs * 1e6) / durationNs) : 0;
  const isRunning = status === 'running';
  if (status === 'failed' && failure) {
    const sentence = failureSentence(failure, t);
    return (
      <span className="run-progress is-bad" role="alert" title={sentence}>
        {sentence}
      </span>
    );
  }
  if (durationNs === 0) {
    return (
      <span className="run-progress">{t(isRunning ? 'timeBar.simulating' : 'timeBar.idle')}</span>
    );
  }
  return (
    <span
      className="run-progress num"
      title={isRunning ? t('timeBar.buffered', { time: buffered }) : t('timeBar.duration')}
    >
      {isRunning ? (
        <span className="run-buffered">{format.ratio(doneRatio)}</span>
      ) : (
        format.duration(durationNs / 1e6)
      )}
    </span>
  );
}
