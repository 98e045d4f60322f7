/** The chapters of the page of what is modelled. */
import { kindViews } from '../../kinds/views.ts';
import type { Kind } from '../../scenario/editing.ts';

const others = ['edges', 'faults', 'engine', 'figures'] as const;

export type Topic = Kind | (typeof others)[number];

export const topics: { readonly kinds: readonly Kind[]; readonly others: typeof others } = {
  kinds: Object.keys(kindViews) as Kind[],
  others,
};

/** From an address or the session: whatever is unknown leads to the engine. */
export function topicOf(text: string): Topic {
  const all: readonly Topic[] = [...topics.kinds, ...others];
  return all.find((topic) => topic === text) ?? 'engine';
}
