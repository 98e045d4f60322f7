/**
 * What happens in a window of a run as a trace file that Perfetto and Chrome's tracing page open: a process for each
 * node, a thread for each thing that one of its instances does at a time, arrows from caller to callee.
 *
 * Source: Trace Event Format (Google, 2016). Times in it are microseconds.
 */
import type { Hop, Journeys, RequestOutline } from '../sim/journal.ts';
import type { RunShape } from '../sim/recording.ts';
import { Lanes, type Span } from './lanes.ts';
import { operationsOf, verbOf } from './operations.ts';
import type { Scenario } from './schema.ts';

export interface TraceSource {
  readonly scenario: Scenario;
  readonly shape: RunShape;
  readonly journeys: Journeys;
  readonly fromNs: number;
  readonly toNs: number;
}

interface TraceEvent {
  readonly name: string;
  readonly ph: 'X' | 'M' | 'i' | 's' | 'f' | 'b' | 'e';
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly cat?: string;
  readonly id?: number;
  readonly bp?: 'e';
  readonly s?: 't';
  readonly args?: Readonly<Record<string, unknown>>;
}

export function chromeTrace(source: TraceSource): string {
  const { scenario, shape, journeys, fromNs, toNs } = source;
  const writer = new TraceWriter(source);
  return JSON.stringify({
    traceEvents: writer.write(),
    displayTimeUnit: 'ms',
    otherData: {
      scenario: scenario.name,
      seed: shape.seed,
      fromMs: fromNs / 1e6,
      toMs: toNs / 1e6,
      hopsLeftOut: journeys.leftOut,
    },
  });
}

/** Where a hop or a request is drawn, once it has a lane. */
interface Place {
  readonly pid: number;
  readonly tid: number;
}

class TraceWriter {
  private readonly source: TraceSource;
  private readonly events: TraceEvent[] = [];
  private readonly lanes = new Map<string, Lanes>();
  private readonly threads = new Map<number, number>();
  private readonly placeOfHop: (Place | null)[] = [];
  private readonly placeOfRequest: Place[] = [];
  private readonly operations: readonly { readonly name: string }[];

  constructor(source: TraceSource) {
    this.source = source;
    this.operations = operationsOf(source.scenario, source.shape);
  }

  write(): TraceEvent[] {
    const { shape, scenario, journeys } = this.source;
    const nodes = new Map(scenario.nodes.map((node) => [node.id, node]));
    const depths = depthsOf(shape);
    for (const [pid, id] of shape.nodeIds.entries()) {
      const node = nodes.get(id);
      const name = `${node?.label || id} (${node?.kind ?? '?'})`;
      this.name('process_name', { pid: pid + 1, tid: 0 }, { name });
      this.name('process_sort_index', { pid: pid + 1, tid: 0 }, { sort_index: depths[pid]! });
    }
    // Lanes are given away in the order of time, so that the first free one is the first that is empty.
    for (const [i, request] of journeys.requests.entries()) this.addRequest(i, request);
    const inside = journeys.hops.map((hop, i) => ({ hop, i, span: this.insideOf(hop) }));
    const ordered = inside.toSorted((a, b) => (a.span?.fromNs ?? 0) - (b.span?.fromNs ?? 0));
    for (const { hop, i, span } of ordered) this.placeOfHop[i] = span && this.addHop(hop, i, span);
    for (const { hop, i } of inside) {
      this.addPoolWait(hop, i);
      this.addWay(hop, i);
    }
    return this.events;
  }

  private addRequest(i: number, outline: RequestOutline): void {
    const span = this.clipped(outline.sentNs, outline.endedNs);
    if (span === null) return;
    const place = this.lane(outline.node, 'requests', span);
    this.placeOfRequest[i] = place;
    const args = {
      request: outline.request,
      key: outline.key,
      outcome: this.outcome(outline.cause, outline.endedNs),
      ...(outline.culprit < 0 ? {} : { failedAt: this.source.shape.nodeIds[outline.culprit] }),
      ...(outline.isStale ? { stale: true } : {}),
    };
    this.slice(this.operationName(outline.operation), 'request', place, span, args);
  }

