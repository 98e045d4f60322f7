/** The document as a link or a file, and back. */
import type { TextProblem } from '../base/text-problems.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import type { LinkOptions, LinkRefusal, linkWarnings } from '../share/link.ts';
import type { LinkSettings, SettingsResult } from '../share/settings.ts';
import type { LinkView } from '../share/view.ts';
import { wantSight } from './canvas-commands.ts';
import { documentStore, openFile } from './document.ts';

export type { LinkOptions };

export interface MadeLink {
  readonly url: string;
  readonly length: number;
  readonly warning: keyof typeof linkWarnings | null;
}

/** `page` is the address without its hash. */
export async function makeLink(
  file: ScenarioFile,
  page: string,
  options: LinkOptions = {},
): Promise<MadeLink> {
  const { encodeLink, linkLength, linkWarning } = await loadLinks();
  const fragment = await encodeLink(file, options);
  const length = linkLength(fragment, page);
  return { url: `${page}#${fragment}`, length, warning: linkWarning(length) };
}

interface Asked {
  readonly settings: LinkSettings;
  readonly view: LinkView;
}

export type Opened<More = unknown> =
  | ({ readonly ok: true; readonly name: string } & More)
  | Unopened;

/** Of a link: what it is refused for. Of a file, or of a scenario: the sentence. */
export type Unopened =
  | { readonly ok: false; readonly refusal: LinkRefusal }
  | { readonly ok: false; readonly said: TextProblem };

function unopened([issue]: readonly { readonly said: TextProblem }[]): Unopened {
  return { ok: false, said: issue?.said ?? { code: 'plainData', places: {} } };
}

/** Shows the scenario of a link. The user's own work stays saved, and is not what undo leads back to. */
export async function openLink(hash: string): Promise<Opened<Asked>> {
  const { readLink } = await import('../bridge/reading.ts');
  const read = await readLink(hash);
  if (!read.ok) return read;
  const { settings, view } = read;
  const isReadOnly = settings.isReadOnly || settings.isEmbedded;
  const { file, scenario } = read;
  const opened = openFile(file, { scenario, isOwn: false, isReadOnly, recorded: 'never' });
  if (!opened.ok) return unopened(opened.issues);
  // Before the canvas has shown the document, which it would show whole.
  if (view.sight) wantSight(view.sight);
  return { ok: true, name: read.scenario.name, settings, view };
}

/** What an address asks for that names an example or nothing; null where it asks for nothing, as most do. */
export async function addressSettings(address: {
  readonly hash: string;
  readonly search: string;
}): Promise<SettingsResult | null> {
  const isPlain = !/[#?&](embed|readonly|autoplay|t)=/.test(address.search + address.hash);
  if (isPlain) return null;
  return (await loadLinks()).settingsOf(address);
}

/** Most visits have no link to read or to make. */
const loadLinks = () => import('../share/link.ts');

export function isLinkHash(hash: string): boolean {
  return /[#&]s=/.test(hash);
}

/** Shows the scenario of a JSON file, as the user's own work. */
export async function openText(text: string): Promise<Opened> {
  const { readScenarioText } = await import('../bridge/reading.ts');
  const read = await readScenarioText(text);
  if (!read.ok) return unopened(read.issues);
  openFile(read.file, { scenario: read.scenario });
  return { ok: true, name: read.scenario.name };
}

export function fileText(): string {
  return `${JSON.stringify(documentStore.getState().file, null, 2)}\n`;
}

/** `Blog behind a cache` → `blog-behind-a-cache.json`. */
export function fileName(name: string, ending = 'json'): string {
  const stem = name
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return `${stem || 'scenario'}.${ending}`;
}
