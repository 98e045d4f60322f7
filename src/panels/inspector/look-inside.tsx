/** Where keys are kept: the door to them, wherever one looks at the node. It changes nothing. */
import { Eye } from 'lucide-react';
import { useTranslation } from '../../i18n/i18n.ts';
import { hasKeys } from '../../scenario/keyed-nodes.ts';
import type { ScenarioNode } from '../../scenario/schema.ts';
import { openCache } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';

export function LookInside({ node }: { readonly node: ScenarioNode }) {
  const { t } = useTranslation();
  if (!hasKeys(node)) return null;
  return (
    <Button isSafe onClick={() => openCache(node.id)}>
      <Eye size={14} aria-hidden />
      {t('shell.canvas.lookInside')}
    </Button>
  );
}
