/** The bar above: what is open, what it can be opened from and sent as, and how the page looks. */
import {
  BookOpen,
  Ellipsis,
  FileDown,
  FilePlus,
  FileUp,
  Keyboard,
  Languages,
  Redo2,
  Shapes,
  SunMoon,
  Undo2,
} from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { type Language, languages } from '../base/language.ts';
import { useTranslation } from '../i18n/i18n.ts';
import { reasonOf } from '../i18n/refused.ts';
import { redo, setScenario, undo } from '../stores/document.ts';
import type { Change } from '../stores/history.ts';
import { useDocument, useSession } from '../stores/hooks.ts';
import { useRun } from '../stores/run-hooks.ts';
import {
  announce,
  openModelled,
  openPanel,
  setLanguage,
  setTheme,
  showToast,
  type Theme,
} from '../stores/session.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { Hint } from '../ui/hint.tsx';
import { Menu, MenuChoices, MenuItem, MenuRule } from '../ui/menu.tsx';
import { Locked } from './locked.tsx';
import { Logo } from './logo.tsx';
import { saveToDisk } from './save-to-disk.ts';
import './top-bar.css';

export interface TopBarProps {
  /** The items of the examples' menu. */
  readonly examples: ReactNode;
  /** Said of a document that may not be changed. */
  readonly readOnlyMark: ReactNode;
  readonly onNew: () => void;
  readonly onOpenText: (text: string) => void;
  /** Work kept while something else is open; asked for when the menu opens. */
  readonly earlierName: () => string | null;
  readonly onGoBack: () => void;
}

/** The input that opens a file: for who asks for one elsewhere. */
export const FILE_INPUT_ID = 'open-file';

/** The name of each language in itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', ko: '한국어' };
export const themes = ['system', 'light', 'dark'] as const;
export const themeWords = {
  system: 'topBar.themeSystem',
  light: 'topBar.themeLight',
  dark: 'topBar.themeDark',
} as const satisfies Record<Theme, string>;

export function TopBar(props: TopBarProps) {
  const { t } = useTranslation();
  const file = useRef<HTMLInputElement>(null);
  const isReadOnly = useDocument((state) => state.isReadOnly);
  return (
    <header className="top-bar">
      <h1 className="logo">
        <Logo />
        <span>{t('app.name')}</span>
      </h1>
      <Locked>
        <ScenarioName />
      </Locked>
      {isReadOnly ? props.readOnlyMark : <SaveState />}
      <span className="space" />
      <RunChip />
      <span className="only-wide">
        <Menu align="end" trigger={<Button look="ghost">{t('topBar.examples')}</Button>}>
          {props.examples}
        </Menu>
        <Menu align="end" trigger={<Button look="ghost">{t('topBar.file')}</Button>}>
          <FileItems {...props} onChoose={() => file.current?.click()} />
        </Menu>
      </span>
      <HistoryButtons />
      <span className="only-wide">
        <Menu
          align="end"
          trigger={
            <Button look="ghost" className="icon" aria-label={t('topBar.language')}>
              <Languages size={15} aria-hidden />
            </Button>
          }
        >
          <LanguageChoices />
        </Menu>
        <Menu
          align="end"
          trigger={
            <Button look="ghost" className="icon" aria-label={t('topBar.theme')}>
              <SunMoon size={15} aria-hidden />
            </Button>
          }
        >
          <ThemeChoices />
        </Menu>
      </span>
      <Menu
        align="end"
        trigger={
          <Button look="ghost" className="icon only-phone" aria-label={t('topBar.menu')}>
            <Ellipsis size={17} aria-hidden />
          </Button>
        }
      >
        <MenuItem icon={<Shapes size={14} aria-hidden />} onSelect={() => openPanel('examples')}>
          {t('topBar.examples')}
        </MenuItem>
        <FileItems {...props} onChoose={() => file.current?.click()} />
        <MenuRule />
        <LanguageChoices />
        <ThemeChoices />
      </Menu>
      <Button look="primary" className="share-button" onClick={() => openPanel('share')}>
        {t('topBar.share')}
      </Button>
      <input
        ref={file}
        id={FILE_INPUT_ID}
        type="file"
        accept=".json,application/json"
        hidden
        onChange={async (event) => {
          const input = event.currentTarget;
          const chosen = input.files?.[0];
          // Emptied, so that choosing the same file again is a change again.
          if (chosen) props.onOpenText(await chosen.text());
          input.value = '';
        }}
      />
    </header>
  );
}

function ScenarioName() {
  const { t } = useTranslation();
  const name = useDocument((state) => state.scenario.name);
  return (
    <span className="scenario-name" data-text={name}>
      <TextField
        label={t('topBar.scenarioName')}
        text={name}
        maxLength={200}
        onCommit={(text) =>
          reasonOf(setScenario({ name: text.trim() === '' ? undefined : text.trim() }))
        }
      />
    </span>
  );
}

function SaveState() {
  const { t } = useTranslation();
  const isOwn = useDocument((state) => state.isOwn);
  const isSaved = useDocument((state) => state.savedAt !== null);
  // What was opened and not changed has nothing to save.
  if (!isOwn) return null;
  return <span className="save-state">{isSaved ? t('topBar.saved') : t('topBar.saving')}</span>;
}

function RunChip() {
  const { t } = useTranslation();
  const hash = useRun((state) =>
    state.status === 'finished' ? state.summary?.runHash : undefined,
  );
  if (!hash) return null;
  // Eight of sixteen digits: enough to compare by eye; the whole hash is copied.
  const short = `${hash.slice(0, 4)} ${hash.slice(4, 8)}`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(hash);
      showToast({ text: t('shell.topBar.hashCopied', { hash }), tone: 'good' });
    } catch {
      showToast({ text: t('shell.topBar.hashIs', { hash }) });
    }
  };
  return (
    <Hint content={t('topBar.runHelp')}>
      <button type="button" className="run-chip mono" onClick={copy}>
        {t('topBar.run', { hash: short })}
      </button>
    </Hint>
  );
}

function HistoryButtons() {
  const { t } = useTranslation();
  const undoLabel = useDocument((state) => state.undoLabel);
  const redoLabel = useDocument((state) => state.redoLabel);
  const phrase = usePhrase();
  const undoName = undoLabel
    ? t('topBar.undoNamed', { action: phrase(undoLabel) })
    : t('topBar.nothingToUndo');
  const redoName = redoLabel
    ? t('topBar.redoNamed', { action: phrase(redoLabel) })
    : t('topBar.nothingToRedo');
  return (
    <>
      <IconButton
        label={undoName}
        keys="Ctrl+Z"
        aria-disabled={undoLabel === null}
        className={undoLabel ? '' : 'is-off'}
        onClick={() => {
          if (undo()) announce(undoName);
        }}
      >
        <Undo2 size={15} aria-hidden />
      </IconButton>
      <IconButton
        label={redoName}
        keys="Ctrl+Shift+Z"
        aria-disabled={redoLabel === null}
        className={redoLabel ? 'only-wide' : 'only-wide is-off'}
        onClick={() => {
          if (redo()) announce(redoName);
        }}
      >
        <Redo2 size={15} aria-hidden />
      </IconButton>
    </>
  );
}

/** What a step of the history did. */
export function usePhrase(): (change: Change) => string {
  const { t } = useTranslation();
  return ({ what, name = '', count = 0 }) => {
    if ((what === 'remove' || what === 'move') && count > 0) {
      return t(`actions.${what}Many`, { count });
    }
    return t(`shell.actions.${what}`, { name });
  };
}

