/**
 * Packing and unpacking with the platform's own deflate. The pure half is compiled without the page's types, so the
 * few that are needed are declared here; browsers since 2023 and Node 20.12 have the globals themselves.
 */

interface ByteStream {
  readonly writable: { getWriter(): ByteWriter };
  readonly readable: { getReader(): ByteReader };
}

interface ByteWriter {
  readonly ready: Promise<unknown>;
  write(bytes: Uint8Array): Promise<unknown>;
  close(): Promise<unknown>;
  abort(): Promise<unknown>;
}

interface ByteReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array | undefined }>;
  cancel(): Promise<unknown>;
}

declare const CompressionStream: new (format: 'deflate-raw') => ByteStream;
declare const DecompressionStream: new (format: 'deflate-raw') => ByteStream;
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare const TextDecoder: new (
  label: 'utf-8',
  options: { readonly fatal: true },
) => { decode(bytes: Uint8Array): string };

/**
 * Bytes handed over at a time. Deflate unpacks to at most 1,032 times its size, and a browser may unpack a whole piece
 * before we see any of it: 1 kB keeps a bomb to 1 MB beyond the limit.
 */
const PIECE_BYTES = 1024;

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Null where the bytes are not UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  const packed = await pump(new CompressionStream('deflate-raw'), bytes, Number.POSITIVE_INFINITY);
  if (packed === null) throw new Error('deflate: no limit, but it was reached');
  return packed;
}

export type Inflated =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: 'damaged' | 'tooLarge' };

export async function inflate(bytes: Uint8Array, limitBytes: number): Promise<Inflated> {
  try {
    const unpacked = await pump(new DecompressionStream('deflate-raw'), bytes, limitBytes);
    return unpacked ? { ok: true, bytes: unpacked } : { ok: false, reason: 'tooLarge' };
  } catch {
    return { ok: false, reason: 'damaged' };
  }
}

/** Everything that comes out, or null as soon as it is more than the limit. Rejects if the bytes are damaged. */
async function pump(
  stream: ByteStream,
  bytes: Uint8Array,
  limitBytes: number,
): Promise<Uint8Array | null> {
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  // What fails in writing also fails in reading, which is where it is answered.
  const writing = feed(writer, bytes).catch(() => {});
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done || !value) break;
    size += value.length;
    if (size > limitBytes) {
      await Promise.allSettled([reader.cancel(), writer.abort()]);
      return null;
    }
    parts.push(value);
  }
  await writing;
  return join(parts, size);
}

async function feed(writer: ByteWriter, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    await writer.ready;
    await writer.write(bytes.subarray(at, at + PIECE_BYTES));
  }
  await writer.close();
}

function join(parts: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
