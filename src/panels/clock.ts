/** The cursor as digits: thousandths of a second, and microseconds in slow motion, where thousandths stand still. */
import { type Format, NARROW_SPACE } from '../i18n/format.ts';

/** From this speed downwards a microsecond lasts long enough to be read. */
export const MICROSECONDS_FROM = 0.01;

export function clockText(cursorNs: number, speed: number, format: Format): string {
  const micros = Math.floor(cursorNs / 1000);
  // Cut, not rounded: a clock does not show a moment that has not come.
  const whole = format.time(Math.floor(micros / 1000));
  if (speed > MICROSECONDS_FROM) return whole;
  return `${whole}${NARROW_SPACE}${String(micros % 1000).padStart(3, '0')}`;
}

export function speedText(speed: number, format: Format): string {
  const times = speed < 0.5 ? `1/${Math.round(1 / speed)}` : format.number(speed);
  return `${times}${NARROW_SPACE}×`;
}
