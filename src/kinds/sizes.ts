/** What a call weighs on the wire, by what it asks for: a value travels once, the other way goes a key or a word. */
import type { OperationInfo } from './kind.ts';
import { GET, PUBLISH, READ, REQUEST, SET, WRITE } from './kind.ts';

/** Of an operation that does not say. Chosen: a small form; a page of data. */
export const defaultSizes = { requestBytes: 1000, responseBytes: 10_000, content: 'json' } as const;

/** A key, a status, headers: chosen, as the headers of an HTTP call alone are 200 to 800 bytes. */
export const HEADER_BYTES = 200;

/** Bytes of the call itself. */
export function requestBytes(verb: number, operation: OperationInfo): number {
  switch (verb) {
    case REQUEST:
    case WRITE:
    case PUBLISH:
      return operation.requestBytes;
    case SET:
      return operation.type === 'write' ? operation.requestBytes : operation.responseBytes;
    default:
      return HEADER_BYTES;
  }
}

/** Bytes of the answer, as its server has them before any compression. */
export function answerBytes(verb: number, operation: OperationInfo): number {
  return verb === REQUEST || verb === GET || verb === READ ? operation.responseBytes : HEADER_BYTES;
}
