/** Where a word fits between the moments of an axis, so that it touches none of them. Pure; in pixels. */

/** A character of the axis is about so wide, and a word keeps so far from its neighbours. */
const CHARACTER_PX = 6.2;
const WIDE_PX = 10.5;
const APART_PX = 7;

export interface Written {
  readonly xPx: number;
  readonly text: string;
  /** It begins at its place instead of standing around it. */
  readonly isStart: boolean;
}

/** Where the word begins: in the first gap that holds it and in which most of it lies before `endPx`. Null: nowhere. */
export function placeBetween(
  word: string,
  moments: readonly Written[],
  { endPx, widthPx }: { readonly endPx: number; readonly widthPx: number },
): number | null {
  const wordPx = textPx(word);
  let fromPx = 0;
  for (const moment of [...moments, { xPx: widthPx, text: '', isStart: true }]) {
    const momentPx = textPx(moment.text);
    const beginsPx = moment.isStart ? moment.xPx : moment.xPx - momentPx / 2;
    const isBefore = fromPx + wordPx / 2 <= endPx;
    if (isBefore && fromPx + wordPx + APART_PX <= beginsPx) return fromPx;
    fromPx = Math.max(fromPx, beginsPx + momentPx + APART_PX);
  }
  return null;
}

/** Hangul is nearly as wide as it is high. */
function textPx(text: string): number {
  return [...text].reduce(
    (sum, character) => sum + (character > '\u1100' ? WIDE_PX : CHARACTER_PX),
    0,
  );
}
