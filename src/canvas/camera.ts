/** How long the camera takes to move: not at all for those who asked for less motion. */
export function calmDuration(): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 180;
}
