/** A failover in two sentences: what it did to the clients' writes, and what happened when. */
import type { Format } from '../i18n/format.ts';
import type { Translate } from '../i18n/i18n.ts';
import type { FailedBetween } from '../stores/failed-between.ts';
import type { WriteAccount } from '../stores/write-account.ts';
import type { Failover } from './failovers.ts';

interface Words {
  readonly t: Translate;
  readonly format: Format;
  /** A node's name by its index. */
  readonly named: (node: number) => string;
}

/** Says of failed writes only what was counted at the clients; of a time without a primary only that. */
export function failoverTitle(failover: Failover, account: WriteAccount, words: Words): string {
  const { t, format } = words;
  const { here, apart, unclear, isTried, isAnswered } = account;
  if (here.count > 0) {
    const time = format.duration((here.lastNs - here.firstNs) / 1e6);
    const isOver = failover.gap === null || failover.gap.toNs !== null;
    return t(isOver ? 'failover.failed' : 'failover.failing', { count: here.count, time });
  }
  const gap = gapWords(failover, words);
  if (unclear.count > 0) {
    return t('failover.meanwhile', { gap, count: unclear.count + apart.count });
  }
  if (apart.count > 0) return t(isAnswered ? 'failover.spared' : 'failover.stopped', { gap });
  if (!isTried) return t('failover.untried', { gap });
  return t(isAnswered ? 'failover.harmless' : 'failover.unanswered', { gap });
}

/** For how long nobody took writes, or two did. */
export function gapWords({ gap, split, stages }: Failover, { t, format }: Words): string {
  if (gap === null && split?.toNs === null) {
    return t('failover.twoStill', { from: format.shortTime(split.fromNs / 1e6) });
  }
  const span = gap ?? split;
  if (span === null) return t('failover.moving');
  const toNs = span.toNs ?? stages.at(-1)!.toNs;
  const time = format.duration((toNs - span.fromNs) / 1e6);
  if (gap === null) return t('failover.two', { time });
  return gap.toNs === null ? t('failover.none') : t('failover.gap', { time });
}

export function whatHappened(failover: Failover, { t, format, named }: Words): string {
  const { began, old, next, gap, stages } = failover;
  const time = (ns: number) => format.shortTime(ns / 1e6);
  const values = { node: named(old), next: next === null ? '' : named(next) };
  const isCut = began.event === 'cutOff';
  if (gap === null) {
    const from = time(began.atNs);
    if (next === null) return t('failover.happened.aloneOpen', { ...values, from });
    return t('failover.happened.alone', { ...values, from, to: time(stages.at(-1)!.toNs) });
  }
  const from = time(gap.fromNs);
  const head = t(isCut ? 'failover.happened.cut' : 'failover.happened.crash', { ...values, from });
  if (gap.toNs === null) return `${head} ${t('failover.happened.open')}`;
  const took = {
    ...values,
    to: time(gap.toNs),
    time: format.duration((gap.toNs - gap.fromNs) / 1e6),
  };
  const isTaken = next !== null && stages.at(-1)!.name === 'reroute';
  return `${head} ${t(isTaken ? 'failover.happened.taken' : 'failover.happened.back', took)}`;
}

/** More of them would be a list; who had none is told of where all are. */
const CLIENTS_SHOWN = 4;

/** How many requests failed, and where there are several clients, whose. */
export function costOf(
  { failed, ended, clients, fromNs, toNs }: FailedBetween,
  words: Words,
): string {
  const { t, format, named } = words;
  const cost = t('failover.since', {
    count: failed,
    all: format.count(ended),
    from: format.shortTime(fromNs / 1e6),
    to: format.shortTime(toNs / 1e6),
  });
  if (failed === 0 || clients.length < 2) return cost;
  const shown = clients.slice(0, CLIENTS_SHOWN);
  const list = shown.map(({ node, count }) =>
    t('failover.ofClient', { client: named(node), many: format.count(count) }),
  );
  const more = clients.slice(CLIENTS_SHOWN).reduce((sum, { count }) => sum + count, 0);
  if (more > 0) list.push(t('failover.ofOthers', { many: format.count(more) }));
  return `${cost} ${t('failover.byClient', { list: list.join(', ') })}`;
}

/**
 * How many failed from the next fault on. That one ends the count of the one before, which may well be why: what was
 * weakened by it failed only then.
 */
export function nextOf(
  what: string,
  { failed, ended, fromNs, toNs }: FailedBetween,
  { t, format }: Omit<Words, 'named'>,
): string {
  return t('failover.next', {
    what,
    count: failed,
    all: format.count(ended),
    from: format.shortTime(fromNs / 1e6),
    to: format.shortTime(toNs / 1e6),
  });
}

/** Not of the writes that are accounted for: reads that found nobody either, say. */
export function besidesOf(
  { failed, fromNs, toNs }: FailedBetween,
  { here, apart, unclear }: WriteAccount,
  { t, format }: Omit<Words, 'named'>,
): string | null {
  const count = failed - here.count - apart.count - unclear.count;
  if (count <= 0) return null;
  const [from, to] = [fromNs, toNs].map((ns) => format.shortTime(ns / 1e6));
  return t('failover.besides', { count, from: from!, to: to! });
}
