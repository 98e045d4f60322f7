/**
 * What is modelled: for every kind, for connections, faults and the engine, what it does, what it leaves out, and its
 * defaults with their sources. The sentences are data beside the models, the tables come from the schemas.
 */
import { type ReactNode, useRef } from 'react';
import { edgeWords, sourceText } from '../../i18n/dictionary.ts';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import type { Modelled } from '../../kinds/modelled.ts';
import { modelledKinds } from '../../kinds/modelled-kinds.ts';
import { kindViews } from '../../kinds/views.ts';
import { edgeFields, figureRows, type Kind, nodeFields } from '../../scenario/editing.ts';
import { useSession } from '../../stores/hooks.ts';
import { openModelled, openPanel } from '../../stores/session.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SelectField } from '../../ui/field.tsx';
import { PHONE, useMedia } from '../../ui/media.ts';
import { rangeText } from '../inspector/distribution-editor.tsx';
import { ParamTable } from './param-table.tsx';
import { modelledEdges, modelledEngine, modelledFaults, modelledZones } from './parts.ts';
import { type Topic, topicOf, topics } from './topics.ts';
import './modelled.css';

export function ModelledDialog() {
  const { t } = useTranslation();
  const isPhone = useMedia(PHONE);
  const topic = useSession((state) => topicOf(state.modelledTopic));
  const chapter = useRef<HTMLElement>(null);
  const name = useTopicName();
  const go = (next: Topic) => {
    openModelled(next);
    chapter.current?.closest('.body')?.scrollTo({ top: 0 });
  };
  return (
    <Dialog
      title={t('modelled.title')}
      closeLabel={t('app.close')}
      onClose={() => openPanel(null)}
      isWide
    >
      <p className="lead">{t('modelled.lead')}</p>
      <div className="modelled">
        {isPhone ? <TopicSelect topic={topic} onGo={go} /> : <TopicList topic={topic} onGo={go} />}
        <article ref={chapter} className="modelled-chapter" aria-labelledby="modelled-topic">
          <h3 id="modelled-topic">{name(topic)}</h3>
          <Chapter topic={topic} />
        </article>
      </div>
    </Dialog>
  );
}

interface ChoiceProps {
  readonly topic: Topic;
  readonly onGo: (topic: Topic) => void;
}

function TopicList({ topic, onGo }: ChoiceProps) {
  const { t } = useTranslation();
  const name = useTopicName();
  const list = (some: readonly Topic[]) => (
    <ul>
      {some.map((each) => (
        <li key={each}>
          <button
            type="button"
            aria-current={each === topic ? 'page' : undefined}
            onClick={() => onGo(each)}
          >
            <TopicIcon topic={each} />
            {name(each)}
          </button>
        </li>
      ))}
    </ul>
  );
  return (
    <nav className="modelled-topics" aria-label={t('modelled.choose')}>
      <h3>{t('modelled.parts')}</h3>
      {list(topics.kinds)}
      <h3>{t('modelled.rest')}</h3>
      {list(topics.others)}
    </nav>
  );
}

function TopicIcon({ topic }: { readonly topic: Topic }) {
  if (!isKind(topic)) return null;
  const Icon = kindViews[topic].icon;
  return <Icon size={14} strokeWidth={1.8} aria-hidden />;
}

function TopicSelect({ topic, onGo }: ChoiceProps) {
  const { t } = useTranslation();
  const name = useTopicName();
  const options = (some: readonly Topic[], group: string) =>
    some.map((value) => ({ value, label: name(value), group }));
  return (
    <SelectField
      label={t('modelled.choose')}
      value={topic}
      options={[
        ...options(topics.kinds, t('modelled.parts')),
        ...options(topics.others, t('modelled.rest')),
      ]}
      onChange={(next) => onGo(topicOf(next))}
    />
  );
}

function useTopicName(): (topic: Topic) => string {
  const { t } = useTranslation();
  const { language } = useFormat();
  return (topic) =>
    isKind(topic) ? kindViews[topic].words[language].name : t(`modelled.${topic}`);
}

