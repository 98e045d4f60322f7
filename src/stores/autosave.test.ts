import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { added } from '../../tests/support/drawing.ts';
import { type Autosave, type Storage, startAutosave } from './autosave.ts';
import { documentStore, openFile, setScenario, undo } from './document.ts';

const name = () => documentStore.getState().scenario.name;
const named = (text: string) => ({ version: 1 as const, name: text, nodes: [] });

function memory(content: Record<string, string> = {}): Storage {
  const kept = new Map(Object.entries(content));
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}

let running: Autosave[] = [];
function start(storage: Storage, onFailure: (reason: string) => void = () => {}): Autosave {
  const autosave = startAutosave(storage, onFailure);
  running.push(autosave);
  return autosave;
}

beforeEach(() => {
  vi.useFakeTimers();
  openFile(named('First view'), { isOwn: false, recorded: 'never' });
});
afterEach(() => {
  for (const autosave of running) autosave.stop();
  running = [];
  vi.useRealTimers();
});

describe('autosave', () => {
  it('writes a moment after the last change and restores it at the next start', () => {
    const storage = memory();
    start(storage);
    setScenario({ name: 'Mine' });
    expect(documentStore.getState().savedAt).toBeNull();
    vi.advanceTimersByTime(1000);
    expect(documentStore.getState().savedAt).not.toBeNull();
    running.pop()?.stop();

    openFile(named('First view'), { isOwn: false, recorded: 'never' });
    expect(start(storage).restored?.name).toBe('Mine');
    expect(name()).toBe('Mine');
  });

  it('tells once, at a later start, that other work is kept', () => {
    const storage = memory();
    const first = start(storage);
    expect(first.untold()).toBeNull();
    setScenario({ name: 'Mine' });
    first.flush();
    openFile(named('A link'), { isOwn: false, recorded: 'never' });
    setScenario({ name: 'A link of mine' });
    first.flush();
    running.pop()?.stop();

    openFile(named('First view'), { isOwn: false, recorded: 'never' });
    const second = start(storage);
    expect(name()).toBe('A link of mine');
    expect(second.untold()?.name).toBe('Mine');
    expect(second.untold()).toBeNull();
    second.goBack();
    expect(name()).toBe('Mine');
    running.pop()?.stop();
    expect(start(storage).untold()).toBeNull();
  });

  it('does not write what was only opened', () => {
    const storage = memory();
    const autosave = start(storage);
    setScenario({ name: 'Mine' });
    autosave.flush();
    openFile(named('A link'), { isOwn: false, recorded: 'never' });
    vi.advanceTimersByTime(1000);
    expect(autosave.earlier()?.name).toBe('Mine');
    autosave.goBack();
    expect(name()).toBe('Mine');
  });

  it('keeps the earlier work when what was opened is changed', () => {
    const storage = memory();
    const autosave = start(storage);
    setScenario({ name: 'Mine' });
    autosave.flush();
    openFile(named('A link'), { isOwn: false, recorded: 'never' });
    added('cache', { x: 0, y: 0 });
    vi.advanceTimersByTime(1000);
    expect(autosave.earlier()?.name).toBe('Mine');
    autosave.goBack();
    expect(name()).toBe('Mine');
    vi.advanceTimersByTime(1000);
    // The changed link is now what can be gone back to.
    expect(autosave.earlier()?.name).toBe('A link');
  });

  it('keeps what undo leads back to, not what was undone', () => {
    const storage = memory();
    start(storage);
    openFile(named('An example'), { isOwn: false });
    setScenario({ name: 'Changed' });
    vi.advanceTimersByTime(1000);
    undo();
    vi.advanceTimersByTime(1000);
    expect(storage.getItem('spillway.work.1')).toContain('An example');
  });

  it('keeps both works when an example is looked at and left again', () => {
    const autosave = start(memory());
    setScenario({ name: 'First' });
    autosave.flush();
    openFile(named('Second'));
    vi.advanceTimersByTime(1000);
    openFile(named('An example'), { isOwn: false });
    autosave.goBack();
    expect(name()).toBe('Second');
    vi.advanceTimersByTime(1000);
    expect(autosave.earlier()?.name).toBe('First');
  });

  it('goes on with its work when a link to that very work is edited', () => {
    const storage = memory();
    const autosave = start(storage);
    setScenario({ name: 'First' });
    autosave.flush();
    openFile(named('Second'));
    vi.advanceTimersByTime(1000);
    openFile(named('Second'), { isOwn: false, recorded: 'never' });
    added('cache', { x: 0, y: 0 });
    vi.advanceTimersByTime(1000);
    expect(storage.getItem('spillway.work.1')).toContain('cache');
    expect(autosave.earlier()?.name).toBe('First');
  });

  it('keeps what another tab has written meanwhile', () => {
    const storage = memory();
    const autosave = start(storage);
    setScenario({ name: 'Mine' });
    autosave.flush();
    storage.setItem('spillway.work.1', JSON.stringify(named('Of the other tab')));
    setScenario({ name: 'Mine, changed' });
    vi.advanceTimersByTime(1000);
    expect(storage.getItem('spillway.work.1')).toContain('Mine, changed');
    expect(autosave.earlier()?.name).toBe('Of the other tab');
  });

  it('says when there is no room, and leaves what it cannot read alone', () => {
    const failures: string[] = [];
    const full: Storage = {
      getItem: () => null,
      setItem: () => {
        throw new Error('quota');
      },
    };
    start(full, (reason) => failures.push(reason));
    setScenario({ name: 'Mine' });
    vi.advanceTimersByTime(1000);
    expect(documentStore.getState().savedAt).toBeNull();
    start(memory({ 'spillway.work.1': '{"version":7}' }), (reason) => failures.push(reason));
    expect(failures).toEqual(['full', 'unreadable']);
  });
});
