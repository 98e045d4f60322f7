/** What the kind is for, what each of its params does, and the way to what it models and leaves out. */
import { BookOpen } from 'lucide-react';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { kindViews } from '../../kinds/views.ts';
import type { ScenarioNode } from '../../scenario/schema.ts';
import { openModelled } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';

export function NodeAbout({ node }: { readonly node: ScenarioNode }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const words = kindViews[node.kind].words[language];
  return (
    <>
      <p className="inspector-lead">{words.teaches}</p>
      <div className="inspector-actions">
        <Button isSafe onClick={() => openModelled(node.kind)}>
          <BookOpen size={14} aria-hidden />
          {t('modelled.ask')}
        </Button>
      </div>
      <dl className="about">
        {Object.entries(words.fields).map(([path, field]) => (
          <div key={path}>
            <dt>{field.label}</dt>
            <dd>{field.help}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
