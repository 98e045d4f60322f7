/** The table of kinds for the page: what each looks like. A kind without a row here does not compile. */
import type { LucideIcon } from 'lucide-react';
import type { z } from 'zod/mini';
import { dictionary } from '../i18n/dictionary.ts';
import type { Format } from '../i18n/format.ts';
import { cacheView } from './cache/view.tsx';
import { cacheWords } from './cache/words.ts';
import { cdnView } from './cdn/view.tsx';
import { cdnWords } from './cdn/words.ts';
import { clientView } from './client/view.tsx';
import { clientWords } from './client/words.ts';
import { databaseView } from './database/view.tsx';
import { databaseWords } from './database/words.ts';
import { dnsView } from './dns/view.tsx';
import { dnsWords } from './dns/words.ts';
import { externalApiView } from './external-api/view.tsx';
import { externalApiWords } from './external-api/words.ts';
import { loadBalancerView } from './load-balancer/view.tsx';
import { loadBalancerWords } from './load-balancer/words.ts';
import { objectStoreView } from './object-store/view.tsx';
import { objectStoreWords } from './object-store/words.ts';
import { queueView } from './queue/view.tsx';
import { queueWords } from './queue/words.ts';
import { rateLimiterView } from './rate-limiter/view.tsx';
import { rateLimiterWords } from './rate-limiter/words.ts';
import type { Kind, kindSchemas } from './schemas.ts';
import { shardRouterView } from './shard-router/view.tsx';
import { shardRouterWords } from './shard-router/words.ts';
import {
  type Face,
  type InstanceState,
  instancesUp,
  type KindGroup,
  type NodeFigures,
  type Tag,
} from './view.ts';
import { webServerView } from './web-server/view.tsx';
import { webServerWords } from './web-server/words.ts';
import type { WordsOf } from './words.ts';
import { workerView } from './worker/view.tsx';
import { workerWords } from './worker/words.ts';

export type { Face, KindGroup, NodeFigures } from './view.ts';
export type { FieldWords, KindWords, WordsOf } from './words.ts';

export type ParamsOf<K extends Kind> = z.output<(typeof kindSchemas)[K]>;

export interface KindView<K extends Kind = Kind> {
  readonly icon: LucideIcon;
  readonly words: WordsOf;
  readonly group: KindGroup;
  /** Pressed on the canvas, it adds one. */
  readonly key: string;
  /** Plain data in, plain data out. */
  face(now: NodeFigures, params: ParamsOf<K>, format: Format): Face;
  /** For the card's corner, while nothing is happening to it: what the kind is set to, or what its instances become. */
  tag?(params: ParamsOf<K>, format: Format, instances: readonly InstanceState[]): string | Tag;
}

export const kindViews: { readonly [K in Kind]: KindView<K> } = {
  client: { ...clientView, words: clientWords },
  dns: { ...dnsView, words: dnsWords },
  cdn: { ...cdnView, words: cdnWords },
  rateLimiter: { ...rateLimiterView, words: rateLimiterWords },
  loadBalancer: { ...loadBalancerView, words: loadBalancerWords },
  webServer: { ...webServerView, words: webServerWords },
  cache: { ...cacheView, words: cacheWords },
  database: { ...databaseView, words: databaseWords },
  shardRouter: { ...shardRouterView, words: shardRouterWords },
  queue: { ...queueView, words: queueWords },
  worker: { ...workerView, words: workerWords },
  objectStore: { ...objectStoreView, words: objectStoreWords },
  externalApi: { ...externalApiView, words: externalApiWords },
};

export const kindGroups: readonly KindGroup[] = ['traffic', 'serve', 'keep', 'bought'];

/** As the card shows it. */
export interface ShownFace extends Face {
  readonly isFailing: boolean;
}

/** Less is nothing that a card could count. */
const FAILING_PER_SEC = 0.5;

/** The face as it is shown, of a node whose kind is known only at run time: the table's type ties kind and params together. */
export function faceOf<K extends Kind>(
  node: { readonly kind: K; readonly params: ParamsOf<K> },
  now: NodeFigures,
  format: Format,
): ShownFace {
  return withFailures(kindViews[node.kind].face(now, node.params, format), now, format);
}

/** What stands in the corner of a node whose kind is known only at run time; may be empty. */
export function tagOf<K extends Kind>(
  node: { readonly kind: K; readonly params: ParamsOf<K> },
  instances: readonly InstanceState[],
  format: Format,
): Tag {
  const tag = kindViews[node.kind].tag?.(node.params, format, instances) ?? '';
  return typeof tag === 'string' ? { text: tag, isChange: false } : tag;
}

/** Of what is down the failures are the one number that matters; of what still answers they take the line below. */
function withFailures(face: Face, now: NodeFigures, format: Format): ShownFace {
  const perSec = face.failingPerSec ?? now.failedPerSec;
  if (!now.hasData || perSec < FAILING_PER_SEC) return { ...face, isFailing: false };
  const { failing } = dictionary(format.language).status;
  return isDown(now)
    ? {
        ...face,
        value: format.number(perSec),
        unit: `${format.perSecond} ${failing}`,
        isFailing: true,
      }
    : { ...face, sub: `${format.rate(perSec)} ${failing}`, isFailing: true };
}

/** None of its instances serves, and one at least because it is down. */
function isDown(now: NodeFigures): boolean {
  return instancesUp(now) === 0 && now.instances.includes('down');
}
