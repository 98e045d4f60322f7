/** The run that is compared with: whether it is drawn, and which run it is. */
import { Pin } from 'lucide-react';
import { useStore } from 'zustand';
import { useTranslation } from '../i18n/i18n.ts';
import { chartChoiceStore, showBefore } from '../stores/chart-choice.ts';
import { keepForComparison, releaseComparison } from '../stores/run.ts';
import { useRun } from '../stores/run-hooks.ts';
import { announce } from '../stores/session.ts';
import { Button } from '../ui/button.tsx';
import { Menu, MenuCheck, MenuItem, MenuRule } from '../ui/menu.tsx';

export function BeforeMenu() {
  const { t } = useTranslation();
  const isShown = useStore(chartChoiceStore, (state) => !state.isBeforeHidden);
  const isPinned = useRun((state) => state.isBeforePinned);
  const isPresent = useRun((state) => state.before?.run === state.run);
  const isFinished = useRun((state) => state.summary !== null);
  const keep = () => {
    keepForComparison();
    showBefore(true);
    announce(t('comparison.kept'));
  };
  return (
    <Menu
      trigger={
        <Button isSmall className={`before-menu ${isShown ? '' : 'is-off'}`}>
          {isPinned ? (
            <Pin size={11} aria-hidden />
          ) : (
            <svg width="14" height="8" aria-hidden>
              <path className="line is-before" d="M0 4H14" />
            </svg>
          )}
          {t(isPinned ? 'comparison.pinned' : 'comparison.before')}
          <span className="caret" aria-hidden />
        </Button>
      }
    >
      <MenuCheck isOn={isShown} onChange={showBefore}>
        {t(isPinned ? 'comparison.showPinned' : 'comparison.show')}
      </MenuCheck>
      <MenuRule />
      {isFinished && !isPresent ? (
        <MenuItem onSelect={keep} help={t('comparison.keepHelp')}>
          {t('comparison.keep')}
        </MenuItem>
      ) : null}
      {isPinned ? (
        <MenuItem onSelect={releaseComparison} help={t('comparison.releaseHelp')}>
          {t('comparison.release')}
        </MenuItem>
      ) : null}
    </Menu>
  );
}
