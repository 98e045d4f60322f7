/** The cursor as digits: thousandths of a second, and microseconds in slow motion, where thousandths stand still. */
import { type Format, NARROW_SPACE } from '../i18n/format.ts';

/** From this speed downwards a microsecond lasts long enough to be read. */
export const MICROSECONDS_FROM = 0.01;

export function clockText(cursorNs: number, speed: number, format: Format): string {
  const atNs = Math.round(cursorNs);
  const whole = format.time(atNs / 1e6);
  if (speed > MICROSECONDS_FROM) return whole;
  const micros = Math.floor(atNs / 1000);
  return `${whole}${NARROW_SPACE}${String(micros % 1000).padStart(3, '0')}`;
}

/** A moment that stands alone, at whatever speed: with microseconds where it has some. */
export function momentText(atNs: number, format: Format): string {
  return clockText(atNs, atNs % 1e6 === 0 ? 1 : MICROSECONDS_FROM, format);
}

export function speedText(speed: number, format: Format): string {
  const times = speed < 0.5 ? `1/${Math.round(1 / speed)}` : format.number(speed);
  return `${times}${NARROW_SPACE}×`;
}
