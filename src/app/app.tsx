/** The page: where each part stands. All wiring is in this folder; the parts know the stores, not one another. */
import { Plus, SlidersHorizontal } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { Canvas } from '../canvas/canvas.tsx';
import { useTranslation } from '../i18n/i18n.ts';
import { loadRest } from '../i18n/later.ts';
import { ExampleItems, ExampleList } from '../panels/examples.tsx';
import { Inspector, prepareInspector } from '../panels/inspector/inspector.tsx';
import { LiveRegion } from '../panels/live-region.tsx';
import { OutdatedMark } from '../panels/outdated-mark.tsx';
import { Palette } from '../panels/palette.tsx';
import { TimeArea } from '../panels/time-area.tsx';
import { TopBar } from '../panels/top-bar.tsx';
import { canvas } from '../stores/canvas-commands.ts';
import { chartChoiceStore, enlargeCharts } from '../stores/chart-choice.ts';
import { nameOf } from '../stores/document.ts';
import { useDocument, useSession } from '../stores/hooks.ts';
import { useLater } from '../stores/run-hooks.ts';
import { openPanel } from '../stores/session.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/dialog.tsx';
import { PHONE, useMedia } from '../ui/media.ts';
import { loadGallery } from './gallery-loader.ts';
import type { Opening } from './opening.ts';
import { focusFirstField } from './shortcuts.ts';
import './app.css';

// Nothing has happened in the first moment.
const Caption = lazy(async () => ({ default: (await import('../panels/caption.tsx')).Caption }));
const Toasts = lazy(async () => ({ default: (await import('../panels/toasts.tsx')).Toasts }));
// Dialogs are not part of the first view, nor are their words.
const ShareDialog = lazy(async () => {
  const [{ ShareDialog }] = await Promise.all([import('../panels/share-dialog.tsx'), loadRest()]);
  return { default: ShareDialog };
});
const KeysDialog = lazy(async () => {
  const [{ KeysDialog }] = await Promise.all([import('../panels/keys-dialog.tsx'), loadRest()]);
  return { default: KeysDialog };
});
const ConnectDialog = lazy(async () => {
  const [{ ConnectDialog }] = await Promise.all([
    import('../panels/connect-dialog.tsx'),
    loadRest(),
  ]);
  return { default: ConnectDialog };
});

const Outline = lazy(async () => {
  const [{ Outline }] = await Promise.all([import('../panels/outline.tsx'), loadRest()]);
  return { default: Outline };
});
const LargeChartsPanel = lazy(async () => {
  const [{ LargeChartsPanel }] = await Promise.all([
    import('../panels/large-charts/large-charts.tsx'),
    loadRest(),
  ]);
  return { default: LargeChartsPanel };
});

const CommandPalette = lazy(async () => {
  const [{ CommandPalette }] = await Promise.all([
    import('./commands/command-palette.tsx'),
    loadRest(),
  ]);
  return { default: CommandPalette };
});

const ModelledDialog = lazy(async () => {
  const [{ ModelledDialog }] = await Promise.all([
    import('../panels/modelled/modelled-dialog.tsx'),
    loadRest(),
  ]);
  return { default: ModelledDialog };
});

const OpenedCache = lazy(async () => {
  const [{ OpenedCache }] = await Promise.all([
    import('../panels/opened-cache/opened-cache.tsx'),
    loadRest(),
  ]);
  return { default: OpenedCache };
});
const FaultItems = lazy(async () => {
  const [{ FaultItems }] = await Promise.all([import('../panels/fault-items.tsx'), loadRest()]);
  return { default: FaultItems };
});
const PartitionDialog = lazy(async () => {
  const [{ PartitionDialog }] = await Promise.all([
    import('../panels/partition-dialog.tsx'),
    loadRest(),
  ]);
  return { default: PartitionDialog };
});

