/** The player of a figure: play, where it stands, how fast, and the way into the whole page. */
import { ExternalLink } from 'lucide-react';
import { useTranslation } from '../i18n/i18n.ts';
import './figure-bar.css';
import { Logo } from './logo.tsx';
import { PlayButton } from './play-button.tsx';
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
  return (
    <section className="figure-bar" aria-label={t('timeBar.label')}>
      <PlayButton />
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
