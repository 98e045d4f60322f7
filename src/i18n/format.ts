/**
 * Numbers as the page writes them: three figures that matter, units apart by a narrow space that does not break,
 * k and M only where the digits would no longer be read. Leaves out the typeface (tabular figures are set in CSS).
 */
import type { Language } from '../base/language.ts';
import { cutMs } from '../base/units.ts';

/** A figure and its unit apart, for places that set the unit smaller. */
export interface Quantity {
  readonly value: string;
  readonly unit: string;
}

export interface Format {
  readonly language: Language;
  /** Three significant figures, but whole up to 99,999: `1,998`, `87.4`, `0.123`, `123k`, `1.23M`. */
  number(value: number): string;
  /** Every digit of a whole number: for sentences that count. */
  count(value: number): string;
  /** 0–1 as percent: `87.4 %`. Never rounded up to all or down to none. */
  ratio(value: number): string;
  /** A difference of shares, in percentage points: `3.1 pp`. */
  points(ratio: number): string;
  /** The percent without its sign, whole from 10 on unless asked otherwise: `62`. For cards, where a unit follows. */
  percent(value: number, decimals?: 0 | 1): string;
  /** The unit of a rate alone. */
  readonly perSecond: string;
  /** `2,000 /s`. */
  rate(perSec: number): string;
  /** `0.42 ms`, `1.24 s`, `2 min 5 s`; microseconds below 0.1 ms. */
  duration(ms: number): string;
  /** Beside an axis: `10 ms`, `10 s`, and a decade of a minute and more in seconds, `100 s`. */
  durationTick(ms: number): string;
  /** A figure and its unit as one text, as they stand in a sentence: `2,000 /s`, `51% 사용`. */
  quantity(parts: Quantity): string;
  /** A duration's figure and unit apart; from a minute on the unit is inside the value. */
  durationParts(ms: number): Quantity;
  /** A unit of time alone, as it stands after a field. */
  durationUnit(name: 'ms' | 's' | 'min' | 'h'): string;
  /** A moment of the run, cut to milliseconds: `00:23.412`, with hours where there are some. */
  time(ms: number): string;
  /** A moment in a list: `23.412`, with minutes where there are some. */
  shortTime(ms: number): string;
  /** Names in a row: `db-1, db-2 and db-3`. */
  list(items: readonly string[]): string;
}

/** Narrow and unbreakable: U+202F. */
export const NARROW_SPACE = '\u202f';

/** A figure and its unit stay on one line, in a sentence that was written with an ordinary space. */
export const keepUnits = (text: string): string =>
  text.replace(/(\d) (?=%|(?:µs|ms|s|min|h)(?![a-z]))/g, `$1${NARROW_SPACE}`);

/** Far below all that is counted or timed here. */
const RESIDUE = 1e-9;

const cache = new Map<Language, Format>();

export function formats(language: Language): Format {
  let format = cache.get(language);
  if (!format) {
    format = makeFormat(language);
    cache.set(language, format);
  }
  return format;
}

interface UnitWords {
  readonly µs: string;
  readonly ms: string;
  readonly s: string;
  readonly min: string;
  readonly h: string;
  /** Between a figure and its unit. */
  readonly gap: string;
  readonly percent: string;
  readonly points: string;
}

const unitWords: Record<Language, UnitWords> = {
  en: {
    µs: 'µs',
    ms: 'ms',
    s: 's',
    min: 'min',
    h: 'h',
    gap: NARROW_SPACE,
    percent: `${NARROW_SPACE}%`,
    points: `${NARROW_SPACE}pp`,
  },
  // As Korean engineers write them, in sentences and beside axes alike: signs below a second, words from there on, and
  // nothing between them and their figure.
  ko: {
    µs: 'µs',
    ms: 'ms',
    s: '초',
    min: '분',
    h: '시간',
    gap: '',
    percent: '%',
    points: '%p',
  },
};