// Pages that cannot be edited, and figures, are opened by links; most visits need neither.
const ReadOnlyMark = lazy(async () => ({
  default: (await import('../panels/read-only-mark.tsx')).ReadOnlyMark,
}));
const DuplicateButton = lazy(async () => ({
  default: (await import('../panels/read-only-mark.tsx')).DuplicateButton,
}));
const Figure = lazy(async () => ({ default: (await import('./figure.tsx')).Figure }));

interface ExampleProps {
  readonly onExample: (id: string) => void;
}
const GalleryItems = lazy(async () => {
  const gallery = await loadGallery();
  return { default: (props: ExampleProps) => <ExampleItems examples={gallery} {...props} /> };
});
const GalleryList = lazy(async () => {
  const gallery = await loadGallery();
  return { default: (props: ExampleProps) => <ExampleList examples={gallery} {...props} /> };
});

/** Enter on a selected node leads here. */
export const INSPECTOR_ID = 'inspector';

export function App({ opening }: { readonly opening: Opening }) {
  const isFigure = useSession((state) => state.isFigure);
  if (!isFigure) return <Page opening={opening} />;
  return (
    <Suspense>
      <Figure />
    </Suspense>
  );
}

function Page({ opening }: { readonly opening: Opening }) {
  const { t } = useTranslation();
  const isPhone = useMedia(PHONE);
  const openedCache = useSession((state) => state.openedCache);
  const isLater = useLater();
  const hasToast = useSession((state) => state.toast !== null);
  const isChartsLarge = useStore(chartChoiceStore, (state) => state.isLarge) && !isPhone;
  // One thing stands in the canvas's place: what was opened last.
  useEffect(() => {
    if (openedCache !== null) enlargeCharts(false);
  }, [openedCache]);
  return (
    <>
      <div className="app">
        <button type="button" className="skip" onClick={() => focusOn('canvas')}>
          {t('app.skipToCanvas')}
        </button>
        <button type="button" className="skip" onClick={() => focusOn('time')}>
          {t('app.skipToTimeBar')}
        </button>
        <button type="button" className="skip" onClick={() => openPanel('outline')}>
          {t('shell.app.outline')}
        </button>
        <div className="app-top">
          <TopBar
            readOnlyMark={
              <Suspense>
                <ReadOnlyMark onDuplicate={opening.duplicate} />
              </Suspense>
            }
            examples={<GalleryItems onExample={opening.example} />}
            onNew={opening.empty}
            onOpenText={opening.text}
            earlierName={opening.earlierName}
            onGoBack={opening.goBack}
          />
        </div>
        {isPhone ? null : (
          <div className="app-palette">
            <Palette />
          </div>
        )}
        <main
          className="app-canvas"
          id="canvas"
          tabIndex={-1}
          onPointerEnter={prepareInspector}
          onFocus={prepareInspector}
        >
          <div className="canvas-behind" inert={openedCache !== null || isChartsLarge}>
            <Canvas
              faultItems={(target) => <FaultItems target={target} />}
              readOnlyWays={{
                onInspect: () => inspectSelected(isPhone),
                onDuplicate: opening.duplicate,
              }}
            />
            <Suspense>{isLater ? <Caption /> : null}</Suspense>
            {isPhone ? <SheetButtons onDuplicate={opening.duplicate} /> : null}
          </div>
          <Suspense>{openedCache === null ? null : <OpenedCache id={openedCache} />}</Suspense>
          <Suspense>{isChartsLarge ? <LargeChartsPanel /> : null}</Suspense>
          <OutdatedMark place="canvas" />
          <Suspense>{isLater || hasToast ? <Toasts /> : null}</Suspense>
        </main>
        {isPhone ? null : (
          <aside className="app-inspector" id={INSPECTOR_ID}>
            <Inspector />
          </aside>
        )}
        <section className="app-time" id="time" tabIndex={-1} aria-label={t('shell.app.timeArea')}>
          <TimeArea />
        </section>
      </div>
      <Overlays isPhone={isPhone} opening={opening} />
      <LiveRegion />
    </>
  );
}

