/** A step in words. */
import type { Translate } from '../../i18n/i18n.ts';
import type { KeyStep } from '../../stores/opened-cache.ts';

export function stepSentence(step: KeyStep, t: Translate): string {
  const key = String(step.key);
  if (step.cleared) return t('openedCache.step.cleared');
  const put = step.put === null ? '' : putSentence(step, t);
  if (step.removed === 'deleted') return t('openedCache.step.deleted', { key });
  const asked =
    step.removed === 'expired'
      ? t('openedCache.step.expired', { key })
      : step.asked === null
        ? ''
        : t(`openedCache.step.${step.asked}`, { key });
  return [asked, put].filter((part) => part !== '').join(' ') || t('openedCache.step.nothing');
}

function putSentence(step: KeyStep, t: Translate): string {
  const key = String(step.key);
  if (step.put === 'refused') return t('openedCache.step.refused', { key });
  if (step.put === 'renewed') return t('openedCache.step.renewed', { key });
  return step.evicted < 0
    ? t('openedCache.step.entered', { key })
    : t('openedCache.step.replaced', { key, evicted: String(step.evicted) });
}
