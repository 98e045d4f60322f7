/** The charts under the time bar, on the same axis as its track. */
import { useTranslation } from '../i18n/i18n.ts';
import { useChartChoices } from './chart-hooks.ts';
import { ChartStack } from './chart-stack.tsx';
import { ChartTools } from './chart-tools.tsx';

export function Charts() {
  const { t } = useTranslation();
  const { shown } = useChartChoices();
  return (
    <section className="charts" aria-label={t('charts.label')}>
      <ChartStack shown={shown} />
      <ChartTools />
    </section>
  );
}
