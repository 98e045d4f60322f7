/**
 * A scenario as a link, and back. The format is public and must open for ever: README.md beside this file has it.
 *
 * A link is untrusted: its length is bounded before it is unpacked, its bytes while it is unpacked, and what comes out
 * passes the same door as a file. Nothing here throws on a bad link; it says what is wrong.
 */
import { linkRefusals } from '../base/link-refusals.ts';
import type { Piece } from '../base/said.ts';
import { problemInEnglish, type TextProblemCode, textProblem } from '../base/text-problems.ts';
import { parseJsonText } from '../scenario/json-text.ts';
import { limits } from '../scenario/limits.ts';
import type { Scenario, ScenarioFile } from '../scenario/schema.ts';
import { validateScenario } from '../scenario/validate.ts';
import { fromBase64url, toBase64url } from './base64url.ts';
import { type LinkSettings, readSettings, writeSettings } from './settings.ts';
import { deflate, inflate, textOf, utf8 } from './streams.ts';
import { type LinkView, packView, unpackView } from './view.ts';

const LINK_VERSION = 1;

/** Longest link read back, in characters: a scenario of the largest size that does not compress at all fits. */
const LINK_LENGTH_MAX = 3_000_000;

/** Link lengths at which the page warns, in characters of the whole URL. */
export const linkWarnings = {
  /** Chat programs cut messages of this length: Discord at 2,000. */
  chat: 2000,
  /** Servers and older tools refuse URLs beyond about this: Apache and nginx accept 8 kB of a request line. */
  tools: 8000,
} as const;

export interface LinkOptions extends Partial<LinkSettings> {
  readonly view?: LinkView;
}

export type LinkResult =
  | {
      readonly ok: true;
      readonly file: ScenarioFile;
      readonly scenario: Scenario;
      readonly settings: LinkSettings;
      readonly view: LinkView;
    }
  /** `message` is one plain sentence in English; `refusal` is the same for who says it in another language. */
  | { readonly ok: false; readonly message: string; readonly refusal: LinkRefusal };

export interface LinkRefusal {
  readonly code: LinkRefusalCode;
  /** A limit, or what exactly is wrong; empty where the code says it all. */
  readonly detail: Piece<TextProblemCode>;
}

export type LinkRefusalCode = keyof typeof linkRefusals;

/** The hash fragment of a link, without its `#`: `s=…`, and its settings behind it. */
export async function encodeLink(
  file: ScenarioFile,
  { view = {}, ...settings }: LinkOptions = {},
): Promise<string> {
  // JSON leaves out what is undefined.
  const envelope = { v: LINK_VERSION, s: withWholePositions(file), w: packView(view) };
  const packed = toBase64url(await deflate(utf8(JSON.stringify(envelope))));
  return `s=${packed}${writeSettings(settings)}`;
}

/** Length of the whole URL, for the size meter. `page` is the address without its hash. */
export function linkLength(fragment: string, page: string): number {
  return page.length + '#'.length + fragment.length;
}

export function linkWarning(length: number): keyof typeof linkWarnings | null {
  if (length > linkWarnings.tools) return 'tools';
  return length > linkWarnings.chat ? 'chat' : null;
}

/**
 * Reads a fragment, with or without its `#`, or a whole URL. Other settings may stand beside `s=`. `mostBytes`: for who
 * has a reader for what unpacks to more.
 */
export async function decodeLink(
  hash: string,
  mostBytes: number = limits.bytes,
): Promise<LinkResult> {
  if (hash.length > LINK_LENGTH_MAX) {
    return refused('tooLong', `${LINK_LENGTH_MAX}`);
  }
  const parts = partsOf(hash);
  const packed = payloadOf(parts);
  if (packed === null) return refused('empty');
  const read = readSettings(parts);
  if (!read.ok) return refused('unknown', read.problem);
  const bytes = fromBase64url(packed);
  if (!bytes) return refused('cutShort');
  const unpacked = await inflate(bytes, mostBytes);
  if (!unpacked.ok && unpacked.reason === 'tooLarge') {
    return refused('tooMuch', `${limits.bytes}`);
  }
  const text = unpacked.ok ? textOf(unpacked.bytes) : null;
  if (text === null) return refused('packed');
  const json = parseJsonText(text);
  if (!json.ok) return refused('damaged', json.problem);
  return openEnvelope(json.value, read.settings);
}

/** The settings of an address that holds no scenario of its own: those of its query, then those of its hash. */
export function settingsOf({ hash, search }: { readonly hash: string; readonly search: string }) {
  return readSettings([...partsOf(hash), ...search.replace(/^\?/, '').split('&')]);
}

const refused = (code: LinkRefusalCode, detail: Piece<TextProblemCode> = ''): LinkResult => ({
  ok: false,
  // A function: what is wrong may hold a `$`.
  message: linkRefusals[code].replace('{detail}', () => problemInEnglish(detail)),
  refusal: { code, detail },
});

function partsOf(hash: string): readonly string[] {
  return hash
    .slice(hash.indexOf('#') + 1)
    .trim()
    .split('&');
}

function payloadOf(parts: readonly string[]): string | null {
  const setting = parts.find((part) => part.startsWith('s='));
  return setting === undefined || setting === 's=' ? null : setting.slice('s='.length);
}

function openEnvelope(value: unknown, settings: LinkSettings): LinkResult {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refused('damaged', textProblem('linkObject'));
  }
  const { v, s, t = null, w } = value as Readonly<Record<string, unknown>>;
  if (v !== LINK_VERSION) {
    const isNewer = typeof v === 'number' && v > LINK_VERSION;
    if (isNewer) return refused('newer');
    return refused('damaged', textProblem('linkVersion', { version: LINK_VERSION }));
  }
  if (t !== null && !(typeof t === 'number' && t >= 0)) {
    return refused('damaged', textProblem('linkTime'));
  }
  const read = unpackView(w);
  if (!read.ok) return refused('damaged', textProblem('linkView', { wanted: read.expected }));
  const result = validateScenario(s);
  if (!result.ok) return refused('notValid', result.issues[0]!.said);
  const { file, scenario } = result;
  // Links of the first release hold the moment inside; what stands beside the payload can be read and changed.
  return {
    ok: true,
    file,
    scenario,
    view: read.view,
    settings: { ...settings, atMs: settings.atMs ?? t },
  };
}

/** Nobody can see a tenth of a pixel, and it would cost ten characters a node. */
function withWholePositions(file: ScenarioFile): ScenarioFile {
  const nodes = file.nodes.map((node) => {
    if (!node.position) return node;
    const { x, y } = node.position;
    return { ...node, position: { x: Math.round(x), y: Math.round(y) } };
  });
  return { ...file, nodes };
}
