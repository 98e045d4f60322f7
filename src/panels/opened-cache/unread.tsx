/** In the place of figures that there cannot be: why nothing was read here, and what to draw. */
import { useTranslation } from '../../i18n/i18n.ts';
import { useDocument } from '../../stores/hooks.ts';
import type { CacheNode } from './cache-node.ts';

export function Unread({ node }: { readonly node: CacheNode }) {
  const { t } = useTranslation();
  const isCalled = useDocument(({ scenario }) =>
    scenario.edges.some(({ target }) => target === node.id),
  );
  const who = t(node.kind === 'cdn' ? 'openedCache.unread.client' : 'openedCache.unread.web');
  return (
    <div className="cache-unread">
      <p>{t('openedCache.unread.lead')}</p>
      <p>{isCalled ? t('openedCache.unread.called') : t('openedCache.unread.nobody', { who })}</p>
    </div>
  );
}
