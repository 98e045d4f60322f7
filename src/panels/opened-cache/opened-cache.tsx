/**
 * A cache, opened: its keys in the policy's own order at the cursor, step by step in slow motion and in sums at speed;
 * how often it hits, beside the best possible and theory; and another policy on the same accesses. It stands over the
 * canvas and leaves the time bar free, for one plays and steps while looking.
 */
import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { kindViews } from '../../kinds/views.ts';
import { hasKeys } from '../../scenario/keyed-nodes.ts';
import { useDocument } from '../../stores/hooks.ts';
import { follow, openCacheOf, openedCacheStore, showStore } from '../../stores/opened-cache.ts';
import { useFrame } from '../../stores/run-hooks.ts';
import { openCache } from '../../stores/session.ts';
import { IconButton } from '../../ui/button.tsx';
import { SelectField } from '../../ui/field.tsx';
import { LookBoundary } from '../look-failed.tsx';
import { type CacheNode, policyLabel } from './cache-node.ts';
import { Compare } from './compare.tsx';
import { HitRatio } from './hit-ratio.tsx';
import { Inside } from './inside.tsx';
import { Sums } from './sums.tsx';
import { Unread } from './unread.tsx';
import './opened-cache.css';

export function OpenedCache({ id }: { readonly id: string }) {
  const node = useDocument(({ scenario }) =>
    scenario.nodes.find((each): each is CacheNode => each.id === id && hasKeys(each)),
  );
  // Deleted, or another document.
  const isGone = node === undefined;
  useEffect(() => {
    if (isGone) openCache(null);
  }, [isGone]);
  useEffect(() => openCacheOf(id), [id]);
  return node ? <Panel node={node} /> : null;
}

function Panel({ node }: { readonly node: CacheNode }) {
  const { t } = useTranslation();
  const panel = useRef<HTMLElement>(null);
  const name = node.label ?? node.id;
  const isUnread = useStore(openedCacheStore, ({ study }) => study?.lookUps === 0);
  useFrame((cursorNs) => follow(cursorNs, performance.now()));
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      // What had the focus on the drawing has lost it with the drawing.
      const isLost = before === null || before === document.body || !before.isConnected;
      const card = `.react-flow__node[data-id="${CSS.escape(node.id)}"]`;
      const place = isLost ? document.querySelector(card) : before;
      if (place instanceof HTMLElement) place.focus({ preventScroll: true });
    };
  }, [node.id]);
  return (
    <section
      ref={panel}
      className="opened-cache"
      aria-label={t('openedCache.label', { name })}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        openCache(null);
      }}
    >
      <Head node={node} name={name} />
      <div className="opened-cache-body scroll">
        <LookBoundary>
          <div className="opened-cache-now">
            <Inside node={node} />
            <Sums />
          </div>
          {isUnread ? (
            <Unread node={node} />
          ) : (
            <>
              <HitRatio />
              <Compare node={node} />
            </>
          )}
        </LookBoundary>
      </div>
    </section>
  );
}

function Head({ node, name }: { readonly node: CacheNode; readonly name: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const view = kindViews[node.kind];
  const store = useStore(openedCacheStore, (state) => state.store);
  const stores = node.kind === 'cdn' ? storesOf(node) : 1;
  // A place that has been taken out since cannot be looked into.
  useEffect(() => {
    if (store >= stores) showStore(stores - 1);
  }, [store, stores]);
  const Icon = view.icon;
  const policy = policyLabel(node.params.policy, format.language);
  return (
    <header>
      <Icon size={16} strokeWidth={1.8} aria-hidden />
      <h2>{name}</h2>
      <span className="opened-cache-what num">
        {t('openedCache.what', { policy, count: node.params.capacityKeys })}
      </span>
      {node.kind === 'cdn' ? (
        <SelectField
          label={t('openedCache.store')}
          value={String(store)}
          options={Array.from({ length: stores }, (_, option) => ({
            value: String(option),
            label:
              option < node.params.pops
                ? t('openedCache.pop', { number: option + 1 })
                : t('openedCache.shield'),
          }))}
          onChange={(value) => showStore(Number(value))}
        />
      ) : null}
      <span className="opened-cache-gap" />
      <IconButton label={t('openedCache.close')} keys="Esc" onClick={() => openCache(null)}>
        <X size={16} aria-hidden />
      </IconButton>
    </header>
  );
}

/** One for each point of presence, and the shield's. */
function storesOf({ params: { pops, shield } }: Extract<CacheNode, { kind: 'cdn' }>): number {
  return shield.enabled ? pops + 1 : pops;
}
