/** The kinds that can be opened, and what their policies are called. */
import type { Language } from '../../base/language.ts';
import { kindViews } from '../../kinds/views.ts';
import type { KeyedKind } from '../../scenario/keyed-nodes.ts';
import type { ScenarioNode } from '../../scenario/schema.ts';
import type { PolicyName } from '../../stores/opened-cache.ts';

export type CacheNode = Extract<ScenarioNode, { kind: KeyedKind }>;

/** The cache's own words name the policies; a CDN's are the same. */
export function policyLabel(policy: PolicyName, language: Language): string {
  return kindViews.cache.words[language].options[`policy.${policy}`] ?? policy;
}
