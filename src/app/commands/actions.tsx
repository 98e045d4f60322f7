/** Lines of the command list that do what menus, buttons and keys do. */
import {
  BookOpen,
  CopyPlus,
  Eye,
  FileDown,
  FilePlus,
  FileUp,
  Gauge,
  Keyboard,
  Languages,
  ListTree,
  Maximize,
  Maximize2,
  PanelsTopLeft,
  Play,
  Redo2,
  RotateCcw,
  RotateCw,
  Share2,
  SkipBack,
  SkipForward,
  Spline,
  Square,
  StepBack,
  StepForward,
  SunMoon,
  Undo2,
} from 'lucide-react';
import { languages } from '../../base/language.ts';
import {
  alignItems,
  copies,
  groupings,
  layout,
  looks,
  noting,
  pasting,
  removing,
} from '../../canvas/edit-items.tsx';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { speedText } from '../../panels/clock.ts';
import { saveToDisk } from '../../panels/save-to-disk.ts';
import { FILE_INPUT_ID, languageNames, themes, themeWords } from '../../panels/top-bar.tsx';
import { hasKeys } from '../../scenario/keyed-nodes.ts';
import { BY_HAND } from '../../scenario/stop-reasons.ts';
import { canvas, harmlessEdits } from '../../stores/canvas-commands.ts';
import { enlargeCharts } from '../../stores/chart-choice.ts';
import { chartWindowStore, showWindow } from '../../stores/chart-window.ts';
import { nameOf, redo, undo } from '../../stores/document.ts';
import { useDocument, useSession } from '../../stores/hooks.ts';
import { speeds } from '../../stores/playback.ts';
import { showOutcome } from '../../stores/requests.ts';
import { player, runAgain, runStore, stopRun } from '../../stores/run.ts';
import { openCache, openModelled, openPanel, setLanguage, setTheme } from '../../stores/session.ts';
import { PHONE, useMedia } from '../../ui/media.ts';
import type { Opening } from '../opening.ts';
import type { CommandGroup, CommandLine } from './command-line.tsx';
import { useLocked } from './locked.ts';

type Action = Omit<CommandLine, 'id'> & { readonly id?: string };

/** Told apart by their names, but for those about nodes: two may be called the same. */
const group = (heading: string, actions: readonly Action[]): CommandGroup => ({
  heading,
  lines: actions.map((action) => ({ id: action.name, ...action })),
});

/** What is done to the drawing, and to what is marked in it. */
export function useEdits(): CommandGroup {
  const { t } = useTranslation();
  const selection = useSession((state) => state.selection);
  const locked = useLocked();
  const undoLabel = useDocument((state) => state.undoLabel);
  const redoLabel = useDocument((state) => state.redoLabel);
  const hasMarked = (canvas()?.marked().length ?? 0) > 0;
  const edits = hasMarked
    ? [layout, ...alignItems, ...groupings, noting, ...copies, pasting, removing, ...looks]
    : [layout, noting, pasting, ...looks];
  const node = selection?.type === 'node' ? selection.id : null;
  const connecting: Action[] =
    node === null
      ? []
      : [
          {
            name: t('canvas.connectFrom', { name: nameOf(node) }),
            icon: Spline,
            keys: 'E',
            ...locked,
            run: () => openPanel('connect'),
          },
        ];
  const actions: Action[] = [
    ...connecting,
    ...edits.map(({ what, icon, keys }) => ({
      name: t(`editing.${what}`),
      icon,
      ...(keys === undefined ? {} : { keys }),
      ...(harmlessEdits.includes(what) ? {} : locked),
      isOnCanvas: true,
      run: () => canvas()?.edit(what),
    })),
    {
      name: t('shell.keys.selectAll'),
      icon: Maximize2,
      keys: 'Ctrl+A',
      isOnCanvas: true,
      run: () => canvas()?.selectAll(),
    },
    {
      name: t('canvas.fit'),
      icon: Maximize,
      keys: 'Shift+1',
      isOnCanvas: true,
      run: () => canvas()?.fit(),
    },
    {
      name: t('topBar.undo'),
      icon: Undo2,
      keys: 'Ctrl+Z',
      ...(undoLabel === null && { isOff: true, after: t('topBar.nothingToUndo') }),
      run: undo,
    },
    {
      name: t('topBar.redo'),
      icon: Redo2,
      keys: 'Ctrl+Shift+Z',
      ...(redoLabel === null && { isOff: true, after: t('topBar.nothingToRedo') }),
      run: redo,
    },
  ];
  return group(t('editing.groupDo'), actions);
}