  /** The time that a call spends at its target, clipped to the window. */
  private insideOf(hop: Hop): Span | null {
    if (hop.link < 0 || Number.isNaN(hop.arrivedNs)) return null;
    return this.clipped(hop.arrivedNs, leftNs(hop));
  }

  private addHop(hop: Hop, i: number, span: Span): Place {
    const { links, instances, nodeIds } = this.source.shape;
    const { target } = links[hop.link]!;
    const many = instances[target]! > 1;
    const place = this.lane(target, many ? `#${hop.instance + 1}` : nodeIds[target]!, span);
    const began = Number.isNaN(hop.startedNs) ? hop.arrivedNs : hop.startedNs;
    this.slice(this.hopName(hop), 'hop', place, span, this.argsOf(hop, i));
    // What has died with its server may have begun after its caller gave up: how long it went on is not known.
    const waiting = this.clipped(hop.arrivedNs, Math.min(began, leftNs(hop)));
    const service = this.clipped(began, leftNs(hop));
    if (waiting !== null && waiting.toNs > waiting.fromNs) {
      this.slice('waiting', 'waiting', place, waiting, {});
      if (service !== null) this.slice('service', 'service', place, service, {});
    }
    return place;
  }

  /** The wait for a connection, beside its caller's work and not in it: several may wait at once. */
  private addPoolWait(hop: Hop, i: number): void {
    const from = this.callerOf(hop);
    if (from === null || hop.leftNs === hop.sentNs) return;
    const waited = this.clipped(hop.sentNs, Number.isNaN(hop.leftNs) ? hop.endedNs : hop.leftNs);
    if (waited === null || waited.toNs === waited.fromNs) return;
    const about = { name: 'waiting for a connection', cat: 'connection', id: i + 1, ...from };
    this.events.push({ ...about, ph: 'b', ts: waited.fromNs / 1000, args: { hop: i } });
    this.events.push({ ...about, ph: 'e', ts: waited.toNs / 1000 });
  }

  /** The arrow there, and what has become of a call that did not get there. */
  private addWay(hop: Hop, i: number): void {
    const from = this.callerOf(hop);
    const setOffNs = Number.isNaN(hop.leftNs) ? hop.sentNs : hop.leftNs;
    if (from === null || setOffNs < this.source.fromNs) return;
    const to = this.placeOfHop[i];
    if (to) {
      const about = { name: this.hopName(hop), cat: 'call', id: i + 1 };
      this.events.push({ ...about, ph: 's', ...from, ts: setOffNs / 1000 });
      this.events.push({ ...about, ph: 'f', bp: 'e', ...to, ts: hop.arrivedNs / 1000 });
      return;
    }
    if (hop.cause === 0 || !Number.isFinite(hop.endedNs) || hop.endedNs > this.source.toNs) return;
    const name = `${this.hopName(hop)}: ${this.outcome(hop.cause, hop.endedNs)}`;
    const args = this.argsOf(hop, i);
    this.events.push({ name, cat: 'call', ph: 'i', s: 't', ...from, ts: hop.endedNs / 1000, args });
  }

  private callerOf(hop: Hop): Place | null {
    if (hop.parent >= 0) return this.placeOfHop[hop.parent] ?? null;
    return hop.request >= 0 ? (this.placeOfRequest[hop.request] ?? null) : null;
  }

  private hopName(hop: Hop): string {
    const request = this.source.journeys.requests[hop.request];
    const verb = verbOf(hop.verb);
    if (verb === 'request' && request) return this.operationName(request.operation);
    return `${verb} ${hop.key}`;
  }

