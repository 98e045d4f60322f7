/**
 * What the clients' own writes met while a database set had no primary: how many failed for want of one, how many failed
 * elsewhere, and whether any was tried at all. Counted at the clients and pure: a recording in, figures out.
 *
 * Whose fault a failure is follows from where it arose. At the set, or waiting for it: the failover's. At a node that
 * had failed like this before, or that something else has struck: not the failover's. Else it cannot be told apart from
 * a consequence (a line that fills because its server waits for the database).
 */
import { ends, lasting } from '../scenario/strikes.ts';
import { BEGUN, type TimelineEvent, WRITE_TYPE } from '../sim/recording.ts';
import { commonest, failedAt } from './failure-causes.ts';
import type { Recording } from './recording.ts';
import { hopsOf } from './request-split.ts';

export interface FailureGroup {
  readonly cause: string;
  /** Node index; −1 where it is not known. */
  readonly node: number;
  readonly count: number;
  /** What had struck the node, where something else had. */
  readonly because: TimelineEvent | null;
}

export interface Failures {
  readonly count: number;
  /** When the first of them failed at its client, and the last. */
  readonly firstNs: number;
  readonly lastNs: number;
  /** The most first. */
  readonly groups: readonly FailureGroup[];
}

export interface WriteAccount {
  /** Whether a client began a write in the gap, and whether one was answered in it. */
  readonly isTried: boolean;
  readonly isAnswered: boolean;
  /** For want of a primary; elsewhere, and not because of it; elsewhere, perhaps because of it. */
  readonly here: Failures;
  readonly apart: Failures;
  readonly unclear: Failures;
  /** Still without an answer where the recording ends. */
  readonly unanswered: number;
}

export interface Gap {
  /** The set, by node index. */
  readonly set: readonly number[];
  readonly fromNs: number;
  /** Null: it lasts. */
  readonly toNs: number | null;
  /** From here on the next failover of the set is told. */
  readonly limitNs: number;
  /** How long callers may wait until they find out. */
  readonly graceNs: number;
  /** Clients, by node index. */
  readonly clients: ReadonlySet<number>;
}

interface Row {
  readonly code: number;
  readonly culprit: number;
  readonly writes: number;
  readonly firstNs: number;
  readonly lastNs: number;
}

type Share = 'here' | 'apart' | 'unclear';

interface Verdict {
  readonly share: Share;
  readonly node: number;
  readonly because: TimelineEvent | null;
}

/** What the want of a primary does to a write that reaches the set. */
const wants: ReadonlySet<string> = new Set(['refused', 'reset', 'timeout', 'notPrimary']);
/** Whoever failed alike so long before did not fail because of it; a slice at least. */
const BEFORE_NS = 1e9;
/** Enough timeouts to tell what they waited for. */
const ASKED_MAX = 50;

export function writeAccount(recording: Recording, gap: Gap): WriteAccount {
  const rows = rowsOf(recording);
  const endNs = gap.toNs ?? recording.doneNs;
  const known = new Map<string, Verdict>();
  const verdictOf = (row: Row): Verdict => {
    const key = `${row.code} ${row.culprit}`;
    const verdict = known.get(key) ?? judged(row, rows, recording, gap);
    known.set(key, verdict);
    return verdict;
  };
  const failed = rows.filter(({ code, lastNs }) => code > 0 && lastNs >= gap.fromNs);
  const here: Row[] = [];
  let untilNs = endNs;
  for (const row of failed) {
    if (row.firstNs >= gap.limitNs || row.firstNs > untilNs + gap.graceNs) break;
    if (verdictOf(row).share !== 'here') continue;
    here.push(row);
    untilNs = Math.max(untilNs, row.lastNs);
  }
  const others = failed.filter((row) => row.firstNs <= untilNs && verdictOf(row).share !== 'here');
  const of = (share: Share) =>
    failuresOf(
      (share === 'here' ? here : others).filter((row) => verdictOf(row).share === share),
      verdictOf,
      recording,
    );
  const happened = (code: number) =>
    rows.some(
      (row) =>
        row.code === code &&
        [row.firstNs, row.lastNs].some((ns) => ns >= gap.fromNs && ns <= endNs),
    );
  return {
    isTried: happened(BEGUN),
    isAnswered: happened(0),
    here: of('here'),
    apart: of('apart'),
    unclear: of('unclear'),
    unanswered: rows.reduce(
      (sum, { code, writes }) => sum + (code === BEGUN ? writes : -writes),
      0,
    ),
  };
}

