/** Lines of the command list that lead somewhere: nodes, zones, examples; and the components that can be added. */
import { MapPin, Shapes } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { GalleryEntry } from '../../gallery/entry.ts';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { kindViews } from '../../kinds/views.ts';
import type { Kind } from '../../scenario/editing.ts';
import { canvas } from '../../stores/canvas-commands.ts';
import { useDocument } from '../../stores/hooks.ts';
import { type Selection, select } from '../../stores/session.ts';
import { loadGallery } from '../gallery-loader.ts';
import type { Opening } from '../opening.ts';
import type { CommandGroup } from './command-line.tsx';
import { useLocked } from './locked.ts';

export function useGoTo(): CommandGroup {
  const { t } = useTranslation();
  const { language } = useFormat();
  const nodes = useDocument((state) => state.scenario.nodes);
  const zones = useDocument((state) => state.scenario.zones);
  const place = (type: Selection['type'], id: string, label: string | undefined) => ({
    id: `go ${id}`,
    name: label ?? id,
    isOnCanvas: true,
    run: () => {
      select({ type, id });
      canvas()?.focusNode(id);
    },
  });
  return {
    heading: t('editing.groupGoTo'),
    lines: [
      ...nodes.map(({ id, kind, label }) => {
        const { icon, words } = kindViews[kind];
        const { name } = words[language];
        return { ...place('node', id, label), icon, words: [id, name], after: name };
      }),
      ...zones.map(({ id, label }) => ({
        ...place('zone', id, label),
        icon: MapPin,
        words: [id],
        after: t('editing.zones'),
      })),
    ],
  };
}

export function useExamples(opening: Opening): CommandGroup {
  const { t } = useTranslation();
  const { language } = useFormat();
  const [gallery, setGallery] = useState<readonly GalleryEntry[]>([]);
  useEffect(() => {
    // Offline there are none to open.
    void loadGallery().then(setGallery, () => undefined);
  }, []);
  return {
    heading: t('commands.groupExamples'),
    lines: gallery.map(({ id, title }) => ({
      id: `example ${id}`,
      name: title[language],
      icon: Shapes,
      words: [id, t('commands.alsoFound.example')],
      isOnCanvas: true,
      run: () => void opening.example(id),
    })),
  };
}

export function useKinds(): CommandGroup {
  const { t } = useTranslation();
  const locked = useLocked();
  const { language } = useFormat();
  return {
    heading: t('keyboard.groupAdd'),
    lines: (Object.keys(kindViews) as Kind[]).map((kind) => {
      const { icon, key, words } = kindViews[kind];
      return {
        id: `add ${kind}`,
        name: t('palette.add', { name: words[language].name }),
        icon,
        words: [kind],
        keys: key,
        ...locked,
        isOnCanvas: true,
        run: () => canvas()?.addKind(kind),
      };
    }),
  };
}
