/** The keys at the cursor: step by step where one can follow, else a picture now and then. */
import { StepBack, StepForward, Turtle } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { useDocument } from '../../stores/hooks.ts';
import {
  FOLLOWED_PER_SEC,
  isFollowed,
  type KeyStep,
  lookAgain,
  makeRoomFor,
  openedCacheStore,
  type PolicyName,
  stepAccess,
  stepIndex,
  stepsPerSec,
} from '../../stores/opened-cache.ts';
import { speeds } from '../../stores/playback.ts';
import { player, runStore } from '../../stores/run.ts';
import { useFrame, useRun } from '../../stores/run-hooks.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { useSize } from '../../ui/size.ts';
import { clockText, MICROSECONDS_FROM } from '../clock.ts';
import { LookFailed } from '../look-failed.tsx';
import { type CacheNode, policyLabel } from './cache-node.ts';
import { type ChipSize, columnsIn, GAP_PX, limitFor } from './key-layout.ts';
import { KeysInside } from './keys-inside.tsx';
import { stepSentence } from './step-sentence.ts';

/** Policies that keep all their keys in one list. */
const singleLists: ReadonlySet<string> = new Set([
  'lru',
  'fifo',
  'lfu',
  'sieve',
  'random',
  'clock',
]);
/** Two insides need this much to stand side by side. */
const BESIDE_PX = 620;
const BETWEEN_INSIDES_PX = 28;
/** A move that can be followed, and no longer than the pause until the next. */
const MOVE_MS = 420;
const MOVE_SHARE = 0.7;

/** One cache at one step. */
interface ShownStep {
  readonly step: KeyStep;
  /** The last key to leave, as far back as is known; −1 where none is. */
  readonly lastOut: number;
}

interface Shown {
  readonly own: ShownStep;
  readonly other: ShownStep | null;
  readonly isFollowed: boolean;
  readonly moveMs: number;
}

export function Inside({ node }: { readonly node: CacheNode }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const place = useRef<HTMLDivElement>(null);
  const { width: whole } = useSize(place);
  const shown = useShown();
  const other = useStore(openedCacheStore, (state) => state.other);
  const failures = useStore(openedCacheStore, (state) => state.failures);
  const hasRun = useRun((state) => state.shape !== null);
  const isBeside = other !== null && whole >= BESIDE_PX;
  const width = isBeside ? Math.floor((whole - BETWEEN_INSIDES_PX) / 2) : whole;
  const digits = useKeyDigits();
  const chip = useMemo(() => chipIn(width, digits), [width, digits]);
  const limit = limitOf(node.params.policy, width, chip);
  const otherLimit = limitOf(other?.policy ?? node.params.policy, width, chip);
  useEffect(() => {
    if (width > 0) makeRoomFor(limit, otherLimit);
  }, [width, limit, otherLimit]);
  const common = { width, chip, moveMs: shown?.moveMs ?? 0 };
  return (
    <div className="opened-cache-inside">
      <StepBar shown={shown} />
      <div ref={place} className={isBeside ? 'insides is-beside' : 'insides'}>
        {shown && width > 0 ? (
          <>
            <div>
              {other ? <h3>{t('openedCache.thisRun')}</h3> : null}
              <KeysInside
                name={t('openedCache.keysOf', {
                  policy: policyLabel(node.params.policy, language),
                })}
                {...shown.own}
                {...common}
              />
            </div>
            {other ? (
              <div className="is-other">
                <h3>
                  {t('openedCache.replayed', {
                    policy: policyLabel(other.policy, language),
                    count: other.capacityKeys,
                  })}
                </h3>
                {shown.other ? (
                  <KeysInside
                    name={t('openedCache.keysOf', { policy: policyLabel(other.policy, language) })}
                    {...shown.other}
                    {...common}
                  />
                ) : failures.study === undefined ? (
                  <p className="opened-cache-wait">{t('openedCache.studying')}</p>
                ) : null}
              </div>
            ) : null}
          </>
        ) : failures.peek !== undefined ? (
          <LookFailed message={failures.peek} onAgain={lookAgain} />
        ) : (
          <p className="opened-cache-wait">
            {t(hasRun ? 'openedCache.looking' : 'openedCache.notYet')}
          </p>
        )}
      </div>
    </div>
  );
}

