/** The page's entry: stores, words, fonts, keys and the engine are put together here and nowhere else. */
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import '../ui/tokens.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { initI18n, t } from '../i18n/i18n.ts';
import { failureSentence } from '../panels/failure.ts';
import { startAutosave } from '../stores/autosave.ts';
import { documentStore } from '../stores/document.ts';
import { closeLooksWithDocument } from '../stores/open-looks.ts';
import { runScenario, runStore } from '../stores/run.ts';
import { keepSelection } from '../stores/selection.ts';
import { sessionStore, showToast } from '../stores/session.ts';
import { App, INSPECTOR_ID } from './app.tsx';
import { keepAppearance } from './appearance.ts';
import { BrokenPage } from './broken-page.tsx';
import { keepModelledAddress } from './modelled-address.ts';
import { startOpening } from './opening.ts';
import { listenToKeys } from './shortcuts.ts';
import { workStorage } from './work-storage.ts';

/** An edit runs again once the hand has rested this long; a drag of a slider is one run, not fifty. */
const RUN_AFTER_MS = 150;

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no root element');
  await initI18n(sessionStore.getState().language);
  keepAppearance();
  keepSelection();
  closeLooksWithDocument();
  const autosave = startAutosave(workStorage(), (reason) =>
    showToast({
      text: t(reason === 'full' ? 'app.storageFull' : 'app.storageBroken'),
      tone: 'bad',
    }),
  );
  addEventListener('pagehide', autosave.flush);
  const opening = await startOpening(autosave);
  runOnChange();
  tellFailures();
  listenToKeys(INSPECTOR_ID);
  keepModelledAddress();
  createRoot(root).render(
    <StrictMode>
      <BrokenPage>
        <App opening={opening} />
      </BrokenPage>
    </StrictMode>,
  );
}

function runOnChange(): void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const run = () => {
    const { scenario, work } = documentStore.getState();
    runScenario(scenario, work);
  };
  documentStore.subscribe((state, before) => {
    if (state.scenario === before.scenario && state.work === before.work) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(run, RUN_AFTER_MS);
  });
  run();
}

/** A defect of ours: nobody should go on reading a run that has broken off without knowing it. */
function tellFailures(): void {
  runStore.subscribe(({ status, failure }, before) => {
    if (status !== 'failed' || before.status === 'failed' || !failure) return;
    showToast({ text: failureSentence(failure, t), tone: 'bad' });
  });
}

void start();
