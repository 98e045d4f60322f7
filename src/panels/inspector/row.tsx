/**
 * One line of the inspector: label, control, and below them what is wrong, what the field does (on request) and where
 * its default comes from.
 */
import { CircleHelp, RotateCcw } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from '../../i18n/i18n.ts';
import { IconButton } from '../../ui/button.tsx';
import type { Refusal } from '../../ui/field.tsx';

export interface RowProps {
  readonly label: string;
  readonly help?: string;
  /** Where the default comes from. */
  readonly source?: string;
  /** The default in words; said when the value is another. */
  readonly defaultText?: string;
  /** What the last run says about it. */
  readonly found?: string | null;
  readonly isChanged?: boolean;
  readonly onReset?: () => void;
  /** The control takes the whole width, below its label. */
  readonly isWide?: boolean;
  /** Below the control: an editor that has been opened. */
  readonly children?: ReactNode;
  readonly control: (wiring: {
    readonly id: string;
    readonly describedBy: string;
    readonly onRefusal: (refusal: Refusal) => void;
  }) => ReactNode;
}

export function Row(props: RowProps) {
  const { label, help, source, defaultText, found, isChanged, onReset, isWide, children, control } =
    props;
  const { t } = useTranslation();
  const id = useId();
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>(null);
  const notesId = `${id}-notes`;

  return (
    <div className={`row ${isWide ? 'is-wide' : ''} ${isChanged ? 'is-changed' : ''}`}>
      <div className="row-label">
        <label htmlFor={id}>{label}</label>
        {help ? (
          <button
            type="button"
            className="row-help"
            aria-expanded={isHelpOpen}
            aria-label={t('shell.inspector.explain', { name: label })}
            title={help}
            onClick={() => setIsHelpOpen(!isHelpOpen)}
          >
            <CircleHelp size={12} aria-hidden />
          </button>
        ) : null}
        {isChanged && onReset ? (
          <IconButton
            className="row-reset"
            label={`${label}: ${t('inspector.reset')}`}
            hint={t('inspector.reset')}
            isSmall
            side="top"
            onClick={() => {
              setRefusal(null);
              onReset();
            }}
          >
            <RotateCcw size={12} aria-hidden />
          </IconButton>
        ) : null}
      </div>
      <div className="row-control">
        {control({ id, describedBy: notesId, onRefusal: setRefusal })}
      </div>
      <div className="row-notes" id={notesId}>
        {refusal ? (
          <p className="row-bad" role="alert">
            {refusal}
          </p>
        ) : null}
        {help && isHelpOpen ? <p className="row-explained">{help}</p> : null}
        {found ? <p className="row-found num">{found}</p> : null}
        {source ? (
          <p className="row-source">
            {isChanged && defaultText ? `${t('inspector.default', { value: defaultText })} · ` : ''}
            {source}
          </p>
        ) : null}
      </div>
      {children}
    </div>
  );
}