function limitOf(policy: PolicyName, width: number, chip: ChipSize): number {
  const lists = singleLists.has(policy) ? 1 : 3;
  return limitFor(width, chip, { lists, isRing: policy === 'clock' });
}

/** Changes when another step is reached, and not with every frame. */
function useShown(): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null);
  useFrame((cursorNs) => {
    const next = shownAt(cursorNs);
    setShown((before) => (isSame(before, next) ? before : next));
  });
  return shown;
}

function isSame(before: Shown | null, next: Shown | null): boolean {
  if (before === null || next === null) return before === next;
  return (
    before.own.step === next.own.step &&
    before.other?.step === next.other?.step &&
    before.isFollowed === next.isFollowed
  );
}

function shownAt(cursorNs: number): Shown | null {
  const { peek, peekedNs, otherSteps } = openedCacheStore.getState();
  if (!peek) return null;
  const followed = isFollowed();
  // At speed the picture stays that of the moment it was asked for.
  const atNs = followed ? cursorNs : peekedNs;
  const { playing, speed } = runStore.getState();
  const perWallSec = playing ? stepsPerSec() * speed : 0;
  return {
    own: stepAt(peek.steps, atNs),
    other: otherSteps.length > 0 ? stepAt(otherSteps, atNs) : null,
    isFollowed: followed,
    moveMs: followed ? Math.min(MOVE_MS, (1000 * MOVE_SHARE) / Math.max(perWallSec, 0.001)) : 0,
  };
}

function stepAt(steps: readonly KeyStep[], ns: number): ShownStep {
  const index = stepIndex(steps, ns);
  let out = index;
  while (out > 0 && steps[out]!.evicted < 0) out--;
  return { step: steps[index]!, lastOut: steps[out]!.evicted };
}

/** As wide as the longest key, and then so that whole rows fill the width. */
function chipIn(width: number, digits: number): ChipSize {
  const least = { width: 18 + 8 * digits, height: 26 };
  const columns = columnsIn(width, least);
  return { ...least, width: Math.floor((width + GAP_PX) / columns) - GAP_PX };
}

/** Of the longest key that the run can see: who is signed in may have a key of his own. */
function useKeyDigits(): number {
  const keys = useDocument(({ scenario }) => {
    const clients = scenario.nodes.flatMap((node) => (node.kind === 'client' ? [node.params] : []));
    const users = clients.reduce((sum, client) => sum + (client.users?.count ?? 0), 0);
    const most = Math.max(1, ...clients.map((client) => client.keys.count));
    return most + users;
  });
  return Math.max(3, String(keys - 1).length);
}

/** What happened in the step on show, and the way to its neighbours. */
function StepBar({ shown }: { readonly shown: Shown | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const playing = useRun((state) => state.playing);
  const hasSteps = shown !== null;
  const time = shown ? clockText(shown.own.step.atNs, MICROSECONDS_FROM, format) : '';
  const isSummed = shown !== null && !shown.isFollowed;
  return (
    <div className="step-bar">
      <IconButton
        label={t('openedCache.previousAccess')}
        disabled={!hasSteps}
        onClick={() => stepAccess(-1)}
      >
        <StepBack size={15} aria-hidden />
      </IconButton>
      <IconButton
        label={t('openedCache.nextAccess')}
        disabled={!hasSteps}
        onClick={() => stepAccess(1)}
      >
        <StepForward size={15} aria-hidden />
      </IconButton>
      {isSummed ? (
        <>
          <p className="step-sentence">{t('openedCache.tooFast')}</p>
          <Button isSmall onClick={slowDown}>
            <Turtle size={13} aria-hidden />
            {t('openedCache.slowDown')}
          </Button>
        </>
      ) : (
        <p className="step-sentence" aria-live={playing ? 'off' : 'polite'}>
          <span className="mono">{time}</span>
          {shown ? stepSentence(shown.own.step, t) : ''}
        </p>
      )}
    </div>
  );
}

/** The fastest speed at which every step can be seen. */
function slowDown(): void {
  const perSec = stepsPerSec();
  const slow = speeds.filter((speed) => speed * perSec <= FOLLOWED_PER_SEC);
  player.setSpeed(slow.at(-1) ?? speeds[0]);
}
