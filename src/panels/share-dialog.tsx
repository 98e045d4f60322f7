/** The scenario as a link: its length beside it, because some programs cut long ones. */
import { Check, Copy, FileDown } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { cursorMs } from '../stores/faults.ts';
import { useDocument } from '../stores/hooks.ts';
import { announce, openPanel } from '../stores/session.ts';
import { type MadeLink, makeLink } from '../stores/sharing.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { saveToDisk } from './save-to-disk.ts';
import './dialogs.css';

/** The meter ends where even servers refuse. */
const METER_LENGTH = 8000;

export function ShareDialog() {
  const { t } = useTranslation();
  const format = useFormat();
  const file = useDocument((state) => state.file);
  const [atMs] = useState(cursorMs);
  const [isAtCursor, setIsAtCursor] = useState(false);
  const [link, setLink] = useState<MadeLink | null>(null);
  const [copied, setCopied] = useState<'no' | 'yes' | 'failed'>('no');
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    let isCurrent = true;
    const page = location.origin + location.pathname;
    void makeLink(file, isAtCursor ? { page, atMs } : { page }).then((made) => {
      if (!isCurrent) return;
      setLink(made);
      setCopied('no');
      // The address bar is the link: it can be copied from there and reloaded. No step in the browser's history.
      history.replaceState(history.state, '', made.url);
    });
    return () => {
      isCurrent = false;
    };
  }, [file, isAtCursor, atMs]);

  async function copy() {
    if (!link) return;
    try {
      await navigator.clipboard.writeText(link.url);
      setCopied('yes');
      announce(t('share.copied'));
    } catch {
      field.current?.select();
      setCopied('failed');
      announce(t('share.copyFailed'));
    }
  }

  return (
    <Dialog title={t('share.title')} closeLabel={t('app.close')} onClose={() => openPanel(null)}>
      <p className="lead">{t('share.help')}</p>
      <div className="share-link">
        <input
          ref={field}
          className="mono"
          readOnly
          aria-label={t('share.link')}
          value={link?.url ?? t('share.working')}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button look="primary" onClick={copy} disabled={!link}>
          {copied === 'yes' ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
          {copied === 'yes' ? t('share.copied') : t('share.copy')}
        </Button>
      </div>
      {copied === 'failed' ? <p className="meter-warning">{t('share.copyFailed')}</p> : null}
      <label className="share-option num">
        <input
          type="checkbox"
          checked={isAtCursor}
          onChange={(event) => setIsAtCursor(event.currentTarget.checked)}
        />
        {t('share.atCursor', { time: format.time(atMs) })}
      </label>
      {link ? <Length link={link} /> : null}
      <div className="share-foot">
        <Button onClick={saveToDisk}>
          <FileDown size={14} aria-hidden />
          {t('share.saveFile')}
        </Button>
      </div>
    </Dialog>
  );
}

function Length({ link }: { readonly link: MadeLink }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = Math.min(1, link.length / METER_LENGTH);
  return (
    <>
      <div className={`meter ${link.warning ?? ''}`} aria-hidden>
        <span style={{ width: `${Math.max(1, share * 100)}%` }} />
      </div>
      <p className="meter-text num">{t('share.length', { number: format.count(link.length) })}</p>
      {link.warning ? (
        <p className={`meter-warning ${link.warning}`} role="status">
          {link.warning === 'chat' ? t('share.lengthWarn') : t('share.lengthBad')}
        </p>
      ) : null}
    </>
  );
}
