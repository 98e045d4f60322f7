/** Nodes that keep keys in an eviction order: they can be looked into and emptied, and their level is room taken. */
import type { Kind } from '../kinds/schemas.ts';

export type KeyedKind = 'cache' | 'cdn';

export function hasKeys<N extends { readonly kind: Kind }>(
  node: N,
): node is N & { readonly kind: KeyedKind } {
  return node.kind === 'cache' || node.kind === 'cdn';
}
