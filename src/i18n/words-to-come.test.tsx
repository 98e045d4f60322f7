// @vitest-environment happy-dom
import { act, cleanup, render } from '@testing-library/react';
import { useMemo } from 'react';
import { afterEach, expect, it, vi } from 'vitest';

/** Stands in for what the build puts in later.ts. */
const later = vi.hoisted(() => ({ isThere: false, asked: 0, tell: () => {} }));
vi.mock('./later.ts', () => ({
  hasRest: () => later.isThere,
  loadRest: async () => void later.asked++,
  onRest: (listener: () => void) => {
    later.tell = listener;
  },
  loadKindsInKorean: async () => {},
}));

// Files share their modules: one that has loaded the words already would have them without the stand-in.
vi.resetModules();
const { en } = await import('./en.ts');
const { useTranslation } = await import('./i18n.ts');

afterEach(cleanup);

function Side() {
  const { t } = useTranslation();
  // As the canvas keeps what it has made.
  const kept = useMemo(() => t('faults.side.neither', { target: 'db' }), [t]);
  return (
    <button type="button" aria-label={kept}>
      {t('faults.side.neither', { target: 'db' })}
    </button>
  );
}

it('asks for words that are still to come, shows no key meanwhile, and draws again with them', () => {
  const faults = en.faults as { side?: typeof en.faults.side };
  const { side } = faults;
  delete faults.side;
  const { container } = render(<Side />);
  const shown = container.querySelector('button')!;
  expect(shown.textContent).toBe('');
  expect(shown.getAttribute('aria-label')).toBe('');
  expect(later.asked).toBeGreaterThan(0);

  faults.side = side!;
  later.isThere = true;
  act(() => later.tell());
  expect(shown.textContent).toMatch(/\w+ /);
  expect(shown.getAttribute('aria-label')).toBe(shown.textContent);
});
