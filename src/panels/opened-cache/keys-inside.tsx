/**
 * The keys of a cache in the policy's own order. When a step is over every key goes to its new place, the newcomer
 * comes out of the tray of what was asked for, and the victim goes into the tray of what has left; with reduced motion
 * they stand there at once, and the trays say the same.
 */
import { type RefObject, useLayoutEffect, useMemo, useRef } from 'react';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import type { KeyStep } from '../../stores/opened-cache.ts';
import {
  type ChipSize,
  type KeyLayout,
  layOut,
  type PlacedKey,
  type PlacedList,
} from './key-layout.ts';

export interface KeysInsideProps {
  readonly name: string;
  readonly step: KeyStep;
  /** The last key to leave, up to this step. */
  readonly lastOut: number;
  readonly width: number;
  readonly chip: ChipSize;
  /** How long a move may take, ms; 0 where steps go by too fast to be seen. */
  readonly moveMs: number;
}

const TRAY_PX = 46;

export function KeysInside({ name, step, lastOut, width, chip, moveMs }: KeysInsideProps) {
  const { t } = useTranslation();
  const layout = useMemo(() => layOut(step.lists, width, chip), [step.lists, width, chip]);
  const stage = useRef<HTMLDivElement>(null);
  useMoves(stage, layout, step, { width, chip, moveMs });
  const result = step.asked === 'hit' ? 'is-hit' : step.asked === 'miss' ? 'is-miss' : '';
  return (
    <section className="keys-inside" aria-label={name} style={chipStyle(chip)}>
      <div className="trays">
        <p className={`tray ${result}`}>
          <span className="tray-name">{t('openedCache.trayIn')}</span>
          <span className="key tray-in">{step.key < 0 ? '–' : step.key}</span>
          <span className="tray-result">
            {step.asked === null ? '' : t(`openedCache.result.${step.asked}`)}
          </span>
        </p>
        <p className="tray is-out">
          <span className="tray-name">{t('openedCache.trayOut')}</span>
          <span className={`key tray-out ${step.evicted >= 0 ? 'is-now' : ''}`}>
            {lastOut < 0 ? '–' : lastOut}
          </span>
        </p>
      </div>
      <div ref={stage} className="keys-stage" style={{ height: layout.height }}>
        {layout.lists.map((placed) => (
          <OneList key={placed.list.name} placed={placed} step={step} chip={chip} />
        ))}
      </div>
    </section>
  );
}

function chipStyle(chip: ChipSize) {
  return { '--chip-width': `${chip.width}px`, '--chip-height': `${chip.height}px` } as Record<
    string,
    string
  >;
}

function OneList({
  placed,
  step,
  chip,
}: {
  readonly placed: PlacedList;
  readonly step: KeyStep;
  readonly chip: ChipSize;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { list, y, betweenY } = placed;
  const name = t(`openedCache.lists.${list.name}`);
  const size =
    list.room === undefined
      ? t('openedCache.keyCount', { count: list.size })
      : t('openedCache.keyCountOf', {
          count: list.size,
          room: format.number(Math.round(list.room)),
        });
  const help = t(`openedCache.listHelp.${list.name}`);
  return (
    <div className={list.ghost ? 'key-list is-ghost' : 'key-list'}>
      <h4 style={{ top: y }} title={help}>
        {name} <span className="num">{size}</span>
        <small>{help}</small>
      </h4>
      {placed.ring ? <Ring placed={placed} chip={chip} /> : null}
      {betweenY === null ? null : (
        <p className="between num" style={{ top: betweenY }}>
          {t('openedCache.between', { count: list.size - list.keys.length })}
        </p>
      )}
      {list.size === 0 ? (
        <p className="between is-empty" style={{ top: y + 26 }}>
          {t('openedCache.empty')}
        </p>
      ) : null}
      <ol aria-label={`${name}, ${size}`}>
        {placed.keys.map((key) => (
          <Key key={key.key} placed={key} list={list.name} step={step} />
        ))}
      </ol>
    </div>
  );
}

/** Bits are dots, and frequencies figures. */
const COUNTS = new Set(['frequency', 'window', 'probation', 'protected']);

function Key({
  placed,
  list,
  step,
}: {
  readonly placed: PlacedKey;
  readonly list: string;
  readonly step: KeyStep;
}) {
  const { t } = useTranslation();
  const { key, mark, isGhost, isHand, x, y } = placed;
  const isNext = key === step.nextVictim && !isGhost;
  const looks = [
    'key',
    isGhost && 'is-ghost',
    isNext && 'is-next',
    isHand && 'is-hand',
    key === step.key && step.asked === 'hit' && 'is-hit',
    key === step.key && step.put === 'entered' && 'is-new',
  ];
  const said = [
    mark !== undefined && markText(list, mark, t),
    isHand && t('openedCache.hand'),
    isNext && t('openedCache.next'),
  ].filter((part) => part !== false);
  return (
    <li
      className={looks.filter((look) => look !== false).join(' ')}
      data-key={key}
      style={{ transform: `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)` }}
      title={[`${key}`, ...said].join(' · ')}
    >
      {key}
      {mark === undefined ? null : <Mark list={list} mark={mark} />}
      {said.length > 0 ? <span className="visually-hidden">{`, ${said.join(', ')}`}</span> : null}
    </li>
  );
}

function markText(list: string, mark: number, t: ReturnType<typeof useTranslation>['t']): string {
  if (COUNTS.has(list)) return t('openedCache.frequency', { count: mark });
  if (list === 'small' || list === 'main') return t('openedCache.hits', { count: mark });
  return t(mark > 0 ? 'openedCache.bitSet' : 'openedCache.bitUnset');
}

function Mark({ list, mark }: { readonly list: string; readonly mark: number }) {
  if (COUNTS.has(list)) {
    return (
      <span className="mark-count num" aria-hidden>
        {mark > 999 ? '999+' : mark}
      </span>
    );
  }
  const most = list === 'small' || list === 'main' ? 3 : 1;
  return (
    <span className="mark-bits" aria-hidden>
      {Array.from({ length: most }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a bit is its place.
        <i key={i} className={i < mark ? 'is-set' : ''} />
      ))}
    </span>
  );
}

