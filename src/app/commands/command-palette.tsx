/**
 * Ctrl+K: find a node and go there, make something fail, or do anything else by its name. The list and its keys are
 * cmdk's; which lines are meant by what is typed is told by match.ts.
 */
import { Command } from 'cmdk';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from '../../i18n/i18n.ts';
import { openPanel } from '../../stores/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ranked } from '../../ui/match.ts';
import type { Opening } from '../opening.ts';
import { useEdits, usePlayback, useScenarioAndPage } from './actions.tsx';
import { CommandLineItem } from './command-line.tsx';
import { useEvents, useFaults } from './incidents.tsx';
import { useExamples, useGoTo, useKinds } from './places.tsx';
import '../../ui/command-list.css';

export function CommandPalette({ opening }: { readonly opening: Opening }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const isTyped = typed.trim() !== '';
  const groups = ranked(
    [
      useFaults(isTyped),
      useGoTo(),
      useEdits(),
      usePlayback(),
      useScenarioAndPage(opening),
      useEvents(isTyped),
      useExamples(opening),
      useKinds(),
    ],
    typed,
  );
  // After the dialog has opened and chosen a focus of its own.
  useEffect(() => input.current?.focus(), []);
  return (
    <Dialog
      title={t('editing.commands')}
      closeLabel={t('app.close')}
      onClose={() => openPanel(null)}
    >
      <Command className="commands" loop shouldFilter={false}>
        <Command.Input
          ref={input}
          value={typed}
          onValueChange={setTyped}
          placeholder={t('editing.commandHint')}
          aria-label={t('editing.commandHint')}
        />
        <Command.List>
          <Command.Empty>{t('editing.nothingFound')}</Command.Empty>
          {groups.map(({ heading, lines }) => (
            <Command.Group key={heading} heading={heading}>
              {lines.map((line) => (
                <CommandLineItem key={line.id} line={line} />
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </Dialog>
  );
}
