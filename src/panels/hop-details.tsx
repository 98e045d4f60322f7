/** One call of an open request in sentences: when, how long each part took, what was read, and why it failed. */
import { SkipForward } from 'lucide-react';
import { causeHelp } from '../i18n/dictionary.ts';
import { useFormat } from '../i18n/i18n.ts';
import type { Part, Waterfall, WaterfallRow } from '../stores/waterfall.ts';
import { Button } from '../ui/button.tsx';
import type { RequestWords } from './request-words.ts';

export interface HopDetailsProps {
  readonly row: WaterfallRow;
  readonly waterfall: Waterfall;
  readonly words: RequestWords;
  readonly onSeek: (ns: number) => void;
}

export function HopDetails({ row, waterfall, words, onSeek }: HopDetailsProps) {
  const { t } = words;
  const format = useFormat();
  const { hop } = row;
  const sentences = [
    reason(row, words, format.language),
    t('requests.waterfall.sent', {
      afterMs: (hop.sentNs - waterfall.fromNs) / 1e6,
      time: format.time(hop.sentNs / 1e6),
    }),
    inQueue(row, words),
    times(row, words),
    ownWork(row, waterfall, words),
    version(row, words),
    late(row, words),
  ].filter(Boolean);
  return (
    <div className="hop-details num" role="status">
      <p>{sentences.join(' ')}</p>
      <Button isSmall onClick={() => onSeek(hop.sentNs)}>
        <SkipForward size={13} aria-hidden />
        {t('requests.waterfall.goToHop')}
      </Button>
    </div>
  );
}

function reason({ hop }: WaterfallRow, words: RequestWords, language: 'en' | 'ko'): string {
  if (hop.cause === 0) return '';
  const help = causeHelp(language, words.shape.causes[hop.cause] ?? 'unknown');
  const where = hop.culprit < 0 ? '' : ` (${words.node(hop.culprit)})`;
  return `${words.cause(hop.cause)}${where}: ${help}`;
}

/** Before it was handed out. */
function inQueue({ hop, delivery, bars }: WaterfallRow, { t }: RequestWords): string {
  const [first] = bars;
  if (delivery === 0 || first === undefined || first.fromNs >= hop.sentNs) return '';
  return t('requests.waterfall.jobs.waited', { waitMs: (first.toNs - first.fromNs) / 1e6 });
}

function times({ hop, bars }: WaterfallRow, { t }: RequestWords): string {
  const ms = (part: Part) =>
    bars
      .filter((bar) => bar.part === part && !bar.isLate && bar.fromNs >= hop.sentNs)
      .reduce((sum, { fromNs, toNs }) => sum + toNs - fromNs, 0) / 1e6;
  const poolMs = ms('connection');
  const waited = poolMs > 0 ? t('requests.waterfall.waitedForConnection', { poolMs }) : '';
  if (Number.isNaN(hop.arrivedNs)) {
    const silenceMs = ms('silence');
    const never = silenceMs > 0 ? t('requests.waterfall.neverArrived', { silenceMs }) : '';
    return [waited, never].filter(Boolean).join(' ');
  }
  const outMs = Math.min(hop.arrivedNs - hop.leftNs, hop.endedNs - hop.leftNs) / 1e6;
  const waitMs = ms('waiting');
  return [
    waited,
    t(`requests.waterfall.${waitMs > 0 ? 'times' : 'timesAtOnce'}`, {
      outMs,
      waitMs,
      workMs: ms('service'),
      backMs: Math.max(0, ms('network') - outMs),
    }),
    Number.isFinite(hop.endedNs) ? '' : t('requests.waterfall.stillThere'),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Of a server that called others: what the request waited for itself. */
function ownWork(
  { index, hop, bars }: WaterfallRow,
  { path, rows }: Waterfall,
  { t }: RequestWords,
): string {
  // Nobody waited for a job.
  if (hop.job !== undefined) return '';
  const isCaller = rows.some((row) => row.hop.parent === index);
  if (!isCaller || !bars.some(({ part }) => part === 'service')) return '';
  const own = path.filter(({ hop, part }) => hop === index && part === 'service');
  const ownMs = own.reduce((sum, { fromNs, toNs }) => sum + toNs - fromNs, 0) / 1e6;
  return t('requests.waterfall.ownWork', { ownMs });
}

function version({ hop }: WaterfallRow, { t, verb }: RequestWords): string {
  const name = verb(hop.verb);
  const isRead = name === 'read' || (name === 'get' && hop.isHit);
  const isStore = name === 'set' || name === 'write';
  if (hop.cause !== 0 || !Number.isFinite(hop.endedNs) || !(isRead || isStore)) return '';
  // Names of things, not figures: no thousands marks.
  const values = { key: String(hop.key), version: String(hop.version) };
  const told = t(`requests.waterfall.${isRead ? 'readVersion' : 'storedVersion'}`, values);
  return hop.isStale && isRead ? `${told} ${t('requests.waterfall.oldVersion')}` : told;
}

function late({ hop, bars }: WaterfallRow, { t }: RequestWords): string {
  if (!bars.some(({ isLate }) => isLate) || Number.isNaN(hop.answeredNs)) return '';
  return t('requests.waterfall.late', { lateMs: (hop.answeredNs - hop.endedNs) / 1e6 });
}
