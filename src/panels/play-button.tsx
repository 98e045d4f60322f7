/** The one button that plays and pauses, on the page and in a figure. */
import { Pause, Play } from 'lucide-react';
import { useTranslation } from '../i18n/i18n.ts';
import { player } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import { IconButton } from '../ui/button.tsx';

export function PlayButton() {
  const { t } = useTranslation();
  const isPlaying = useRun((state) => state.playing);
  const isAtEnd = useRun((state) => state.durationNs > 0 && state.cursorNs >= state.durationNs);
  const playLabel = t(isAtEnd ? 'timeBar.replay' : 'timeBar.play');
  return (
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
  );
}