function isKind(topic: Topic): topic is Kind {
  return Object.hasOwn(modelledKinds, topic);
}

function Chapter({ topic }: { readonly topic: Topic }) {
  if (isKind(topic)) return <KindChapter kind={topic} />;
  if (topic === 'edges') return <EdgeChapters />;
  if (topic === 'faults') return <FaultChapters />;
  return topic === 'engine' ? <Sentences of={modelledEngine} /> : <Figures />;
}

function KindChapter({ kind }: { readonly kind: Kind }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const words = kindViews[kind].words[language];
  return (
    <>
      <p className="modelled-lead">{words.teaches}</p>
      <Sentences of={modelledKinds[kind]} />
      <ParamTable caption={t('modelled.params')} fields={nodeFields(kind)} words={words} />
    </>
  );
}

function EdgeChapters() {
  const { t } = useTranslation();
  const { language } = useFormat();
  return (['request', 'replication', 'delivery'] as const).map((kind) => {
    const words = edgeWords(language, kind);
    return (
      <Part key={kind} name={words.name} lead={words.teaches}>
        <Sentences of={modelledEdges[kind]} heading="h5" />
        <ParamTable caption={t('modelled.params')} fields={edgeFields(kind)} words={words} />
      </Part>
    );
  });
}

function FaultChapters() {
  const { t } = useTranslation();
  const kinds = Object.keys(modelledFaults) as (keyof typeof modelledFaults)[];
  return (
    <>
      {kinds.map((kind) => (
        <Part key={kind} name={t(`faults.kinds.${kind}`)} lead={t(`faults.help.${kind}`)}>
          <Sentences of={modelledFaults[kind]} heading="h5" />
        </Part>
      ))}
      <Part name={t('modelled.zones')} lead={t('modelled.zonesLead')}>
        <Sentences of={modelledZones} heading="h5" />
      </Part>
    </>
  );
}

function Part({
  name,
  lead,
  children,
}: {
  readonly name: string;
  readonly lead: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="modelled-part">
      <h4>{name}</h4>
      <p className="modelled-lead">{lead}</p>
      {children}
    </section>
  );
}

/** Below a chapter's heading or a part's. */
type Heading = 'h4' | 'h5';

function Sentences({ of, heading = 'h4' }: { readonly of: Modelled; readonly heading?: Heading }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const { models, leavesOut } = of[language];
  return (
    <>
      <div className="modelled-pair">
        <List as={heading} title={t('modelled.models')} sentences={models} look="does" />
        <List as={heading} title={t('modelled.leavesOut')} sentences={leavesOut} look="not" />
      </div>
      {of.sources.length > 0 ? (
        <p className="modelled-sources">
          <b>{t('modelled.sources')}</b> <span lang="en">{of.sources.join(' · ')}</span>
        </p>
      ) : null}
    </>
  );
}

function List({
  as: Title,
  title,
  sentences,
  look,
}: {
  readonly as: Heading;
  readonly title: string;
  readonly sentences: readonly string[];
  readonly look: 'does' | 'not';
}) {
  return (
    <section>
      <Title>{title}</Title>
      <ul className={look}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

function Figures() {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <p className="modelled-lead">{t('modelled.figuresHelp')}</p>
      <table className="modelled-table is-figures">
        <caption className="visually-hidden">{t('modelled.figures')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('modelled.figure')}</th>
            <th scope="col">{t('modelled.usually')}</th>
            <th scope="col">{t('modelled.source')}</th>
          </tr>
        </thead>
        <tbody>
          {figureRows.map(({ id, p5Ms, p95Ms, source }) => (
            <tr key={id}>
              <th scope="row">{t(`distributions.figures.${id}`)}</th>
              <td data-label={t('modelled.usually')} className="num">
                {rangeText(p5Ms, p95Ms, format)}
              </td>
              <td data-label={t('modelled.source')}>{sourceText(format.language, source)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
