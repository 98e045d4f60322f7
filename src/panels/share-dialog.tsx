/**
 * The scenario as a link: what it opens as, where and with what in sight, and its length, because some programs cut
 * long ones.
 */
import { Check, Copy, FileDown } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { canvas } from '../stores/canvas-commands.ts';
import { chartChoiceStore } from '../stores/chart-choice.ts';
import { documentStore } from '../stores/document.ts';
import { useDocument } from '../stores/hooks.ts';
import { runStore } from '../stores/run.ts';
import { announce, openPanel, sessionStore } from '../stores/session.ts';
import { sharedMomentNs } from '../stores/shared-moment.ts';
import { type LinkOptions, type MadeLink, makeLink } from '../stores/sharing.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { momentText } from './clock.ts';
import { saveToDisk } from './save-to-disk.ts';
import './dialogs.css';
import { LiveRegion } from './live-region.tsx';

/** The meter ends where even servers refuse. */
const METER_LENGTH = 8000;

const forms = ['page', 'readOnly', 'figure'] as const;
type Form = (typeof forms)[number];
const formWords = {
  page: ['share.asPage', 'share.asPageHelp'],
  readOnly: ['share.asReadOnly', 'share.asReadOnlyHelp'],
  figure: ['share.asFigure', 'share.asFigureHelp'],
} as const;

/** Large enough for six nodes with their numbers, small enough for a column of text. */
const FIGURE = { width: 720, height: 440 };

export function ShareDialog() {
  const { t } = useTranslation();
  const format = useFormat();
  // As it stood when the dialog opened: it goes on playing behind.
  const [atNs] = useState(sharedMomentNs);
  const [view] = useState(lookedAt);
  const [form, setForm] = useState<Form>('page');
  const [isAtCursor, setIsAtCursor] = useState(false);
  const [isAutoplay, setIsAutoplay] = useState(false);
  const [hasView, setHasView] = useState(false);
  // Without a moment, a page plays anyway.
  const mayStandStill = isAtCursor || form === 'figure';
  const { link, snippet, isCurrent } = useLink({
    ...(hasView && { view }),
    ...(isAtCursor && { atMs: atNs / 1e6 }),
    ...(mayStandStill && isAutoplay && { isAutoplay }),
    ...(form === 'readOnly' && { isReadOnly: true }),
    ...(form === 'figure' && { isEmbedded: true }),
  });

  return (
    <Dialog title={t('share.title')} closeLabel={t('app.close')} onClose={() => openPanel(null)}>
      <p className="lead">{t('share.help')}</p>
      <Forms form={form} onChange={setForm} />
      <div className="share-options">
        <Option isOn={isAtCursor} onChange={setIsAtCursor}>
          {t('share.atCursor', { time: momentText(atNs, format) })}
        </Option>
        {mayStandStill ? (
          <Option isOn={isAutoplay} onChange={setIsAutoplay}>
            {t('share.autoplay')}
          </Option>
        ) : null}
        <Option isOn={hasView} onChange={setHasView}>
          {t('share.withView')}
        </Option>
      </div>
      <Copyable
        label={t('share.link')}
        text={link?.url ?? ''}
        isCurrent={isCurrent}
        copy={t('share.copy')}
        copied={t('share.copied')}
      />
      {link ? <Length link={link} /> : null}
      {form === 'figure' ? (
        <Copyable
          label={t('share.snippet')}
          text={snippet}
          isCurrent={isCurrent}
          copy={t('share.copySnippet')}
          copied={t('share.snippetCopied')}
        />
      ) : null}
      <div className="share-foot">
        <Button onClick={saveToDisk}>
          <FileDown size={14} aria-hidden />
          {t('share.saveFile')}
        </Button>
      </div>
      {/* The page's own stands behind the dialog, where nothing is read out. */}
      <LiveRegion />
    </Dialog>
  );
}

