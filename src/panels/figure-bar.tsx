/** The player of a figure: play, where it stands, how fast, and the way into the whole page. */
import { ExternalLink, Pause, Play } from 'lucide-react';
import { useTranslation } from '../i18n/i18n.ts';
import { player } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import { IconButton } from '../ui/button.tsx';
import './figure-bar.css';
import { Logo } from './logo.tsx';
import { Scrubber } from './scrubber.tsx';
import { Clock, SpeedMenu } from './time-bar.tsx';

export function FigureBar({
  name,
  address,
}: {
  readonly name: string;
  /** Of the whole page at this moment. */
  readonly address: () => string;
}) {
  const { t } = useTranslation();
  const isPlaying = useRun((state) => state.playing);
  const isAtEnd = useRun((state) => state.durationNs > 0 && state.cursorNs >= state.durationNs);
  const playLabel = t(isAtEnd ? 'timeBar.replay' : 'timeBar.play');
  return (
    <section className="figure-bar" aria-label={t('timeBar.label')}>
      <IconButton
        className="play"
        look="primary"
        label={isPlaying ? t('timeBar.pause') : playLabel}
        keys="K"
        side="top"
        onClick={player.toggle}
      >
        {isPlaying ? (
          <Pause size={15} fill="currentColor" strokeWidth={0} aria-hidden />
        ) : (
          <Play size={15} fill="currentColor" strokeWidth={1} aria-hidden />
        )}
      </IconButton>
      <Clock />
      <Scrubber />
      <SpeedMenu />
      <a
        className="button ghost figure-open"
        href={address()}
        target="_blank"
        rel="noopener"
        title={`${name}: ${t('readOnly.figureOpenHelp')}`}
        // The moment of the click, not of the last rendering.
        onClick={(event) => {
          event.currentTarget.href = address();
        }}
      >
        <Logo />
        <span>{t('readOnly.figureOpen')}</span>
        <ExternalLink size={13} aria-hidden />
      </a>
    </section>
  );
}
