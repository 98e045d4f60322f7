/** Says that what is open cannot be changed, and how to have a copy that can. */
import { CopyPlus, Lock } from 'lucide-react';
import { useTranslation } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Hint } from '../ui/hint.tsx';
import './read-only-mark.css';

interface Props {
  readonly onDuplicate: () => void;
}

export function ReadOnlyMark({ onDuplicate }: Props) {
  const { t } = useTranslation();
  return (
    <span className="read-only-mark">
      <Hint content={t('readOnly.why')}>
        <button type="button" className="read-only-chip" aria-description={t('readOnly.why')}>
          <Lock size={12} aria-hidden />
          <span>{t('readOnly.label')}</span>
        </button>
      </Hint>
      <span className="read-only-duplicate">
        <DuplicateButton onDuplicate={onDuplicate} />
      </span>
    </span>
  );
}

export function DuplicateButton({ onDuplicate }: Props) {
  const { t } = useTranslation();
  return (
    <Button look="primary" onClick={onDuplicate}>
      <CopyPlus size={14} aria-hidden />
      {t('readOnly.duplicate')}
    </Button>
  );
}
