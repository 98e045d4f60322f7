/** All charts, as high as they need, in the canvas's place; on a phone in a sheet. */
import { Minimize2 } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { HeatChart, HeatKey } from '../../charts/heat-chart.tsx';
import { Legend } from '../../charts/legend.tsx';
import type { TimeSpan } from '../../charts/series.ts';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { chartChoiceStore, chooseChart, enlargeCharts } from '../../stores/chart-choice.ts';
import { windowNs } from '../../stores/chart-window.ts';
import { useDocument, useSession } from '../../stores/hooks.ts';
import { useChartWindow, useRun } from '../../stores/run-hooks.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useMedia } from '../../ui/media.ts';
import { Menu, MenuCheck } from '../../ui/menu.tsx';
import { BeforeMenu } from '../before-menu.tsx';
import type { ChartData } from '../chart-hooks.ts';
import { type CellsRenderer, ChartStack } from '../chart-stack.tsx';
import { WholeRun } from '../chart-tools.tsx';
import { lenses } from '../lenses.ts';
import './large-charts.css';
import { chartTitle, type LargeChartId, largeChartIds, useLargeChartData } from './large-data.ts';
import { SaveMenu } from './save-menu.tsx';

/** What is chosen here is kept apart from the choice of the small charts. */
const choiceKey = (id: LargeChartId) => `large.${id}`;

/** In the canvas's place: Escape leads back to it. */
export function LargeChartsPanel() {
  const { t } = useTranslation();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  const close = () => {
    enlargeCharts(false);
    document.querySelector<HTMLElement>('.chart-tools button')?.focus();
  };
  const onKeyDown = (key: KeyboardEvent) => {
    if (key.key !== 'Escape' || key.defaultPrevented) return;
    key.preventDefault();
    close();
  };
  return (
    <section
      ref={panel}
      className="large-charts"
      aria-label={t('largeCharts.label')}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <LargeCharts
        closeButton={
          <IconButton isSmall label={t('charts.shrink')} keys="Esc" onClick={close}>
            <Minimize2 size={14} aria-hidden />
          </IconButton>
        }
      />
    </section>
  );
}

export function LargeCharts({ closeButton }: { readonly closeButton?: React.ReactNode }) {
  const { t } = useTranslation();
  const window = useChartWindow();
  const available = useAvailable();
  const chosen = useStore(chartChoiceStore, (state) => state.chosen);
  const shown = useMemo(
    () => available.filter((id) => chosen[choiceKey(id)] ?? true),
    [available, chosen],
  );
  const data = useLargeChartData(shown, window);
  const cells = useCells(window);
  const hasBefore = useRun((state) => state.before !== null);
  return (
    <>
      <header className="large-charts-bar">
        <h2>{t('charts.label')}</h2>
        <Menu
          trigger={
            <Button isSmall>
              {t('largeCharts.choose', { shown: shown.length, all: available.length })}
              <span className="caret" aria-hidden />
            </Button>
          }
        >
          {available.map((id) => (
            <MenuCheck
              key={id}
              isOn={shown.includes(id)}
              onChange={(isOn) => chooseChart(choiceKey(id), isOn)}
            >
              {chartTitle(id, t)}
            </MenuCheck>
          ))}
        </Menu>
        {hasBefore ? <BeforeMenu /> : null}
        <WholeRun />
        <span className="large-charts-space" />
        <SaveMenu data={data} window={window} />
        {closeButton}
      </header>
      <div className="charts is-tall scroll">
        <ChartStack data={data} window={window} span={windowNs} isTall cells={cells} />
      </div>
      <p className="large-charts-keys">{t('largeCharts.keys')}</p>
    </>
  );
}

function useAvailable(): readonly LargeChartId[] {
  const scenario = useDocument((state) => state.scenario);
  return useMemo(() => largeChartIds((id) => lenses[id].isAbout(scenario)), [scenario]);
}

function useIsDark(): boolean {
  const theme = useSession((state) => state.theme);
  const isSystemDark = useMedia('(prefers-color-scheme: dark)');
  return theme === 'system' ? isSystemDark : theme === 'dark';
}

/** How cells are drawn and read: the colours of a key, or a figure beside each row. */
function useCells(window: TimeSpan): CellsRenderer {
  const { t } = useTranslation();
  const format = useFormat();
  const isDark = useIsDark();
  return useMemo(() => {
    const key = ({ heat }: ChartData) => {
      if (!heat?.edgesMs) return null;
      const most = t('largeCharts.answers', { most: format.count(heat.most) });
      return <HeatKey heat={heat} isDark={isDark} least={format.count(1)} most={most} />;
    };
    return {
      picture: ({ heat, plot }, size) =>
        heat ? (
          <HeatChart
            heat={heat}
            fromNs={plot.fromNs}
            stepNs={plot.stepNs}
            window={window}
            isDark={isDark}
            {...size}
          />
        ) : null,
      legend: (chart, atNs) =>
        chart.heat?.edgesMs ? (
          key(chart)
        ) : (
          <Legend plot={chart.plot} measure={chart.measure} atNs={atNs} />
        ),
    };
  }, [window, isDark, t, format]);
}
