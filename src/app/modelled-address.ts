/** `#modelled=cache` in the address is the page of what is modelled, open at the cache; a link of it can be passed on. */
import { openModelled, sessionStore } from '../stores/session.ts';

const PREFIX = '#modelled=';

export function keepModelledAddress(): void {
  openFromAddress();
  addEventListener('hashchange', openFromAddress);
  sessionStore.subscribe(({ openPanel, modelledTopic }, before) => {
    if (openPanel === 'modelled') showHash(PREFIX + modelledTopic);
    else if (before.openPanel === 'modelled') showHash('');
  });
}

function openFromAddress(): void {
  const { hash } = location;
  if (hash.startsWith(PREFIX)) openModelled(topicIn(hash.slice(PREFIX.length)));
}

/** An address that was cut short or written by hand may be no text at all: the page's first topic, then. */
function topicIn(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** A link to a scenario in the address stays what it is. */
function showHash(hash: string): void {
  const isOurs = location.hash === '' || location.hash.startsWith(PREFIX);
  if (!isOurs || location.hash === hash) return;
  history.replaceState(history.state, '', location.pathname + location.search + hash);
}
