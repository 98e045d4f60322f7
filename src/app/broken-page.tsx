/** What is shown instead of the page when a defect of ours breaks it: the work is saved, a reload goes on. */
import { Component, type ReactNode } from 'react';
import { t } from '../i18n/i18n.ts';
import { Button } from '../ui/button.tsx';

export class BrokenPage extends Component<
  { readonly children: ReactNode },
  { readonly isBroken: boolean }
> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    if (!this.state.isBroken) return this.props.children;
    return (
      <main className="broken">
        <h1>{t('app.crashed')}</h1>
        <p>{t('app.crashedHelp')}</p>
        <Button look="primary" onClick={() => location.reload()}>
          {t('app.reload')}
        </Button>
      </main>
    );
  }
}
