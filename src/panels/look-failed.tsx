/** What stands where a look at the run broke off: why, that the run is untouched, and the way to look again. */
import { Component, type ReactNode } from 'react';
import { useTranslation } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';
import './look-failed.css';

export function LookFailed({
  message,
  onAgain,
}: {
  readonly message: string;
  readonly onAgain?: (() => void) | undefined;
}) {
  const { t } = useTranslation();
  return (
    <div className="look-failed" role="alert">
      <p>{t('looks.failed', { message })}</p>
      {onAgain ? (
        <Button isSmall onClick={onAgain}>
          {t('looks.again')}
        </Button>
      ) : null}
    </div>
  );
}

export const messageOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

/** A defect in what one panel works out costs that panel, not the page. */
export class LookBoundary extends Component<
  { readonly children: ReactNode },
  { readonly message: string | null }
> {
  override state = { message: null };

  static getDerivedStateFromError(error: unknown) {
    return { message: messageOf(error) };
  }

  override render() {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return <LookFailed message={message} onAgain={() => this.setState({ message: null })} />;
  }
}