function makeFormat(language: Language): Format {
  const units = unitWords[language];
  const locale = language === 'ko' ? 'ko-KR' : 'en-US';
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const figures = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  // British lists have no comma before "and".
  const lists = new Intl.ListFormat(language === 'ko' ? 'ko-KR' : 'en-GB', { type: 'conjunction' });

  /** Three figures, whole from 100 on. */
  const plain = (value: number): string =>
    Math.abs(value) >= 99.95 ? whole.format(value) : figures.format(value);

  const number = (value: number): string => {
    if (!Number.isFinite(value)) return value > 0 ? '∞' : '–';
    const size = Math.abs(value);
    // What differences of sums leave where nothing is left.
    if (size < RESIDUE) return '0';
    if (size < 99_999.5) return plain(value);
    if (size < 999_500) return `${figures.format(value / 1000)}k`;
    if (size < 999_500_000) return `${figures.format(value / 1e6)}M`;
    return `${figures.format(value / 1e9)}G`;
  };

  const unit = (name: 'ms' | 's' | 'min' | 'h', value: string) =>
    `${value}${units.gap}${units[name]}`;

  const longDuration = (ms: number): string => {
    const seconds = Math.round(ms / 1000);
    const h = Math.floor(seconds / 3600);
    const min = Math.floor((seconds % 3600) / 60);
    const s = seconds % 60;
    const parts = h > 0 ? [h && unit('h', number(h)), min && unit('min', `${min}`)] : [];
    if (h === 0) parts.push(unit('min', `${min}`), s && unit('s', `${s}`));
    return parts.filter(Boolean).join(' ');
  };

  const durationParts = (ms: number): Quantity => {
    if (!Number.isFinite(ms)) return { value: number(ms), unit: '' };
    if (ms === 0) return { value: '0', unit: units.ms };
    if (ms < 0.09995) return { value: figures.format(ms * 1000), unit: units.µs };
    if (ms < 999.5) return { value: figures.format(ms), unit: units.ms };
    if (ms < 59_995) return { value: figures.format(ms / 1000), unit: units.s };
    return { value: longDuration(ms), unit: '' };
  };

  const quantity = ({ value, unit }: Quantity): string =>
    value === '' || unit === '' ? value + unit : `${value}${units.gap}${unit}`;
  const duration = (ms: number): string => quantity(durationParts(ms));

  // `100 s` is shorter than `1 min 40 s`.
  const durationTick = (ms: number): string =>
    ms >= 60_000 && Number.isInteger(Math.log10(ms)) ? unit('s', number(ms / 1000)) : duration(ms);

  return {
    language,
    number,
    count: (value) => whole.format(value),
    ratio: (value) => `${percentFigure(value)}${units.percent}`,
    points: (ratio) => `${number(ratio * 100)}${units.points}`,
    percent: (value, decimals = value >= 0.0995 ? 0 : 1) => percentFigure(value, decimals),
    perSecond: `/${units.s}`,
    rate: (perSec) => `${number(perSec)}${units.gap}/${units.s}`,
    quantity,
    duration,
    durationTick,
    durationParts,
    durationUnit: (name) => units[name],
    time: (ms) => clock(ms, true),
    shortTime: (ms) => clock(ms, false),
    list: (items) => lists.format(items),
  };
}

/** Percent of a ratio. A share short of all never reads 100, one above none never reads 0. */
function percentFigure(ratio: number, decimals = Math.abs(ratio) < 0.0995 ? 2 : 1): string {
  if (!Number.isFinite(ratio)) return '–';
  if (ratio === 0 || ratio === 1) return String(ratio * 100);
  const step = 10 ** -decimals;
  const rounded = Number((ratio * 100).toFixed(decimals));
  if (ratio > 0 && rounded === 0) return `<${step}`;
  if (ratio < 1 && rounded >= 100) return decimals === 0 ? '99' : percentNear(ratio);
  return (decimals > 0 && Math.abs(rounded) >= 10) || decimals === 0
    ? rounded.toFixed(decimals)
    : String(rounded);
}

/** 99.95 % and above: as many nines as it takes, up to five. */
function percentNear(ratio: number): string {
  for (const decimals of [2, 3]) {
    const rounded = (ratio * 100).toFixed(decimals);
    if (Number(rounded) < 100) return rounded;
  }
  return '99.999';
}

function clock(ms: number, padded: boolean): string {
  const total = Math.max(0, cutMs(ms));
  const thousandths = String(total % 1000).padStart(3, '0');
  const s = Math.floor(total / 1000) % 60;
  const min = Math.floor(total / 60_000) % 60;
  const h = Math.floor(total / 3_600_000);
  const pad = (value: number) => String(value).padStart(2, '0');
  if (h > 0) return `${h}:${pad(min)}:${pad(s)}.${thousandths}`;
  if (padded || min > 0) return `${pad(min)}:${pad(s)}.${thousandths}`;
  return `${s}.${thousandths}`;
}
