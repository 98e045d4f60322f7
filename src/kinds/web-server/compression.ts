/**
 * Compression of answers: how much smaller they get and what processor time that takes, by payload and method.
 *
 * Models: the measured ratios and speeds of domain reference §9.4 (one core, Node 20), of JSON by its size as well, for a
 * short text has little to repeat; between the sizes measured a straight line in the logarithm.
 * Leaves out: the caller's unpacking (340 MB/s), and answers kept compressed.
 */
import { ln } from '../../base/math.ts';
import type { Content } from '../fields.ts';

export const compressions = ['none', 'gzip1', 'gzip6', 'brotli4', 'brotli5', 'brotli11'] as const;
export type Compression = (typeof compressions)[number];

type Method = Exclude<Compression, 'none'>;

/** Ratios of JSON at these sizes, bytes; below the first nothing is gained. */
const JSON_BYTES = [100, 300, 900, 7000, 73_000] as const;
const JSON_RATIOS: { readonly [M in Method]: readonly number[] } = {
  gzip1: [1, 1.3, 2, 3.1, 3.55],
  gzip6: [1, 1.27, 2.05, 3.4, 4.3],
  brotli4: [1, 1.33, 2.06, 3.4, 4.05],
  brotli5: [1, 1.4, 2.2, 3.6, 4.35],
  brotli11: [1, 1.4, 2.3, 3.8, 5.2],
};

/** The others, at the sizes measured (110 kB of text, photographs). */
const RATIOS: { readonly [C in Exclude<Content, 'json'>]: { readonly [M in Method]: number } } = {
  markdown: { gzip1: 2.8, gzip6: 3.2, brotli4: 3.2, brotli5: 3.4, brotli11: 3.8 },
  jpeg: { gzip1: 1, gzip6: 1.015, brotli4: 1.1, brotli5: 1.1, brotli11: 1.1 },
  png: { gzip1: 1.03, gzip6: 1.03, brotli4: 1.02, brotli5: 1.02, brotli11: 1.03 },
};

/** MB of payload a second on one core: the middle of the range measured. */
const SPEEDS: { readonly [M in Method]: number } = {
  gzip1: 87.5,
  gzip6: 27.5,
  brotli4: 50,
  brotli5: 22.5,
  brotli11: 0.5,
};

export interface Payload {
  readonly content: Content;
  readonly bytes: number;
}

/** What travels. */
export function compressedBytes(method: Compression, { content, bytes }: Payload): number {
  if (method === 'none') return bytes;
  const ratio = content === 'json' ? jsonRatio(method, bytes) : RATIOS[content][method];
  return bytes / ratio;
}

/** Processor time, milliseconds. */
export function compressionMs(method: Compression, { bytes }: Payload): number {
  return method === 'none' ? 0 : bytes / SPEEDS[method] / 1000;
}

function jsonRatio(method: Method, bytes: number): number {
  const ratios = JSON_RATIOS[method];
  const above = JSON_BYTES.findIndex((size) => size >= bytes);
  if (above === 0) return ratios[0]!;
  if (above < 0) return ratios.at(-1)!;
  const [low, high] = [JSON_BYTES[above - 1]!, JSON_BYTES[above]!];
  const share = ln(bytes / low) / ln(high / low);
  return ratios[above - 1]! + share * (ratios[above]! - ratios[above - 1]!);
}
