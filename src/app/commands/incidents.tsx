/** Lines of the command list about what goes wrong: faults to strike with at the cursor, and events to go to. */
import { CalendarClock, HeartPulse } from 'lucide-react';
import { useState } from 'react';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { kindViews } from '../../kinds/views.ts';
import { faultIcons } from '../../panels/fault-items.tsx';
import { goToEvent } from '../../panels/select-drawn.ts';
import { useTell } from '../../panels/sentences.ts';
import { useStoryLines } from '../../panels/story-hooks.ts';
import { keyOf } from '../../panels/story-lines.ts';
import { idleText, restore, strike } from '../../panels/strike.ts';
import { canvas } from '../../stores/canvas-commands.ts';
import { nameOf } from '../../stores/document.ts';
import { cursorMs } from '../../stores/faults.ts';
import { useDocument, useSession } from '../../stores/hooks.ts';
import type { CommandGroup, CommandLine } from './command-line.tsx';
import { type FaultCommand, faultCommands, targetsFrom } from './fault-commands.ts';
import { useLocked } from './locked.ts';

/** Those of what is selected; once something is typed, those of every node and zone. */
export function useFaults(isTyped: boolean): CommandGroup {
  const { t } = useTranslation();
  const format = useFormat();
  const scenario = useDocument((state) => state.scenario);
  const selected = useSelected();
  const wordsOf = useFaultWords();
  const locked = useLocked();
  // The run goes on behind the list: meant is the moment at which one asked.
  const [atMs] = useState(() => cursorMs());
  const targets = targetsFrom(scenario, selected);
  const shown = isTyped ? targets : targets.filter((id) => selected.includes(id));
  return {
    heading: t('commands.groupFaults', { time: format.time(atMs) }),
    lines: faultCommands(scenario, shown, atMs).map((command) => {
      const { what, target } = command;
      const idle = what === 'restore' ? null : idleText(what, target, atMs);
      return {
        id: `${what} ${target}`,
        ...wordsOf(command),
        ...(idle !== null && { isOff: true, after: idle }),
        ...locked,
        icon: what === 'restore' ? HeartPulse : faultIcons[what],
        isOnCanvas: true,
        isExact: true,
        run: () => (what === 'restore' ? restore(target, atMs) : strike(what, target, atMs)),
      };
    }),
  };
}

/** The selected one and, where several are marked, all of them. */
function useSelected(): readonly string[] {
  const selection = useSession((state) => state.selection);
  return [...new Set([...(selection ? [selection.id] : []), ...(canvas()?.marked() ?? [])])];
}

function useFaultWords(): (command: FaultCommand) => Pick<CommandLine, 'name' | 'words'> {
  const { t } = useTranslation();
  const { language } = useFormat();
  const nodes = useDocument((state) => state.scenario.nodes);
  const kinds = new Map(nodes.map(({ id, kind }) => [id, kind]));
  return ({ what, target }) => {
    const kind = kinds.get(target);
    return {
      name: t(`commands.faults.${what}`, { name: nameOf(target) }),
      words: [
        target,
        kind ? kindViews[kind].words[language].name : t('editing.zones'),
        t(`commands.alsoFound.${what}`),
      ],
    };
  };
}

/** What has happened in the run, once something is typed: too much to be read through. */
export function useEvents(isTyped: boolean): CommandGroup {
  const { t } = useTranslation();
  const format = useFormat();
  const tell = useTell(isTyped);
  const lines = useStoryLines();
  return {
    heading: t('commands.groupEvents'),
    lines: !isTyped
      ? []
      : lines.map((line) => ({
          id: keyOf(line),
          name: tell(line.event).lead,
          words: [t('commands.alsoFound.event')],
          icon: CalendarClock,
          after: format.shortTime(line.event.atNs / 1e6),
          isExact: true,
          run: () => goToEvent(line.event),
        })),
  };
}
