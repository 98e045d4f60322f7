/**
 * Words that the first view does without. In development and in tests every word is there from the start and there is
 * nothing to load; the build splits the tables and puts a file of its own here (split-words.plugin.ts).
 */

/** English that the inspector and the dialogs show; they wait for it. */
export async function loadRest(): Promise<void> {}

/** Whether it has come. */
export function hasRest(): boolean {
  return true;
}

/** Tells when it has come: what was drawn without it is drawn again. */
export function onRest(_listener: () => void): void {}

/** English sentences of what happened. */
export async function loadTold(): Promise<void> {}

/** Whether they have come. */
export function hasTold(): boolean {
  return true;
}

/** The kinds' words in Korean. */
export async function loadKindsInKorean(): Promise<void> {}