function FileItems({
  onNew,
  onChoose,
  earlierName,
  onGoBack,
}: TopBarProps & { readonly onChoose: () => void }) {
  const { t } = useTranslation();
  const earlier = earlierName();
  return (
    <>
      <MenuItem icon={<FilePlus size={14} aria-hidden />} onSelect={onNew}>
        {t('topBar.newScenario')}
      </MenuItem>
      <MenuItem icon={<FileUp size={14} aria-hidden />} onSelect={onChoose}>
        {t('topBar.openFile')}
      </MenuItem>
      <MenuItem icon={<FileDown size={14} aria-hidden />} onSelect={saveToDisk}>
        {t('topBar.saveFile')}
      </MenuItem>
      {earlier === null ? null : (
        <>
          <MenuRule />
          <MenuItem icon={<Undo2 size={14} aria-hidden />} help={earlier} onSelect={onGoBack}>
            {t('shell.topBar.earlierWork')}
          </MenuItem>
        </>
      )}
      <MenuRule />
      <MenuItem icon={<BookOpen size={14} aria-hidden />} onSelect={() => openModelled('engine')}>
        {t('topBar.modelled')}
      </MenuItem>
      <MenuItem
        icon={<Keyboard size={14} aria-hidden />}
        keys="?"
        onSelect={() => openPanel('keys')}
      >
        {t('topBar.shortcuts')}
      </MenuItem>
    </>
  );
}

function LanguageChoices() {
  const { t } = useTranslation();
  const language = useSession((state) => state.language);
  return (
    <MenuChoices
      label={t('topBar.language')}
      value={language}
      options={languages.map((value) => ({ value, label: languageNames[value], lang: value }))}
      onChange={setLanguage}
    />
  );
}

function ThemeChoices() {
  const { t } = useTranslation();
  const theme = useSession((state) => state.theme);
  return (
    <MenuChoices
      label={t('topBar.theme')}
      value={theme}
      options={themes.map((value) => ({ value, label: t(themeWords[value]) }))}
      onChange={setTheme}
    />
  );
}
