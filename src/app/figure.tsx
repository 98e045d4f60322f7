/**
 * A live figure in someone's article: the canvas and a slim player. Nothing in it can be edited; the whole page is one
 * press away, at the moment that is shown.
 */
import { Canvas } from '../canvas/canvas.tsx';
import { useTranslation } from '../i18n/i18n.ts';
import { Caption } from '../panels/caption.tsx';
import { FigureBar } from '../panels/figure-bar.tsx';
import { LiveRegion } from '../panels/live-region.tsx';
import { Toasts } from '../panels/toasts.tsx';
import { writeSettings } from '../share/settings.ts';
import { useDocument, useSession } from '../stores/hooks.ts';
import { player } from '../stores/run.ts';
import './figure.css';

export function Figure() {
  const { t } = useTranslation();
  const name = useDocument((state) => state.scenario.name);
  const problem = useSession((state) => state.figureProblem);
  return (
    <div className="figure-page">
      <h1 className="visually-hidden">{t('readOnly.figureLabel', { name })}</h1>
      <main className="app-canvas" id="canvas" tabIndex={-1}>
        {problem === null ? (
          <>
            <Canvas />
            <Caption />
          </>
        ) : (
          <p className="figure-problem" role="alert">
            {problem}
          </p>
        )}
        <Toasts />
      </main>
      {problem === null ? <FigureBar name={name} address={pageAddress} /> : null}
      <LiveRegion />
    </div>
  );
}

/** Of the whole page at the moment shown: the figure's own address without what makes it one. */
function pageAddress(): string {
  const without = (part: string) => !/^(?:embed|autoplay|t)=/.test(part);
  const rest = (text: string) => text.slice(1).split('&').filter(without).filter(Boolean);
  const search = rest(location.search).join('&');
  // Cut to microseconds, as the clock shows them.
  const atMs = Math.floor(player.cursorNs() / 1000) / 1000;
  const moment = atMs > 0 ? [writeSettings({ atMs }).slice(1)] : [];
  const hash = [...rest(location.hash), ...moment].join('&');
  const { origin, pathname } = location;
  return `${origin}${pathname}${search ? `?${search}` : ''}${hash ? `#${hash}` : ''}`;
}
