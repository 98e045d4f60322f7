/** Which charts to show: the first few as chips, all of them in a menu. */
import { ChartSpline } from 'lucide-react';
import { useTranslation } from '../i18n/i18n.ts';
import { chooseChart } from '../stores/chart-choice.ts';
import { Button } from '../ui/button.tsx';
import { useMedia } from '../ui/media.ts';
import { Menu, MenuCheck } from '../ui/menu.tsx';
import { useChartChoices } from './chart-hooks.ts';
import type { LensId } from './lenses.ts';

export function ChartChips() {
  const { t } = useTranslation();
  const { available, shown, atFirst } = useChartChoices();
  const isWide = useMedia('(min-width: 1280px)');
  const isMiddling = useMedia('(min-width: 1024px)');
  const chips = atFirst.slice(0, isWide ? 3 : isMiddling ? 2 : 0);
  const toggle = (id: LensId) => chooseChart(id, !shown.includes(id));
  return (
    <fieldset className="chart-chips">
      <legend className="visually-hidden">{t('charts.label')}</legend>
      {chips.map((id) => (
        <Button
          key={id}
          look="ghost"
          className="chip"
          aria-pressed={shown.includes(id)}
          onClick={() => toggle(id)}
        >
          {t(`charts.${id}`)}
        </Button>
      ))}
      <Menu
        align="end"
        trigger={
          <Button look="ghost" className="icon" aria-label={t('charts.more')}>
            <ChartSpline size={15} aria-hidden />
          </Button>
        }
      >
        {available.map((id) => (
          <MenuCheck key={id} isOn={shown.includes(id)} onChange={() => toggle(id)}>
            {t(`charts.${id}`)}
          </MenuCheck>
        ))}
      </Menu>
    </fieldset>
  );
}
