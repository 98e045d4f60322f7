/**
 * A share of a width in steps of half a pixel. What crosses the page in minutes would otherwise be moved in every frame
 * by a twentieth of a pixel, which nobody sees and which costs the browser another look at all its layers.
 */
export function toHalfPixels(share: number, widthPx: number): number {
  return widthPx > 0 ? Math.round(share * widthPx * 2) / (widthPx * 2) : share;
}
