/** Beside the latency chart: opens the slowest request of the moment that the cursor stands at. */
import { useTranslation } from '../i18n/i18n.ts';
import { openSlowestNear } from '../stores/requests.ts';
import { player } from '../stores/run.ts';

export function SlowestHere() {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className="slowest-here"
      title={t('requests.slowestHere')}
      onClick={() => openSlowestNear(player.cursorNs())}
    >
      {t('requests.slowestShort')}
    </button>
  );
}