/** The ring's line, and the hand from its middle to the key that it points at. */
function Ring({ placed, chip }: { readonly placed: PlacedList; readonly chip: ChipSize }) {
  const { x, y, radiusX, radiusY } = placed.ring!;
  const held = placed.keys.find((key) => key.isHand);
  const tip = held
    ? { x: held.x + chip.width / 2, y: held.y + chip.height / 2 }
    : { x, y: y + radiusY };
  const reach = 0.7;
  return (
    <svg className="ring" aria-hidden>
      <ellipse cx={x} cy={y} rx={radiusX} ry={radiusY} />
      {held ? (
        <>
          <path
            className="ring-hand"
            d={`M${x} ${y}L${x + (tip.x - x) * reach} ${y + (tip.y - y) * reach}`}
          />
          <circle className="ring-hub" cx={x} cy={y} r="4" />
        </>
      ) : null}
    </svg>
  );
}

/** From the places of the step before to those of this one. */
function useMoves(
  stage: RefObject<HTMLDivElement | null>,
  layout: KeyLayout,
  step: KeyStep,
  { width, chip, moveMs }: Pick<KeysInsideProps, 'width' | 'chip' | 'moveMs'>,
): void {
  const before = useRef<{ places: Map<number, PlacedKey>; width: number } | null>(null);
  useLayoutEffect(() => {
    const places = new Map(layout.lists.flatMap(({ keys }) => keys.map((key) => [key.key, key])));
    const last = before.current;
    before.current = { places, width };
    const element = stage.current;
    if (!element || !last || last.width !== width || moveMs <= 0 || isStill()) return;
    const timing = { duration: moveMs, easing: 'cubic-bezier(0.3, 0.7, 0.2, 1)' };
    for (const item of element.querySelectorAll<HTMLElement>('li.key')) {
      const to = places.get(Number(item.dataset.key));
      if (!to) continue;
      const from = last.places.get(to.key);
      const isSame = from && from.x === to.x && from.y === to.y;
      if (isSame) continue;
      // Who was not on show comes in: the newcomer out of its tray, the others from where they were hidden.
      if (!from && to.key !== step.key) {
        item.animate([{ opacity: 0 }, { opacity: 1 }], timing);
        continue;
      }
      item.animate(
        [
          { transform: at(from ?? { x: 0, y: -TRAY_PX }), opacity: from ? 1 : 0.4 },
          { transform: at(to), opacity: 1 },
        ],
        timing,
      );
    }
    const victim = step.evicted >= 0 ? last.places.get(step.evicted) : undefined;
    if (victim) sendOff(element, victim, { x: width - chip.width, y: -TRAY_PX }, timing);
  }, [stage, layout, step, width, chip, moveMs]);
}

/** The victim's picture, on its way out; the list itself has it no longer. */
function sendOff(
  stage: HTMLElement,
  victim: PlacedKey,
  to: { readonly x: number; readonly y: number },
  timing: KeyframeAnimationOptions,
): void {
  const picture = document.createElement('span');
  picture.className = 'key is-leaving';
  picture.textContent = String(victim.key);
  picture.setAttribute('aria-hidden', 'true');
  stage.append(picture);
  const move = picture.animate(
    [
      { transform: at(victim), opacity: 1 },
      { transform: at(to), opacity: 0.5 },
    ],
    timing,
  );
  move.onfinish = () => picture.remove();
  move.oncancel = () => picture.remove();
}

const at = ({ x, y }: { readonly x: number; readonly y: number }) =>
  `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;

function isStill(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
