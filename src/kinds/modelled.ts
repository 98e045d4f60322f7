import type { Language } from '../base/language.ts';

/** What a part of the simulator does and what it leaves out, sentence by sentence, in one language. */
export interface ModelledWords {
  readonly models: readonly string[];
  readonly leavesOut: readonly string[];
}

/**
 * Both languages in full, so that a missing one does not compile. Defaults and their sources are not said here: the
 * schemas say them, and the page makes its table from those.
 */
export interface Modelled extends Readonly<Record<Language, ModelledWords>> {
  /** Where the behaviour comes from: papers and products, by the names they have everywhere. */
  readonly sources: readonly string[];
}
