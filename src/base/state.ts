/**
 * Copying, restoring and hashing plain state: numbers, strings, booleans, null, typed arrays, arrays and plain objects
 * of those. Everything that changes during a run is made of these, so a checkpoint is one call.
 */
import { assert } from './assert.ts';
import { highWord, lowWord } from './math.ts';

type TypedArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

type Dictionary = Record<string, unknown>;

function isTypedArray(value: object): value is TypedArray {
  return ArrayBuffer.isView(value);
}

/** A deep copy that shares nothing with the original. */
export function copyState<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (isTypedArray(value)) return value.slice();
  if (Array.isArray(value)) return value.map(copy);
  const from = value as Dictionary;
  const to: Dictionary = {};
  for (const key of Object.keys(from)) to[key] = copy(from[key]);
  return to;
}

/**
 * Puts a copy back *into* the live state: objects keep their identity, because behaviour holds on to them.
 * Typed arrays that have grown since are replaced by ones of the copy's length.
 */
export function restoreState<T extends object>(live: T, saved: T): void {
  const into = live as Dictionary;
  const from = saved as Dictionary;
  for (const key of Object.keys(into)) if (!(key in from)) delete into[key];
  for (const key of Object.keys(from)) into[key] = restored(into[key], from[key]);
}

function restored(live: unknown, saved: unknown): unknown {
  if (saved === null || typeof saved !== 'object') return saved;
  if (live === null || typeof live !== 'object') return copy(saved);
  if (isTypedArray(saved)) {
    if (isTypedArray(live) && live.length === saved.length) {
      live.set(saved);
      return live;
    }
    return saved.slice();
  }
  if (Array.isArray(saved)) {
    assert(Array.isArray(live), 'state changed its shape between checkpoint and restore');
    live.length = saved.length;
    for (let i = 0; i < saved.length; i++) live[i] = restored(live[i], saved[i]);
    return live;
  }
  restoreState(live, saved);
  return live;
}

/** 32 bits that differ, almost surely, whenever two states differ. Keys count in sorted order. */
export function hashState(value: unknown): number {
  return fold(0x2545f491, value) >>> 0;
}

function mix(h: number, word: number): number {
  h = Math.imul(h ^ word, 0x9e3779b1);
  return (h << 13) | (h >>> 19);
}

/** A state is megabytes of these: no call and no number but small integers for each, and one kind of array alone. */
function foldWords(start: number, words: Int32Array): number {
  let h = start;
  for (let i = 0; i < words.length; i++) {
    h = Math.imul(h ^ words[i]!, 0x9e3779b1);
    h = (h << 13) | (h >>> 19);
  }
  return mix(h, words.length);
}

/** Fractions as their bits; bytes and halves, of which there are few, as whole words. */
function wordsOf(array: TypedArray): Int32Array {
  return array.BYTES_PER_ELEMENT < 4
    ? Int32Array.from(array)
    : new Int32Array(array.buffer, array.byteOffset, array.byteLength / 4);
}

function fold(h: number, value: unknown): number {
  if (typeof value === 'number') return mix(mix(h, highWord(value)), lowWord(value));
  if (typeof value === 'string') {
    for (let i = 0; i < value.length; i++) h = mix(h, value.charCodeAt(i));
    return mix(h, value.length);
  }
  if (value === null || typeof value !== 'object') return mix(h, value ? 1 : 2);
  if (isTypedArray(value)) return foldWords(h, wordsOf(value));
  if (Array.isArray(value)) {
    for (const item of value) h = fold(h, item);
    return mix(h, value.length);
  }
  const object = value as Dictionary;
  for (const key of Object.keys(object).sort()) h = fold(fold(h, key), object[key]);
  return h;
}
