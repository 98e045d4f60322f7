/**
 * Connecting without a mouse: a list to type in of what the selected node may call, and why not the others. The list and
 * its keys are cmdk's.
 */
import { Command } from 'cmdk';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useFormat, useTranslation } from '../i18n/i18n.ts';
import { problemSentence } from '../i18n/problem.ts';
import { tellRefusal } from '../i18n/refused.ts';
import { kindViews } from '../kinds/views.ts';
import { mayConnect } from '../scenario/drawing.ts';
import type { ScenarioNode } from '../scenario/schema.ts';
import { connect, nameOf } from '../stores/document.ts';
import { useDocument, useSession } from '../stores/hooks.ts';
import { announce, openPanel, showToast } from '../stores/session.ts';
import { Dialog } from '../ui/dialog.tsx';
import { type Findable, ranked } from '../ui/match.ts';
import { PHONE } from '../ui/media.ts';
import '../ui/command-list.css';
import './dialogs.css';

export function ConnectDialog() {
  const { t } = useTranslation();
  const source = useSession((state) => state.selection?.id);
  const node = useDocument(({ scenario }) => scenario.nodes.find((each) => each.id === source));
  const isGone = node === undefined;
  // An open panel has the keys, also one that has nothing to show.
  useEffect(() => {
    if (isGone) openPanel(null);
  }, [isGone]);
  if (!node) return null;
  return (
    <Dialog
      title={t('canvas.connectFrom', { name: nameOf(node.id) })}
      closeLabel={t('app.close')}
      onClose={() => openPanel(null)}
    >
      <Targets source={node.id} />
    </Dialog>
  );
}

interface Target extends Findable {
  readonly node: ScenarioNode;
  /** What the connection would be; null where there can be none. */
  readonly edge: string | null;
  readonly whyNot: string | null;
}

function Targets({ source }: { readonly source: string }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const targets = useTargets(source);
  const name = nameOf(source);
  const isNone = targets.every(({ edge }) => edge === null);
  // Whoever has no keyboard would get one over the list.
  useEffect(() => {
    if (!matchMedia(PHONE).matches) input.current?.focus();
  }, []);
  // What cannot be chosen never stands first.
  const groups = [
    { heading: t('shell.connect.may'), lines: targets.filter(({ edge }) => edge !== null) },
    { heading: t('shell.connect.mayNot'), lines: targets.filter(({ edge }) => edge === null) },
  ].flatMap((group) => ranked([group], typed));

  function choose(target: string) {
    const connected = connect(source, target);
    tellRefusal(connected, showToast);
    if (!connected.ok) return;
    announce(t('canvas.connected', { source: name, target: nameOf(target) }));
    openPanel(null);
  }

  return (
    <>
      <p className="lead">
        {isNone ? t('shell.connect.nothing') : t('canvas.connectHelp', { name })}
      </p>
      <Command className="commands connect" loop shouldFilter={false} label={name}>
        <Command.Input
          ref={input}
          value={typed}
          onValueChange={setTyped}
          placeholder={t('shell.connect.find')}
          aria-label={t('shell.connect.find')}
        />
        <Command.List>
          <Command.Empty>{t('editing.nothingFound')}</Command.Empty>
          {groups.map(({ heading, lines }) => (
            <Command.Group key={heading} heading={heading}>
              {lines.map((target) => (
                <TargetItem key={target.node.id} target={target} onChoose={choose} />
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
    </>
  );
}

function useTargets(source: string): readonly Target[] {
  const { t } = useTranslation();
  const { language } = useFormat();
  const scenario = useDocument((state) => state.scenario);
  return scenario.nodes
    .filter(({ id }) => id !== source)
    .map((node) => {
      const answer = mayConnect(scenario, source, node.id);
      return {
        node,
        name: nameOf(node.id),
        words: [node.id, kindViews[node.kind].words[language].name],
        edge: answer.ok ? t(`edges.kinds.${answer.kind}`) : null,
        whyNot: answer.ok
          ? null
          : problemSentence({ code: answer.code, values: { source, target: node.id } }, nameOf),
      };
    });
}

function TargetItem({
  target: { node, name, edge, whyNot },
  onChoose,
}: {
  readonly target: Target;
  readonly onChoose: (target: string) => void;
}): ReactNode {
  const { language } = useFormat();
  const { icon: Icon, words } = kindViews[node.kind];
  return (
    <Command.Item
      value={node.id}
      className={edge === null ? 'is-off' : ''}
      onSelect={() => (edge === null ? announce(whyNot ?? '') : onChoose(node.id))}
    >
      <Icon size={16} strokeWidth={1.7} aria-hidden />
      <span className="connect-name">
        <span className="command-name">{name}</span>
        {whyNot === null ? null : <span className="connect-why">{whyNot}</span>}
      </span>
      <span className="command-kind">
        {words[language].name}
        {edge === null ? '' : ` · ${edge}`}
      </span>
    </Command.Item>
  );
}