  private argsOf(hop: Hop, i: number): Record<string, unknown> {
    const { links, nodeIds } = this.source.shape;
    const request = this.source.journeys.requests[hop.request]?.request;
    const reads = ['read', 'get'].includes(verbOf(hop.verb));
    return {
      hop: i,
      ...(request === undefined ? {} : { request }),
      verb: verbOf(hop.verb),
      key: hop.key,
      ...(hop.link < 0 ? {} : { from: nodeIds[links[hop.link]!.source] }),
      attempt: hop.attempt,
      ...(hop.isCopy ? { hedge: true } : {}),
      ...(hop.isHit ? { hit: true } : {}),
      ...(reads && hop.version > 0 ? { version: hop.version } : {}),
      ...(hop.isStale ? { stale: true } : {}),
      sentMs: hop.sentNs / 1e6,
      ...(hop.leftNs > hop.sentNs ? { leftMs: hop.leftNs / 1e6 } : {}),
      ...(Number.isFinite(hop.endedNs) ? { endedMs: hop.endedNs / 1e6 } : {}),
      outcome: this.outcome(hop.cause, hop.endedNs),
    };
  }

  private outcome(cause: number, endedNs: number): string {
    if (!Number.isFinite(endedNs)) return 'under way';
    return cause === 0 ? 'ok' : (this.source.shape.causes[cause] ?? String(cause));
  }

  private operationName(operation: number): string {
    return this.operations[operation]?.name ?? `operation ${operation}`;
  }

  /** The first lane of a node's group that is empty by then. */
  private lane(node: number, group: string, span: Span): Place {
    const pid = node + 1;
    const key = `${pid} ${group}`;
    const lanes = this.lanes.get(key) ?? new Lanes();
    this.lanes.set(key, lanes);
    const { lane, isNew } = lanes.take(span);
    const threadKey = `${key} ${lane}`;
    const tid = this.tidOf(pid, threadKey);
    if (isNew) {
      this.name('thread_name', { pid, tid }, { name: `${group} · ${lane + 1}` });
    }
    return { pid, tid };
  }

  private readonly tids = new Map<string, number>();

  private tidOf(pid: number, key: string): number {
    const known = this.tids.get(key);
    if (known !== undefined) return known;
    const tid = (this.threads.get(pid) ?? 0) + 1;
    this.threads.set(pid, tid);
    this.tids.set(key, tid);
    return tid;
  }

  private clipped(fromNs: number, toNs: number): Span | null {
    const span = {
      fromNs: Math.max(fromNs, this.source.fromNs),
      toNs: Math.min(toNs, this.source.toNs),
    };
    return span.toNs >= span.fromNs ? span : null;
  }

  private slice(
    name: string,
    cat: string,
    place: Place,
    { fromNs, toNs }: Span,
    args: Record<string, unknown>,
  ): void {
    const ts = fromNs / 1000;
    this.events.push({ name, cat, ph: 'X', ...place, ts, dur: (toNs - fromNs) / 1000, args });
  }

  private name(name: string, place: Place, args: Record<string, unknown>): void {
    this.events.push({ name, ph: 'M', ...place, args });
  }
}

/** How many calls each node is away from a client: callers stand above those they call. */
function depthsOf({ links, nodeIds }: RunShape): readonly number[] {
  const targets = nodeIds.map((): number[] => []);
  for (const { source, target } of links) targets[source]!.push(target);
  const called = new Set(links.map(({ target }) => target));
  const depths = nodeIds.map((_, node) => (called.has(node) ? nodeIds.length : 0));
  const reached = nodeIds.flatMap((_, node) => (called.has(node) ? [] : [node]));
  // Grows while it is gone through, the nearest first.
  for (const node of reached) {
    for (const target of targets[node]!) {
      if (depths[target]! <= depths[node]! + 1) continue;
      depths[target] = depths[node]! + 1;
      reached.push(target);
    }
  }
  return depths;
}

/** When a call left its target: answered, late or not; one that never was is inside until its caller gives up. */
function leftNs({ answeredNs, endedNs, isInside }: Hop): number {
  if (!Number.isNaN(answeredNs)) return answeredNs;
  return isInside ? Number.POSITIVE_INFINITY : endedNs;
}
