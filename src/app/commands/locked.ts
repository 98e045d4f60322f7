/** What the lines of the command list that would change the document are, where nothing may be changed: off, with the reason. */
import { useTranslation } from '../../i18n/i18n.ts';
import { useDocument } from '../../stores/hooks.ts';
import type { CommandLine } from './command-line.tsx';

export function useLocked(): Pick<CommandLine, 'isOff' | 'after'> {
  const { t } = useTranslation();
  const isReadOnly = useDocument((state) => state.isReadOnly);
  return isReadOnly ? { isOff: true, after: t('readOnly.label') } : {};
}
