/** What is looked into is of the document that is open: another one begins with no request and no cache open. */
import { documentStore } from './document.ts';
import { closeRequest, requestsStore } from './requests.ts';
import { openCache, sessionStore } from './session.ts';

export function closeLooksWithDocument(): void {
  documentStore.subscribe(({ work }, before) => {
    if (work === before.work) return;
    closeRequest();
    openCache(null);
  });
}

/** Across the opening of a document that is the same run. */
export function keepingLooks(open: () => void): void {
  const { opened } = requestsStore.getState();
  const { openedCache } = sessionStore.getState();
  open();
  requestsStore.setState({ opened });
  sessionStore.setState({ openedCache });
}
