/**
 * Text that changes in a frame has the browser lay out, paint and sort all of the page's layers again, 3 ms with a
 * hundred cards, however little it is. So those who write while playback runs do it together, in every other frame:
 * thirty times a second is more than anybody reads.
 */
let isOne = false;
let atMs: unknown = null;

/** Asked in every frame by those who have something to write; the same answer for all in a frame. */
export function isWritingFrame(): boolean {
  const nowMs = document.timeline?.currentTime;
  if (nowMs !== atMs || nowMs === undefined) {
    atMs = nowMs;
    isOne = !isOne;
  }
  return isOne;
}
