/** Beside the camera's buttons: the map, and the box for those who have no Shift key. Loaded after the first view. */
import { Map as MapIcon, SquareDashedMousePointer } from 'lucide-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useTranslation } from '../i18n/i18n.ts';
import { mapChoiceStore, showMap } from '../stores/map-choice.ts';
import { dismissToast, sessionStore, showToast } from '../stores/session.ts';
import { IconButton } from '../ui/button.tsx';
import { PHONE, useMedia } from '../ui/media.ts';

/** The next drag draws a box instead of moving the view. */
export interface Boxing {
  readonly isOn: boolean;
  readonly set: (isOn: boolean) => void;
}

export function CameraExtras({ boxing }: { readonly boxing: Boxing }) {
  const { t } = useTranslation();
  const isTouched = useMedia('(any-pointer: coarse)');
  const isPhone = useMedia(PHONE);
  const isMapShown = useStore(mapChoiceStore, (state) => state.isShown);
  const { isOn, set } = boxing;
  useEffect(() => {
    if (!isOn) return;
    showToast({ text: t('editing.boxHelp') });
    const told = sessionStore.getState().toast?.number;
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') set(false);
    };
    addEventListener('keydown', onKey);
    return () => {
      removeEventListener('keydown', onKey);
      if (told !== undefined) dismissToast(told);
    };
  }, [isOn, set, t]);
  return (
    <>
      {isTouched ? (
        <IconButton
          label={t('editing.box')}
          side="top"
          isSmall
          aria-pressed={isOn}
          onClick={() => set(!isOn)}
        >
          <SquareDashedMousePointer size={14} aria-hidden />
        </IconButton>
      ) : null}
      {isPhone ? null : (
        <IconButton
          label={t('editing.mapName')}
          keys="M"
          side="top"
          isSmall
          aria-pressed={isMapShown}
          onClick={() => showMap(!isMapShown)}
        >
          <MapIcon size={14} aria-hidden />
        </IconButton>
      )}
    </>
  );
}
