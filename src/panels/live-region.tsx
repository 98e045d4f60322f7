/** The region that screen readers listen to: what is said there is shown to nobody else. */
import { useSession } from '../stores/hooks.ts';

export function LiveRegion() {
  const text = useSession((state) => state.announcement);
  return (
    <p className="visually-hidden" aria-live="polite">
      {text}
    </p>
  );
}