function Overlays({ isPhone, opening }: { readonly isPhone: boolean; readonly opening: Opening }) {
  const { t } = useTranslation();
  const panel = useSession((state) => state.openPanel);
  const close = () => openPanel(null);
  return (
    <Suspense>
      {panel === 'share' ? <ShareDialog /> : null}
      {panel === 'keys' ? <KeysDialog /> : null}
      {panel === 'connect' ? <ConnectDialog /> : null}
      {panel === 'outline' ? <Outline onInspect={() => inspectSelected(isPhone)} /> : null}
      {panel === 'partition' ? <PartitionDialog /> : null}
      {panel === 'commands' ? <CommandPalette opening={opening} /> : null}
      {panel === 'modelled' ? <ModelledDialog /> : null}
      {isPhone && panel === 'palette' ? (
        <Sheet title={t('palette.label')} closeLabel={t('app.close')} onClose={close}>
          <Palette onAdded={close} />
        </Sheet>
      ) : null}
      {panel === 'examples' ? (
        <Sheet title={t('examples.title')} closeLabel={t('app.close')} onClose={close}>
          <GalleryList onExample={opening.example} />
        </Sheet>
      ) : null}
      {isPhone && panel === 'inspector' ? (
        <Sheet title={t('inspector.label')} closeLabel={t('app.close')} onClose={close}>
          <SelectedInSight />
          <Inspector />
        </Sheet>
      ) : null}
    </Suspense>
  );
}

/** What is being changed stays visible beside the sheet it stands in. */
function SelectedInSight() {
  const place = useRef<HTMLSpanElement>(null);
  const selection = useSession((state) => state.selection);
  const id = selection?.type === 'node' ? selection.id : null;
  useEffect(() => {
    const sheet = place.current?.closest('dialog');
    if (!sheet || id === null) return;
    // Where it comes to rest, not where it is on its way in.
    const observer = new ResizeObserver(() => {
      const isBelow = sheet.offsetTop > 0;
      canvas()?.keepInSight(id, {
        right: isBelow ? innerWidth : sheet.offsetLeft,
        bottom: isBelow ? sheet.offsetTop : innerHeight,
      });
    });
    observer.observe(sheet);
    return () => {
      observer.disconnect();
      canvas()?.letGo();
    };
  }, [id]);
  return <span ref={place} hidden />;
}

function SheetButtons({ onDuplicate }: { readonly onDuplicate: () => void }) {
  const { t } = useTranslation();
  const isReadOnly = useDocument((state) => state.isReadOnly);
  const selection = useSession((state) => state.selection);
  const name = useDocument(({ scenario }) => {
    const edge = scenario.edges.find(({ id }) => id === selection?.id);
    if (edge) return `${nameOf(edge.source)} → ${nameOf(edge.target)}`;
    return selection?.type === 'node' ? nameOf(selection.id) : t('scenario.label');
  });
  return (
    <div className="sheet-buttons">
      <Button
        onClick={() => openPanel('inspector')}
        aria-label={`${t('inspector.label')}: ${name}`}
      >
        <SlidersHorizontal size={16} aria-hidden />
        <span>{name}</span>
      </Button>
      {isReadOnly ? (
        <Suspense>
          <DuplicateButton onDuplicate={onDuplicate} />
        </Suspense>
      ) : (
        <Button look="primary" onClick={() => openPanel('palette')}>
          <Plus size={16} aria-hidden />
          {t('app.add')}
        </Button>
      )}
    </div>
  );
}

/** As Enter on a selected node does. */
function inspectSelected(isPhone: boolean): void {
  if (isPhone) openPanel('inspector');
  // After the dialog has given the focus back.
  else setTimeout(() => focusFirstField(INSPECTOR_ID));
}

function focusOn(id: string): void {
  document.getElementById(id)?.focus();
}
