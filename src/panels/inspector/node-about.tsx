/** What the kind is for, and what each of its params does. */
import { useFormat } from '../../i18n/i18n.ts';
import { kindViews } from '../../kinds/views.ts';
import type { ScenarioNode } from '../../scenario/schema.ts';

export function NodeAbout({ node }: { readonly node: ScenarioNode }) {
  const { language } = useFormat();
  const words = kindViews[node.kind].words[language];
  return (
    <>
      <p className="inspector-lead">{words.teaches}</p>
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
