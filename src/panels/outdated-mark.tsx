/**
 * Says of the figures on the page that they are of the run before the last change, as long as the new one has not
 * passed the cursor. A run that does so at once is not announced.
 */
import { lazy, Suspense } from 'react';
import { loadRest } from '../i18n/later.ts';
import { useOutdated } from '../stores/run-hooks.ts';
import type { OutdatedPlace } from './outdated.tsx';

const Outdated = lazy(async () => {
  const [{ Outdated }] = await Promise.all([import('./outdated.tsx'), loadRest()]);
  return { default: Outdated };
});

export function OutdatedMark({ place }: { readonly place: OutdatedPlace }) {
  const isOutdated = useOutdated();
  return <Suspense>{isOutdated ? <Outdated place={place} /> : null}</Suspense>;
}
