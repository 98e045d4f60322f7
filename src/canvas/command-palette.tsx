/** Ctrl+K: find a node and go there, or do something by its name. The list, its filter and its keys are cmdk's. */
import { Command } from 'cmdk';
import { ArrowRight, Keyboard, Maximize, Play, Redo2, Share2, Undo2 } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { kindViews } from '../kinds/views.ts';
import type { Kind } from '../scenario/editing.ts';
import { canvas } from '../stores/canvas-commands.ts';
import { enlargeCharts } from '../stores/chart-choice.ts';
import { redo, undo } from '../stores/document.ts';
import { useDocument } from '../stores/hooks.ts';
import { player } from '../stores/run.ts';
import { openCache, openPanel, select } from '../stores/session.ts';
import { Dialog } from '../ui/dialog.tsx';
import {
  alignItems,
  copies,
  groupings,
  layout,
  looks,
  noting,
  pasting,
  removing,
} from './edit-items.tsx';
import './command-palette.css';

export function CommandPalette() {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  // After the dialog has opened and chosen a focus of its own.
  useEffect(() => input.current?.focus(), []);
  const close = () => openPanel(null);
  return (
    <Dialog title={t('editing.commands')} closeLabel={t('app.close')} onClose={close}>
      <Command className="commands" loop>
        <Command.Input
          ref={input}
          placeholder={t('editing.commandHint')}
          aria-label={t('editing.commandHint')}
        />
        <Command.List>
          <Command.Empty>{t('editing.nothingFound')}</Command.Empty>
          <GoTo />
          <Do />
          <Add />
        </Command.List>
      </Command>
    </Dialog>
  );
}

function GoTo() {
  const { t } = useTranslation();
  const { language } = useFormat();
  const nodes = useDocument((state) => state.scenario.nodes);
  const zones = useDocument((state) => state.scenario.zones);
  return (
    <Command.Group heading={t('editing.groupGoTo')}>
      {nodes.map(({ id, kind, label }) => {
        const Icon = kindViews[kind].icon;
        const name = kindViews[kind].words[language].name;
        return (
          <Line
            key={id}
            icon={<Icon size={15} strokeWidth={1.7} aria-hidden />}
            words={[id, name]}
            after={<span className="command-kind">{name}</span>}
            isOnCanvas
            run={() => {
              select({ type: 'node', id });
              canvas()?.focusNode(id);
            }}
          >
            {label ?? id}
          </Line>
        );
      })}
      {zones.map(({ id, label }) => (
        <Line
          key={id}
          icon={<ArrowRight size={15} aria-hidden />}
          words={[id]}
          after={<span className="command-kind">{t('editing.zones')}</span>}
          isOnCanvas
          run={() => {
            select({ type: 'zone', id });
            canvas()?.focusNode(id);
          }}
        >
          {label ?? id}
        </Line>
      ))}
    </Command.Group>
  );
}

function Do() {
  const { t } = useTranslation();
  const hasMarked = (canvas()?.marked().length ?? 0) > 0;
  const edits = hasMarked
    ? [layout, ...alignItems, ...groupings, noting, ...copies, pasting, removing, ...looks]
    : [layout, noting, pasting, ...looks];
  return (
    <Command.Group heading={t('editing.groupDo')}>
      {edits.map(({ what, icon: Icon, keys }) => (
        <Line
          key={what}
          icon={<Icon size={15} aria-hidden />}
          after={keys ? <kbd>{keys}</kbd> : null}
          isOnCanvas
          run={() => canvas()?.edit(what)}
        >
          {t(`editing.${what}`)}
        </Line>
      ))}
      <Line
        icon={<Maximize size={15} aria-hidden />}
        after={<kbd>⇧1</kbd>}
        isOnCanvas
        run={() => canvas()?.fit()}
      >
        {t('canvas.fit')}
      </Line>
      <Line icon={<Undo2 size={15} aria-hidden />} after={<kbd>Ctrl+Z</kbd>} run={undo}>
        {t('topBar.undo')}
      </Line>
      <Line icon={<Redo2 size={15} aria-hidden />} after={<kbd>Ctrl+⇧Z</kbd>} run={redo}>
        {t('topBar.redo')}
      </Line>
      <Line icon={<Play size={15} aria-hidden />} after={<kbd>K</kbd>} run={player.toggle}>
        {t('keyboard.playPause')}
      </Line>
      <Line icon={<Share2 size={15} aria-hidden />} run={() => openPanel('share')}>
        {t('topBar.share')}
      </Line>
      <Line
        icon={<Keyboard size={15} aria-hidden />}
        after={<kbd>?</kbd>}
        run={() => openPanel('keys')}
      >
        {t('topBar.shortcuts')}
      </Line>
    </Command.Group>
  );
}

function Add() {
  const { t } = useTranslation();
  const { language } = useFormat();
  return (
    <Command.Group heading={t('keyboard.groupAdd')}>
      {(Object.keys(kindViews) as Kind[]).map((kind) => {
        const { icon: Icon, key, words } = kindViews[kind];
        return (
          <Line
            key={kind}
            icon={<Icon size={15} strokeWidth={1.7} aria-hidden />}
            words={[kind]}
            after={<kbd>{key}</kbd>}
            isOnCanvas
            run={() => canvas()?.addKind(kind)}
          >
            {t('palette.add', { name: words[language].name })}
          </Line>
        );
      })}
    </Command.Group>
  );
}

function Line({
  icon,
  words = [],
  after,
  isOnCanvas = false,
  run,
  children,
}: {
  readonly icon: ReactNode;
  /** Also found by these. */
  readonly words?: readonly string[];
  readonly after?: ReactNode;
  /** It is seen on the canvas: what covers that makes way. */
  readonly isOnCanvas?: boolean;
  readonly run: () => void;
  readonly children: string;
}) {
  return (
    <Command.Item
      value={`${children} ${words.join(' ')}`}
      onSelect={() => {
        // The dialog closes first: what is chosen may take the focus itself, or open another.
        openPanel(null);
        if (isOnCanvas) {
          openCache(null);
          enlargeCharts(false);
        }
        setTimeout(run);
      }}
    >
      {icon}
      <span className="command-name">{children}</span>
      {after}
    </Command.Item>
  );
}
