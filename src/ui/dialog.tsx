/** A dialog in the middle, and a sheet from below for phones. Focus goes in, Escape leads out. */
import { X } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import './dialog.css';

interface Props {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Shown as long as it is rendered. */
export function Dialog({ title, closeLabel, onClose, children }: Props) {
  return (
    <Frame title={title} closeLabel={closeLabel} onClose={onClose} look="dialog">
      <div className="body scroll">{children}</div>
    </Frame>
  );
}

export function Sheet({ title, closeLabel, onClose, children }: Props) {
  return (
    <Frame title={title} closeLabel={closeLabel} onClose={onClose} look="sheet">
      <div className="body scroll">{children}</div>
    </Frame>
  );
}

function Frame({ title, closeLabel, onClose, look, children }: Props & { readonly look: string }) {
  return (
    <RadixDialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="scrim" />
        <RadixDialog.Content className={look} aria-describedby={undefined}>
          <header>
            <RadixDialog.Title asChild>
              <h2>{title}</h2>
            </RadixDialog.Title>
            <RadixDialog.Close asChild>
              <Button look="ghost" className="icon" aria-label={closeLabel}>
                <X size={16} aria-hidden />
              </Button>
            </RadixDialog.Close>
          </header>
          {children}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
