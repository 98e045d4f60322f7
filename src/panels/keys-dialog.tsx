/** Every key of the page, on one sheet. */
import type { ReactNode } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { kindViews } from '../kinds/views.ts';
import type { Kind } from '../scenario/editing.ts';
import { openPanel } from '../stores/session.ts';
import { Dialog } from '../ui/dialog.tsx';
import './dialogs.css';

export function KeysDialog() {
  const { t } = useTranslation();
  const { language } = useFormat();
  return (
    <Dialog title={t('keyboard.title')} closeLabel={t('app.close')} onClose={() => openPanel(null)}>
      <div className="keys">
        <Group title={t('keyboard.groupPlayback')}>
          <Line name={t('keyboard.playPause')} keys={['Space', 'K']} />
          <Line name={t('keyboard.previousEvent')} keys={[',']} />
          <Line name={t('keyboard.nextEvent')} keys={['.']} />
          <Line name={t('keyboard.toStart')} keys={['Home']} />
          <Line name={t('keyboard.toEnd')} keys={['End']} />
          <Line name={t('keyboard.slower')} keys={['[']} />
          <Line name={t('keyboard.faster')} keys={[']']} />
        </Group>
        <Group title={t('keyboard.groupEdit')}>
          <Line name={t('keyboard.undo')} keys={['Ctrl', 'Z']} />
          <Line name={t('keyboard.redo')} keys={['Ctrl', 'Shift', 'Z']} />
          <Line name={t('keyboard.duplicate')} keys={['Ctrl', 'D']} />
          <Line name={t('keyboard.copy')} keys={['Ctrl', 'C']} />
          <Line name={t('editing.cut')} keys={['Ctrl', 'X']} />
          <Line name={t('keyboard.paste')} keys={['Ctrl', 'V']} />
          <Line name={t('shell.keys.selectAll')} keys={['Ctrl', 'A']} />
          <Line name={t('editing.box')} keys={['Shift', t('editing.dragKey')]} />
          <Line name={t('editing.selectMore')} keys={['Ctrl', t('editing.clickKey')]} />
          <Line name={t('editing.withoutSnapping')} keys={['Alt', t('editing.dragKey')]} />
          <Line name={t('editing.addZone')} keys={['Ctrl', 'G']} />
          <Line name={t('editing.addRegion')} keys={['Ctrl', 'Shift', 'G']} />
          <Line name={t('editing.addNote')} keys={['Shift', 'N']} />
          <Line name={t('editing.layOut')} keys={['Shift', 'L']} />
          <Line name={t('keyboard.remove')} keys={['Del']} />
        </Group>
        <Group title={t('keyboard.groupCanvas')}>
          <Line name={t('editing.commands')} keys={['Ctrl', 'K']} />
          <Line name={t('keyboard.nextNode')} keys={['Tab']} />
          <Line name={t('shell.keys.select')} keys={['Enter']} />
          <Line name={t('keyboard.move')} keys={[t('keyboard.arrows')]} />
          <Line name={t('keyboard.connect')} keys={['E']} />
          <Line name={t('keyboard.fit')} keys={['Shift', '1']} />
          <Line name={t('editing.map')} keys={['M']} />
          <Line name={t('shell.app.outline')} keys={['U']} />
          <Line name={t('keyboard.escape')} keys={['Esc']} />
          <Line name={t('keyboard.shortcuts')} keys={['?']} />
        </Group>
        <Group title={t('keyboard.groupCharts')}>
          <Line name={t('keyboard.chartRead')} keys={[t('keyboard.arrows')]} />
          <Line name={t('keyboard.chartZoom')} keys={['+', '−', '0']} />
          <Line name={t('keyboard.chartStretch')} keys={['Enter']} />
        </Group>
        <Group title={t('keyboard.groupAdd')}>
          <Line name={t('keyboard.search')} keys={['/']} />
          {(Object.keys(kindViews) as Kind[]).map((kind) => (
            <Line
              key={kind}
              name={kindViews[kind].words[language].name}
              keys={[kindViews[kind].key]}
            />
          ))}
        </Group>
      </div>
    </Dialog>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl>{children}</dl>
    </section>
  );
}

function Line({ name, keys }: { readonly name: string; readonly keys: readonly string[] }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dd>
    </div>
  );
}
