/** The bundled scenarios, as lines of a menu: each with the one thing that it shows. */

import type { Language } from '../base/language.ts';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { openPanel } from '../stores/session.ts';
import { MenuItem, MenuLabel } from '../ui/menu.tsx';

export interface Example {
  readonly id: string;
  readonly title: Readonly<Record<Language, string>>;
  readonly teaches: Readonly<Record<Language, string>>;
}

export function ExampleItems({
  examples,
  onExample,
}: {
  readonly examples: readonly Example[];
  readonly onExample: (id: string) => void;
}) {
  const { t } = useTranslation();
  const { language } = useFormat();
  return (
    <>
      <MenuLabel>{t('examples.help')}</MenuLabel>
      {/* biome-ignore lint/a11y/useSemanticElements: a group of menu items, not of form fields. */}
      <div className="menu-columns" role="group">
        {examples.map((example) => (
          <MenuItem
            key={example.id}
            help={example.teaches[language]}
            onSelect={() => onExample(example.id)}
          >
            {example.title[language]}
          </MenuItem>
        ))}
      </div>
    </>
  );
}

/** The same as a list of its own, where a menu would be too small. */
export function ExampleList({
  examples,
  onExample,
}: {
  readonly examples: readonly Example[];
  readonly onExample: (id: string) => void;
}) {
  const { language } = useFormat();
  return (
    <ul className="example-list">
      {examples.map((example) => (
        <li key={example.id}>
          <button
            type="button"
            onClick={() => {
              openPanel(null);
              onExample(example.id);
            }}
          >
            <b>{example.title[language]}</b>
            <span>{example.teaches[language]}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
