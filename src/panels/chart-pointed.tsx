/** What a pointer lays over the plots: the hair line under it, the stretch that it chooses. */
import { type TimeSpan, xScale } from '../charts/series.ts';
import { useFormat } from '../i18n/i18n.ts';
import { useRun } from '../stores/run-hooks.ts';
import { clockText } from './clock.ts';

export function Pointed({
  hoverNs,
  chosen,
  window,
}: {
  readonly hoverNs: number | null;
  readonly chosen: TimeSpan | null;
  readonly window: TimeSpan;
}) {
  return (
    <>
      {hoverNs === null ? null : <HairLine ns={hoverNs} window={window} />}
      {chosen ? <Chosen span={chosen} window={window} /> : null}
    </>
  );
}

function HairLine({ ns, window }: { readonly ns: number; readonly window: TimeSpan }) {
  const format = useFormat();
  const speed = useRun((state) => state.speed);
  if (ns < window.fromNs || ns > window.toNs) return null;
  return (
    <div className="hair-line" style={{ left: `${xScale(window, 100)(ns)}%` }} aria-hidden>
      <span className="mono">{clockText(ns, speed, format)}</span>
    </div>
  );
}

/** A stretch that is being chosen, over all that it lies in. */
export function Chosen({ span, window }: { readonly span: TimeSpan; readonly window: TimeSpan }) {
  const share = xScale(window, 100);
  const left = share(span.fromNs);
  const width = share(span.toNs) - left;
  return (
    <div className="chosen-span" style={{ left: `${left}%`, width: `${width}%` }} aria-hidden />
  );
}