/** The link of these choices, made anew with each of them; until the first is made, null. */
function useLink(options: LinkOptions): {
  readonly link: MadeLink | null;
  readonly snippet: string;
  /** Not of the choices before. */
  readonly isCurrent: boolean;
} {
  const file = useDocument((state) => state.file);
  const chosen = JSON.stringify(options);
  const [made, setMade] = useState<{ readonly link: MadeLink; readonly chosen: string } | null>(
    null,
  );
  const link = made?.link ?? null;
  useEffect(() => {
    let isCurrent = true;
    const page = location.origin + location.pathname;
    const options = JSON.parse(chosen) as LinkOptions;
    void makeLink(file, page, options).then((link) => {
      if (isCurrent) setMade({ link, chosen });
    });
    return () => {
      isCurrent = false;
    };
  }, [file, chosen]);
  useEffect(() => {
    if (!link || documentStore.getState().isReadOnly) return;
    // The address bar is the link: it can be copied from there and reloaded. The author's own page stays one that can
    // be edited. No step in the browser's history.
    const own = link.url.replace(/&(?:embed|readonly)=1/g, '');
    history.replaceState(history.state, '', own);
  }, [link]);
  return { link, snippet: link ? iframeOf(link.url) : '', isCurrent: made?.chosen === chosen };
}

function iframeOf(url: string): string {
  const { name } = documentStore.getState().scenario;
  const attribute = (text: string) =>
    text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
  return [
    `<iframe src="${attribute(url)}"`,
    `title="${attribute(name)}" width="${FIGURE.width}" height="${FIGURE.height}"`,
    'style="max-width: 100%; border: 1px solid #8884; border-radius: 8px" loading="lazy"></iframe>',
  ].join(' ');
}

/** What the link can carry of how things are looked at now. */
function lookedAt(): NonNullable<LinkOptions['view']> {
  const sight = canvas()?.sight();
  const { speed } = runStore.getState();
  const selected = sessionStore.getState().selection?.id;
  const { chosen: charts } = chartChoiceStore.getState();
  return {
    ...(sight && { sight }),
    ...(speed !== 1 && { speed }),
    ...(selected !== undefined && { selected }),
    ...(Object.keys(charts).length > 0 && { charts }),
  };
}

function Forms({
  form,
  onChange,
}: {
  readonly form: Form;
  readonly onChange: (form: Form) => void;
}) {
  const { t } = useTranslation();
  const name = useId();
  return (
    <fieldset className="share-forms">
      <legend>{t('share.opensAs')}</legend>
      {forms.map((each) => {
        const [title, help] = formWords[each];
        return (
          <label key={each}>
            <input
              type="radio"
              name={name}
              checked={form === each}
              aria-describedby={`${name}-${each}`}
              aria-label={t(title)}
              onChange={() => onChange(each)}
            />
            <span>
              <b>{t(title)}</b>
              <span id={`${name}-${each}`}>{t(help)}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}

function Option({
  isOn,
  onChange,
  children,
}: {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly children: ReactNode;
}) {
  return (
    <label className="share-option num">
      <input
        type="checkbox"
        checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {children}
    </label>
  );
}

/** A line of text and the button that copies it. */
function Copyable({
  label,
  text,
  isCurrent,
  copy,
  copied,
}: {
  readonly label: string;
  /** Empty while it is being made. */
  readonly text: string;
  /** For the moment in which it is made anew, what it was before stays to be seen, not to be copied. */
  readonly isCurrent: boolean;
  readonly copy: string;
  readonly copied: string;
}) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const [copiedText, setCopiedText] = useState<string | null>(null);
  const [isRefused, setIsRefused] = useState(false);
  const isCopied = copiedText === text && text !== '';

  async function onCopy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopiedText(text);
      setIsRefused(false);
      announce(copied);
    } catch {
      field.current?.select();
      setIsRefused(true);
      announce(t('share.copyFailed'));
    }
  }

  return (
    <>
      <div className="share-link">
        <input
          ref={field}
          className="mono"
          readOnly
          aria-label={label}
          value={text || t('share.working')}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button look="primary" onClick={onCopy} disabled={!isCurrent}>
          {isCopied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
          {isCopied ? copied : copy}
        </Button>
      </div>
      {isRefused ? <p className="meter-warning">{t('share.copyFailed')}</p> : null}
    </>
  );
}

function Length({ link }: { readonly link: MadeLink }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = Math.min(1, link.length / METER_LENGTH);
  const number = format.count(link.length);
  return (
    <>
      <div className={`meter ${link.warning ?? ''}`} aria-hidden>
        <span style={{ width: `${Math.max(1, share * 100)}%` }} />
      </div>
      <p className="meter-text num">
        {t(link.warning === null ? 'share.lengthFine' : 'share.length', { number })}
      </p>
      {link.warning ? (
        <p className={`meter-warning ${link.warning}`} role="status">
          {link.warning === 'chat' ? t('share.lengthWarn') : t('share.lengthBad')}
        </p>
      ) : null}
    </>
  );
}