export function usePlayback(): CommandGroup {
  const { t } = useTranslation();
  const format = useFormat();
  const { status, summary } = runStore.getState();
  const running: Action[] =
    status === 'running'
      ? [{ name: t('timeBar.stop'), icon: Square, run: stopRun }]
      : summary?.stopped === BY_HAND
        ? [{ name: t('timeBar.runAgain'), icon: RotateCw, run: runAgain }]
        : [];
  const speedNow = runStore.getState().speed;
  const actions: Action[] = [
    { name: t('keyboard.playPause'), icon: Play, keys: 'K', run: player.toggle },
    { name: t('keyboard.toStart'), icon: SkipBack, keys: 'Home', run: () => player.seek(0) },
    {
      name: t('keyboard.toEnd'),
      icon: SkipForward,
      keys: 'End',
      run: () => player.seek(player.recording()?.doneNs ?? 0),
    },
    {
      name: t('keyboard.previousEvent'),
      icon: StepBack,
      keys: ',',
      run: () => player.step(-1),
    },
    { name: t('keyboard.nextEvent'), icon: StepForward, keys: '.', run: () => player.step(1) },
    ...running,
    ...speeds.map((speed) => ({
      name: t('commands.speed', { speed: speedText(speed, format) }),
      icon: Gauge,
      words: [
        t(speed < speedNow ? 'keyboard.slower' : 'keyboard.faster'),
        t('commands.alsoFound.speed'),
      ],
      run: () => player.setSpeed(speed),
    })),
    ...useViews(),
  ];
  return group(t('commands.groupPlayback'), actions);
}

/** What a run can be looked at with. A phone has a door for each of them. */
function useViews(): Action[] {
  const { t } = useTranslation();
  const isPhone = useMedia(PHONE);
  const nodes = useDocument((state) => state.scenario.nodes);
  const words = [t('commands.alsoFound.view')];
  const tabs = (['story', 'results', 'why', 'requests'] as const).map((tab) => ({
    name: t('commands.show', { name: t(`${tab}.title`) }),
    icon: PanelsTopLeft,
    words,
    run: () => showOutcome(tab),
  }));
  const charts = {
    name: t('charts.enlarge'),
    icon: Maximize2,
    words,
    run: () => enlargeCharts(true),
  };
  const whole = { name: t('charts.wholeRun'), icon: RotateCcw, words, run: () => showWindow(null) };
  const isZoomed = chartWindowStore.getState().zoomed !== null;
  const caches = nodes.filter(hasKeys);
  return [
    ...(isPhone ? [] : [...tabs, charts]),
    ...(isZoomed ? [whole] : []),
    ...caches.map(({ id }) => ({
      id: `look inside ${id}`,
      name: t('commands.lookInside', { name: nameOf(id) }),
      icon: Eye,
      words: [id],
      run: () => openCache(id),
    })),
    {
      name: t('shell.app.outline'),
      icon: ListTree,
      keys: 'U',
      words,
      run: () => openPanel('outline'),
    },
  ];
}

/** What is open and how the page looks. */
export function useScenarioAndPage(opening: Opening): CommandGroup {
  const { t } = useTranslation();
  const isReadOnly = useDocument((state) => state.isReadOnly);
  const copying: Action[] = isReadOnly
    ? [
        {
          name: t('readOnly.duplicate'),
          icon: CopyPlus,
          words: [t('readOnly.label')],
          run: opening.duplicate,
        },
      ]
    : [];
  const earlier = opening.earlierName();
  const goBack: Action[] =
    earlier === null
      ? []
      : [
          {
            name: t('shell.topBar.earlierWork'),
            icon: Undo2,
            words: [earlier],
            run: opening.goBack,
          },
        ];
  const actions: Action[] = [
    ...copying,
    { name: t('topBar.share'), icon: Share2, run: () => openPanel('share') },
    {
      name: t('topBar.saveFile'),
      icon: FileDown,
      words: [t('commands.alsoFound.export')],
      run: saveToDisk,
    },
    {
      name: t('topBar.openFile'),
      icon: FileUp,
      words: [t('commands.alsoFound.open')],
      run: () => document.getElementById(FILE_INPUT_ID)?.click(),
    },
    { name: t('topBar.newScenario'), icon: FilePlus, run: opening.empty },
    ...goBack,
    { name: t('topBar.modelled'), icon: BookOpen, run: () => openModelled('engine') },
    { name: t('topBar.shortcuts'), icon: Keyboard, keys: '?', run: () => openPanel('keys') },
    ...themes.map((theme) => ({
      name: t('commands.theme', { name: t(themeWords[theme]) }),
      icon: SunMoon,
      words: [t('commands.alsoFound.look')],
      run: () => setTheme(theme),
    })),
    ...languages.map((language) => ({
      name: t('commands.language', { name: languageNames[language] }),
      icon: Languages,
      words: ['language 언어'],
      run: () => setLanguage(language),
    })),
  ];
  return group(t('commands.groupFile'), actions);
}
