/** One line of the command list: what it is called, what else finds it, and what it does. */
import { Command } from 'cmdk';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { enlargeCharts } from '../../stores/chart-choice.ts';
import { openCache, openPanel } from '../../stores/session.ts';
import type { Findable } from '../../ui/match.ts';

export interface CommandLine extends Findable {
  /** Unlike that of any other line. */
  readonly id: string;
  readonly icon: LucideIcon;
  readonly keys?: string;
  /** Said at its end: a kind, a moment. */
  readonly after?: ReactNode;
  /** It can do nothing now; `after` says why. */
  readonly isOff?: boolean;
  /** It is seen on the canvas: what covers that makes way. */
  readonly isOnCanvas?: boolean;
  readonly run: () => void;
}

export interface CommandGroup {
  readonly heading: string;
  readonly lines: readonly CommandLine[];
}

export function CommandLineItem({ line }: { readonly line: CommandLine }) {
  const { id, name, icon: Icon, keys, after, isOff = false, isOnCanvas = false, run } = line;
  return (
    <Command.Item
      value={id}
      className={isOff ? 'is-off' : ''}
      onSelect={() => {
        if (isOff) return;
        // The dialog closes first: what is chosen may take the focus itself, or open another.
        openPanel(null);
        if (isOnCanvas) {
          openCache(null);
          enlargeCharts(false);
        }
        setTimeout(run);
      }}
    >
      <Icon size={15} strokeWidth={1.7} aria-hidden />
      <span className="command-name">{name}</span>
      {after === undefined ? null : <span className="command-kind num">{after}</span>}
      {keys === undefined ? null : <kbd>{keys}</kbd>}
    </Command.Item>
  );
}