function rowsOf({ clientWrites }: Recording): Row[] {
  return clientWrites.flatMap((columns) =>
    Array.from({ length: columns.count }, (_, row) => ({
      code: columns.cause[row]!,
      culprit: columns.culprit[row]!,
      writes: columns.writes[row]!,
      firstNs: columns.firstNs[row]!,
      lastNs: columns.lastNs[row]!,
    })),
  );
}

function failuresOf(
  rows: readonly Row[],
  verdictOf: (row: Row) => Verdict,
  { shape }: Recording,
): Failures {
  const groups = new Map<string, FailureGroup>();
  for (const row of rows) {
    const { node, because } = verdictOf(row);
    const cause = shape.causes[row.code] ?? '';
    const key = `${cause} ${node}`;
    const count = (groups.get(key)?.count ?? 0) + row.writes;
    groups.set(key, { cause, node, count, because });
  }
  return {
    count: rows.reduce((sum, { writes }) => sum + writes, 0),
    firstNs: Math.min(...rows.map(({ firstNs }) => firstNs)),
    lastNs: Math.max(...rows.map(({ lastNs }) => lastNs)),
    groups: [...groups.values()].sort((a, b) => b.count - a.count),
  };
}

function judged(row: Row, rows: readonly Row[], recording: Recording, gap: Gap): Verdict {
  const { set, fromNs } = gap;
  const cause = recording.shape.causes[row.code]!;
  const sinceNs = fromNs - Math.max(BEFORE_NS, recording.shape.sliceNs);
  const isOlder = rows.some(
    ({ code, culprit, firstNs, lastNs }) =>
      code === row.code && culprit === row.culprit && lastNs >= sinceNs && firstNs < fromNs,
  );
  const node =
    cause === 'timeout' && !set.includes(row.culprit)
      ? (waitedFor(row.code, recording, gap) ?? -1)
      : row.culprit;
  const isAtSet = set.includes(node);
  if (isAtSet && wants.has(cause) && !isOlder) return { share: 'here', node, because: null };
  if (cause === 'breakerOpen' && isOpenedFor(node, recording, gap)) {
    return { share: 'here', node, because: null };
  }
  const because = isAtSet ? null : struck(node, row, recording, gap);
  const isApart = !isAtSet && (because !== null || (isOlder && node >= 0));
  return { share: isApart ? 'apart' : 'unclear', node, because };
}

/** Where the clients' writes waited whose time ran out: most of those that were sampled. */
function waitedFor(code: number, recording: Recording, gap: Gap): number | null {
  const { links } = recording.shape;
  const toNs = Math.min(gap.limitNs, (gap.toNs ?? recording.doneNs) + gap.graceNs);
  const asked = new Set<number>();
  for (const hops of recording.hops) {
    for (let hop = 0; hop < hops.count && asked.size < ASKED_MAX; hop++) {
      const endedNs = hops.endedNs[hop]!;
      if (endedNs < gap.fromNs || endedNs > toNs || hops.outcome[hop] !== code) continue;
      if (hops.operation[hop] !== WRITE_TYPE) continue;
      if (gap.clients.has(links[hops.link[hop]!]!.source)) asked.add(hops.request[hop]!);
    }
  }
  const found = [...hopsOf(recording, asked).values()];
  // A call that never ends is not recorded: where only the client's own is known, so is nothing of what it waited for.
  const deep = found.filter((hops) => hops.length > 1);
  return commonest(deep.flatMap((hops) => failedAt(hops, code, true) ?? []));
}

/** Whether a caller's breaker opened against the set since. */
function isOpenedFor(node: number, { events, shape }: Recording, { set, fromNs }: Gap): boolean {
  const ids = set.map((member) => shape.nodeIds[member]);
  return events.some(
    ({ event, node: caller, atNs, data }) =>
      event === 'breakerOpened' &&
      caller === node &&
      atNs >= fromNs &&
      ids.includes(String(data.target)),
  );
}

/** What had struck the node, or one that it calls, and had not ended: nothing of the set. */
function struck(
  node: number,
  { firstNs, lastNs }: Row,
  { events, shape }: Recording,
  { set }: Gap,
): TimelineEvent | null {
  if (node < 0) return null;
  const called = shape.links.flatMap(({ kind, source, target }) =>
    kind === 'request' && source === node && !set.includes(target) ? [target] : [],
  );
  for (const struckNode of [node, ...called]) {
    const found = events.find(
      (event) =>
        lasting.includes(event.event) &&
        event.node === struckNode &&
        event.atNs <= lastNs &&
        !events.some((end) => ends(end, event) && end.atNs > event.atNs && end.atNs < firstNs),
    );
    if (found) return found;
  }
  return null;
}
