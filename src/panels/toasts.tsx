/** The one toast, and the region that screen readers listen to. */
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from '../i18n/i18n.ts';
import { useSession } from '../stores/hooks.ts';
import { dismissToast, type Toast } from '../stores/session.ts';
import { Button } from '../ui/button.tsx';
import '../ui/toast.css';

const SHOWN_MS = 6000;
/** With something to press, people need longer. */
const SHOWN_WITH_ACTION_MS = 12_000;

export function Toasts() {
  const toast = useSession((state) => state.toast);
  // Each its own: what held the one before is gone with it, and says nothing.
  return toast ? <Shown key={toast.number} toast={toast} /> : null;
}

function Shown({ toast }: { readonly toast: Toast }) {
  const { t } = useTranslation();
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(
      () => dismissToast(toast.number),
      toast.action ? SHOWN_WITH_ACTION_MS : SHOWN_MS,
    );
    return () => clearTimeout(timer);
  }, [toast, isHeld]);
  const { action, number } = toast;
  return (
    <div
      className={`toast ${toast.tone}`}
      role="status"
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <p>{toast.text}</p>
      {action ? (
        <Button
          isSmall
          onClick={() => {
            action.run();
            dismissToast(number);
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <Button
        look="ghost"
        isSmall
        className="icon"
        aria-label={t('shell.app.dismiss')}
        onClick={() => dismissToast(number)}
      >
        <X size={14} aria-hidden />
      </Button>
    </div>
  );
}

export function LiveRegion() {
  const text = useSession((state) => state.announcement);
  return (
    <p className="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
