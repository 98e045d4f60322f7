/** The charts as a file: a picture of them, or their figures, of the stretch that is shown. */
import { Download } from 'lucide-react';
import { keyColors, paintHeat } from '../../charts/heat-chart.tsx';
import type { TimeSpan } from '../../charts/series.ts';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { useDocument } from '../../stores/hooks.ts';
import { useRun } from '../../stores/run-hooks.ts';
import { showToast } from '../../stores/session.ts';
import { fileName } from '../../stores/sharing.ts';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem } from '../../ui/menu.tsx';
import type { ChartData } from '../chart-hooks.ts';
import { useOutages } from '../outage-hooks.ts';
import { saveBlob } from '../save-to-disk.ts';
import { useStoryLines } from '../story-hooks.ts';
import { timeMarks } from '../time-marks.ts';
import { chartsCsv } from './charts-csv.ts';
import { chartsPicture, type Picture } from './charts-svg.ts';
import { pngOf } from './png.ts';

/** Marks nearer than a hundredth of the picture stand as one. */
const MARKS = 100;

export function SaveMenu({
  data,
  window,
}: {
  readonly data: readonly ChartData[];
  readonly window: TimeSpan;
}) {
  const { t } = useTranslation();
  const scenarioName = useDocument((state) => state.scenario.name);
  const picture = usePicture(data, window);
  const save = (blob: Blob, ending: string) =>
    saveBlob(blob, fileName(`${scenarioName} ${t('largeCharts.fileName')}`, ending));
  const savePng = () =>
    pngOf(picture()).then(
      (blob) => save(blob, 'png'),
      () => showToast({ text: t('largeCharts.pngFailed'), tone: 'bad' }),
    );
  const saveCsv = () => {
    const words = { time: t('charts.time'), before: t('charts.before') };
    // The mark tells spreadsheets that it is UTF-8.
    const text = `\ufeff${chartsCsv(data, window, words)}`;
    save(new Blob([text], { type: 'text/csv;charset=utf-8' }), 'csv');
  };
  return (
    <Menu
      align="end"
      trigger={
        <Button isSmall disabled={data.length === 0}>
          <Download size={13} aria-hidden />
          {t('largeCharts.save')}
          <span className="caret" aria-hidden />
        </Button>
      }
    >
      <MenuItem onSelect={() => void savePng()} help={t('largeCharts.pngHelp')}>
        PNG
      </MenuItem>
      <MenuItem
        onSelect={() => save(new Blob([picture().svg], { type: 'image/svg+xml' }), 'svg')}
        help={t('largeCharts.svgHelp')}
      >
        SVG
      </MenuItem>
      <MenuItem onSelect={saveCsv} help={t('largeCharts.csvHelp')}>
        CSV
      </MenuItem>
    </Menu>
  );
}

/** Made when it is asked for, in the colours and the language of the moment. */
function usePicture(data: readonly ChartData[], window: TimeSpan): () => Picture {
  const { t } = useTranslation();
  const format = useFormat();
  const outages = useOutages();
  const lines = useStoryLines();
  const title = useDocument((state) => state.scenario.name);
  const seed = useRun((state) => state.shape?.seed ?? 0);
  const hash = useRun((state) => state.summary?.runHash);
  const warmupNs = useRun((state) => state.shape?.warmupNs ?? 0);
  return () => {
    const style = getComputedStyle(document.documentElement);
    const isDark = style.colorScheme === 'dark';
    const time = (ns: number) => format.shortTime(ns / 1e6);
    return chartsPicture({
      title,
      data,
      window,
      outages,
      warmupNs,
      marks: timeMarks(lines, (window.toNs - window.fromNs) / MARKS),
      foot: t('largeCharts.foot', {
        hash: hash ?? t('largeCharts.unfinished'),
        seed: String(seed),
        from: time(window.fromNs),
        to: time(window.toNs),
      }),
      words: { before: t('charts.before'), time: t('charts.time'), warmup: t('charts.warmup') },
      ramp: keyColors(isDark),
      answers: (most) =>
        t('largeCharts.answersFrom', { least: format.count(1), most: format.count(most) }),
      format,
      fontFamily: style.getPropertyValue('--font').trim(),
      color: (css) => {
        const property = /^var\((--[\w-]+)\)$/.exec(css)?.[1];
        return property ? style.getPropertyValue(property).trim() : css;
      },
      cells: ({ heat, plot: { fromNs, stepNs } }, size) => {
        const canvas = document.createElement('canvas');
        canvas.width = size.widthPx;
        canvas.height = size.heightPx;
        const context = canvas.getContext('2d');
        if (heat && context) {
          paintHeat(context, { heat, fromNs, stepNs, window, isDark, ...size });
        }
        return canvas.toDataURL();
      },
    });
  };
}
