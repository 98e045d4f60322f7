/** A node's instances as dots that can be counted and clicked: up → crash it at the cursor, down → bring it back. */
import { Fragment } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { tellRefusal } from '../i18n/refused.ts';
import type { ScenarioNode } from '../scenario/schema.ts';
import { refuseEdit } from '../stores/document.ts';
import { crashInstance, cursorMs, restoreInstance } from '../stores/faults.ts';
import { useDocument } from '../stores/hooks.ts';
import type { NodeNow } from '../stores/now.ts';
import { select, setInspectorTab, showToast } from '../stores/session.ts';
import { showUndoToast } from '../stores/undo-toast.ts';

/** As many as fit beside a line of text; of more, one of each state and how many are like it. */
const DOTS_MAX = 5;

export function InstanceDots({
  node,
  states,
  active,
}: {
  readonly node: ScenarioNode;
  readonly states: NodeNow['instances'];
  /** Who of them has the address that they share. */
  readonly active?: number | undefined;
}) {
  const { t } = useTranslation();
  const name = node.label ?? node.id;
  const groups = groupsOf(states);
  return (
    <span className={`dots nodrag nopan ${states.length > 3 ? 'many' : ''}`}>
      {groups.map(({ instance, others }) => (
        <Fragment key={instance}>
          <InstanceDot
            node={node}
            instance={instance}
            instances={states.length}
            state={states[instance]!}
            isActive={instance === active}
          />
          {others > 0 ? (
            <button
              type="button"
              className="dot-more num"
              aria-label={`${name}: ${t('canvas.moreInstances', { count: others })}`}
              onClick={() => {
                select({ type: 'node', id: node.id });
                setInspectorTab('now');
              }}
            >
              +{others}
            </button>
          ) : null}
        </Fragment>
      ))}
    </span>
  );
}

export function InstanceDot({
  node,
  instance,
  instances,
  state,
  isActive = false,
}: {
  readonly node: ScenarioNode;
  readonly instance: number;
  readonly instances: number;
  readonly state: NodeNow['instances'][number];
  readonly isActive?: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const node_ = node.label ?? node.id;
  const own =
    instances > 1 ? t('canvas.instanceName', { name: node_, number: instance + 1 }) : node_;
  const name = isActive ? t('canvas.activeName', { name: own }) : own;
  const isDown = state === 'down';
  const isReadOnly = useDocument((state) => state.isReadOnly);
  const label = isReadOnly
    ? t(`readOnly.instance.${state}`, { name })
    : isDown
      ? t('shell.canvas.instanceRestore', { name })
      : t(`shell.canvas.instanceCrash.${state}`, { name });

  function onClick() {
    if (refuseEdit()) return;
    if (isDown && !restoreInstance(node.id, instance)) {
      showToast({ text: t('shell.canvas.cannotRestore', { name }) });
      return;
    }
    if (!isDown) {
      const crashed = crashInstance({ target: node.id, instance, instances });
      tellRefusal(crashed, showToast);
      if (!crashed.ok) return;
    }
    const time = format.time(cursorMs());
    showUndoToast(
      t(isDown ? 'shell.canvas.restoredNow' : 'shell.canvas.crashedNow', { name, time }),
      isDown ? 'good' : 'bad',
      t('shell.canvas.undo'),
    );
  }

  return (
    <button
      type="button"
      className={`dot ${state} ${isActive ? 'active' : ''}`}
      aria-label={label}
      aria-disabled={isReadOnly}
      title={label}
      onClick={onClick}
    />
  );
}

/** The dots that are drawn, and how many more instances each stands for. */
export function groupsOf(
  states: NodeNow['instances'],
): readonly { readonly instance: number; readonly others: number }[] {
  const there = [...states.keys()].filter((instance) => states[instance] !== 'gone');
  if (there.length <= DOTS_MAX) return there.map((instance) => ({ instance, others: 0 }));
  return [...new Set(there.map((instance) => states[instance]))].map((state) => {
    const alike = there.filter((instance) => states[instance] === state);
    return { instance: alike[0]!, others: alike.length - 1 };
  });
}
