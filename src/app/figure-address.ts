/** Whether the address asks for a figure; known before anything is loaded, because a figure touches no work. */
export function isFigureAddress(): boolean {
  return /[#?&]embed=1(?:&|#|$)/.test(location.search + location.hash);
}
