/**
 * The user's own work, kept in the browser: written a moment after each change, read at the start. What was opened and
 * not changed (a link, an example) is not written, so opening one never overwrites the work; once it is changed, the
 * earlier work moves to a second slot and can still be gone back to. So does what another tab has written meanwhile.
 */

import { checkScenario } from '../scenario/check.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import { documentStore, markSaved, openFile } from './document.ts';
import { sameValue } from './sparse.ts';

/** The version is that of the slot, not of the scenario, which carries its own. */
const WORK_KEY = 'spillway.work.1';
const EARLIER_KEY = 'spillway.earlier.1';
/** Set from when work has moved to the second slot until somebody has been told so at a start. */
const UNTOLD_KEY = 'spillway.untold.1';

/** After the last change: long enough to let a drag end, short enough to survive an impatient reload. */
const DELAY_MS = 400;

export type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem'>;

export interface Kept {
  readonly name: string;
  readonly file: ScenarioFile;
}

export interface Autosave {
  /** The work of last time, null where there is none that can be read. */
  readonly restored: Kept | null;
  /** Work that is kept while something else is shown: null when what is shown is the work. */
  earlier(): Kept | null;
  /** The earlier work, at the first start after other work has taken its place; from then on null. */
  untold(): Kept | null;
  /** Shows that work again. */
  goBack(): void;
  /** Writes what is waiting, at once. */
  flush(): void;
  stop(): void;
}

export function startAutosave(
  storage: Storage,
  onFailure: (reason: 'full' | 'unreadable') => void,
): Autosave {
  /** The work of this tab that it last wrote to the first slot, and the text of it. */
  let slotWork: number | null = null;
  let slotText: string | null = null;
  /** What the shown work was when it was opened, or come back to by undo. */
  let begun = documentStore.getState().file;
  let written: ScenarioFile | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const restored = readSlot(storage, WORK_KEY);
  if (restored) {
    openFile(restored.file, { recorded: 'never' });
    slotWork = documentStore.getState().work;
    written = begun = documentStore.getState().file;
    slotText = storage.getItem(WORK_KEY);
    markSaved(written, Date.now());
  } else if (hasText(storage, WORK_KEY)) {
    onFailure('unreadable');
  }

  function save(): void {
    timer = null;
    const { file, work, isOwn } = documentStore.getState();
    // Undone to the very beginning it is nobody's own again, but the slot must not keep what was undone.
    if (!isOwn && work !== slotWork) return;
    if (file !== written) {
      try {
        const found = storage.getItem(WORK_KEY);
        const isOurs = work === slotWork && found === slotText;
        if (found !== null && !isOurs && !sameValue(readSlot(storage, WORK_KEY)?.file, begun)) {
          storage.setItem(EARLIER_KEY, found);
          storage.setItem(UNTOLD_KEY, 'yes');
        }
        const text = JSON.stringify(file);
        storage.setItem(WORK_KEY, text);
        slotText = text;
      } catch {
        onFailure('full');
        return;
      }
    }
    slotWork = work;
    written = file;
    markSaved(file, Date.now());
  }

  const unsubscribe = documentStore.subscribe((state, before) => {
    if (state.file === before.file) return;
    if (state.work !== before.work) begun = state.file;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(save, DELAY_MS);
  });

  const autosave: Autosave = {
    restored,
    earlier() {
      const { isOwn, work } = documentStore.getState();
      const isShown = isOwn || work === slotWork;
      return readSlot(storage, isShown ? EARLIER_KEY : WORK_KEY);
    },
    untold() {
      if (restored === null || storage.getItem(UNTOLD_KEY) !== 'yes') return null;
      try {
        storage.setItem(UNTOLD_KEY, '');
      } catch {
        // Told once more, then.
      }
      return readSlot(storage, EARLIER_KEY);
    },
    goBack() {
      autosave.flush();
      const kept = autosave.earlier();
      if (kept) openFile(kept.file);
    },
    flush() {
      if (timer === null) return;
      clearTimeout(timer);
      save();
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      unsubscribe();
    },
  };
  return autosave;
}

function readSlot(storage: Storage, key: string): Kept | null {
  const text = storage.getItem(key);
  if (text === null) return null;
  const read = checkScenario(plainJson(text));
  return read.ok ? { name: read.scenario.name, file: read.file } : null;
}

/** What this page wrote needs no telling where it is wrong. */
function plainJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hasText(storage: Storage, key: string): boolean {
  return storage.getItem(key) !== null;
}
