/** `Summary.stopped` of a run that somebody ended; the page has words of its own for it. */
export const BY_HAND = 'by hand';
