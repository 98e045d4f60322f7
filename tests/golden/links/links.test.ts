/**
 * Links that people may have kept. Each `.link` was written by the version in its name and must open for ever, as the
 * scenario in the `.json` beside it, with the moment in its name and what its `.look.json` says, if it has one. Never
 * edit one; whatever links learn to say adds its own.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeLink } from '../../../src/share/link.ts';

const folder = import.meta.dirname;
const links = readdirSync(folder).filter((name) => name.endsWith('.link'));

it('there are some', () => {
  expect(links).not.toEqual([]);
});

describe.each(links)('%s', (name) => {
  it('opens as it was', async () => {
    const result = await decodeLink(readFileSync(join(folder, name), 'utf8'));
    const kept = readFileSync(join(folder, name.replace(/\.link$/, '.json')), 'utf8');
    expect(result.ok ? result.file : result.message).toEqual(JSON.parse(kept));
    if (!result.ok) return;
    const { settings, view } = result;
    const look = join(folder, name.replace(/\.link$/, '.look.json'));
    expect({ settings, view }).toEqual(
      existsSync(look) ? JSON.parse(readFileSync(look, 'utf8')) : plain(name),
    );
  });
});

/** The first release knew no settings and no view, and kept the moment inside. */
const plain = (name: string) => ({
  settings: {
    isEmbedded: false,
    isReadOnly: false,
    isAutoplay: null,
    atMs: name.includes('-at-') ? 23_412 : null,
  },
  view: {},
});
