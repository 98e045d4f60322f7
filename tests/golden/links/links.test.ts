/**
 * Links that people may have kept. Each `.link` was written by the version in its name and must open for ever, as the
 * scenario in the `.json` beside it. Never edit one; a new version adds its own.
 */
import { readdirSync, readFileSync } from 'node:fs';
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
    expect(result.ok && result.atMs).toBe(name.includes('-at-') ? 23_412 : null);
  });
});
