/** Connecting without a mouse: a list of what the selected node may call, and why not the others. */
import { useEffect } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { problemSentence } from '../i18n/problem.ts';
import { tellRefusal } from '../i18n/refused.ts';
import { kindViews } from '../kinds/views.ts';
import { mayConnect } from '../scenario/drawing.ts';
import { connect, nameOf } from '../stores/document.ts';
import { useDocument, useSession } from '../stores/hooks.ts';
import { announce, openPanel, showToast } from '../stores/session.ts';
import { Dialog } from '../ui/dialog.tsx';
import './dialogs.css';

export function ConnectDialog() {
  const { t } = useTranslation();
  const { language } = useFormat();
  const scenario = useDocument((state) => state.scenario);
  const source = useSession((state) => state.selection?.id);
  const node = scenario.nodes.find((each) => each.id === source);
  const isGone = node === undefined;
  // An open panel has the keys, also one that has nothing to show.
  useEffect(() => {
    if (isGone) openPanel(null);
  }, [isGone]);
  if (!node) return null;
  const name = node.label ?? node.id;
  const others = scenario.nodes
    .filter((other) => other !== node)
    .map((other) => ({ other, answer: mayConnect(scenario, node.id, other.id) }));
  const allowed = others.filter(({ answer }) => answer.ok);
  const refused = others.filter(({ answer }) => !answer.ok);

  function choose(target: string) {
    if (!node) return;
    const connected = connect(node.id, target);
    tellRefusal(connected, showToast);
    if (connected.ok) {
      announce(t('canvas.connected', { source: name, target: nameOf(target) }));
      openPanel(null);
    }
  }

  return (
    <Dialog
      title={t('canvas.connectFrom', { name })}
      closeLabel={t('app.close')}
      onClose={() => openPanel(null)}
    >
      {allowed.length > 0 ? (
        <p className="lead">{t('canvas.connectHelp', { name })}</p>
      ) : (
        <p className="lead">{t('shell.connect.nothing')}</p>
      )}
      <ul className="connect-list">
        {allowed.map(({ other, answer }) => {
          const Icon = kindViews[other.kind].icon;
          return (
            <li key={other.id}>
              <button type="button" onClick={() => choose(other.id)}>
                <Icon size={16} strokeWidth={1.7} aria-hidden />
                {other.label ?? other.id}
                <span className="kind">
                  {kindViews[other.kind].words[language].name}
                  {answer.ok ? ` · ${t(`edges.kinds.${answer.kind}`)}` : ''}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {refused.length > 0 ? (
        <details className="connect-refused">
          <summary>{t('shell.connect.whyNot')}</summary>
          <ul>
            {refused.map(({ other, answer }) => (
              <li key={other.id}>
                <b>{other.label ?? other.id}</b>
                {answer.ok ? null : (
                  <p>
                    {problemSentence(
                      { code: answer.code, values: { source: node.id, target: other.id } },
                      nameOf,
                    )}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Dialog>
  );
}
