/** Controls that change the document: while it is read-only they say why they do nothing. */
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from '../i18n/i18n.ts';
import { refuseEdit } from '../stores/document.ts';
import { useDocument } from '../stores/hooks.ts';
import { LockContext } from '../ui/lock.ts';

export function Locked({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const isReadOnly = useDocument((state) => state.isReadOnly);
  const lock = useMemo(
    () => (isReadOnly ? { reason: t('readOnly.why'), onTry: refuseEdit } : null),
    [isReadOnly, t],
  );
  return <LockContext value={lock}>{children}</LockContext>;
}
