/** Stretches in which something that traffic needs was down: what the charts shade. */
import { ends } from '../scenario/strikes.ts';
import type { RunShape, TimelineEvent } from '../sim/recording.ts';
import type { Span } from '../stores/recorded-series.ts';
import type { SetOf } from './story-causes.ts';

interface Around {
  readonly shape: RunShape;
  readonly setOf: SetOf;
  /** Ends what is still going on. */
  readonly untilNs: number;
}

/**
 * From each crash, and from each partition, until traffic no longer meets it: until calls were sent elsewhere
 * (`rerouted` to another of its set, `tookOver`, or its `ejected`, all of it, by whoever sent there) or it came back.
 * Whoever took the last one out has nobody to send to until one is `restored`.
 */
export function outages(events: readonly TimelineEvent[], around: Around): Span[] {
  const spans: Span[] = [];
  events.forEach((event, index) => {
    // A balancer that is back and has no address yet is as good as down.
    const isBegun = ['crashed', 'cutOff'].includes(event.event) || isWithoutAddress(event);
    if (!isBegun) return;
    const end = events.slice(index + 1).find(endOf(event, around));
    const toNs = end?.atNs ?? around.untilNs;
    if (toNs > event.atNs) spans.push({ fromNs: event.atNs, toNs });
  });
  return merged(spans);
}

function endOf(began: TimelineEvent, around: Around): (later: TimelineEvent) => boolean {
  const struck = began.instance < 0 ? (around.shape.instances[began.node] ?? 1) : 1;
  const out = new Set<unknown>();
  /** Who has nobody left to send to. */
  let emptied: number | null = null;
  return (later) => {
    if (later.event === 'restored' && later.node === emptied) return true;
    if (!endsOutage(later, began, around)) return false;
    // A database is taken out as a whole.
    if (later.event !== 'ejected' || later.data.target === undefined) return true;
    out.add(later.data.instance);
    if (later.told?.reason === 'last') emptied = later.node;
    return emptied === null && out.size >= struck;
  };
}

function endsOutage(later: TimelineEvent, began: TimelineEvent, { shape, setOf }: Around): boolean {
  if (ends(later, began)) return true;
  switch (later.event) {
    case 'rerouted':
      return began.instance < 0 && setOf(began.node).includes(later.node);
    case 'tookOver':
      return later.node === began.node;
    case 'standbyLost':
      return later.node === began.node && later.instance === began.instance;
    case 'ejected': {
      const { target, instance } = later.data;
      if (target === undefined) return later.node === began.node;
      return target === shape.nodeIds[began.node] && sameInstance(Number(instance), began.instance);
    }
    default:
      return false;
  }
}

const isWithoutAddress = ({ event, data }: TimelineEvent) =>
  event === 'listens' && data.reason === 'alone';

const sameInstance = (a: number, b: number) => a < 0 || b < 0 || a === b;

/** Overlapping stretches as one, so that shading does not add up. */
function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.fromNs - b.fromNs)) {
    const last = result.at(-1);
    if (last && span.fromNs <= last.toNs) {
      result[result.length - 1] = { ...last, toNs: Math.max(last.toNs, span.toNs) };
    } else {
      result.push(span);
    }
  }
  return result;
}
