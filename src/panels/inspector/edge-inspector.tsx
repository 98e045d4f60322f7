/** A connection: who calls whom, and how the network and the caller behave. */
import { ArrowRight, BookOpen, Trash2 } from 'lucide-react';
import { edgeWords } from '../../i18n/dictionary.ts';
import { useFormat, useTranslation } from '../../i18n/i18n.ts';
import { edgeFields } from '../../scenario/editing.ts';
import type { ScenarioEdge } from '../../scenario/schema.ts';
import { canvas } from '../../stores/canvas-commands.ts';
import { nameOf, setEdgeParam } from '../../stores/document.ts';
import { useDrawingProblems } from '../../stores/drawing-hooks.ts';
import { useDocument } from '../../stores/hooks.ts';
import { openModelled } from '../../stores/session.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Fields } from './fields.tsx';
import { PoolLines, usePools } from './pool-lines.tsx';
import { ProblemList } from './problem-list.tsx';

export function EdgeInspector({ edge }: { readonly edge: ScenarioEdge }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const words = edgeWords(language, edge.kind);
  const sparse = useDocument(({ file }) => file.edges?.find(({ id }) => id === edge.id)?.params);
  const problems = useDrawingProblems(edge.id);
  const pools = usePools({ edge: edge.id });
  return (
    <>
      <header className="inspector-head">
        <div className="inspector-title">
          <ArrowRight size={18} strokeWidth={1.8} aria-hidden />
          <h2>
            {t('inspector.edgeTitle', {
              source: nameOf(edge.source),
              target: nameOf(edge.target),
            })}
          </h2>
          <IconButton
            label={t('inspector.deleteEdge')}
            keys="Del"
            isSmall
            onClick={() => canvas()?.edit('remove', [edge.id])}
          >
            <Trash2 size={14} aria-hidden />
          </IconButton>
        </div>
        <p className="inspector-meta">{words.name}</p>
      </header>
      <div className="inspector-body scroll">
        <p className="inspector-lead">{words.teaches}</p>
        <div className="inspector-actions">
          <Button isSafe onClick={() => openModelled('edges')}>
            <BookOpen size={14} aria-hidden />
            {t('modelled.ask')}
          </Button>
        </div>
        {pools.length === 0 ? null : (
          <dl className="now num">
            <PoolLines pools={pools} by="caller" />
          </dl>
        )}
        <ProblemList problems={problems} />
        <Fields
          fields={edgeFields(edge.kind)}
          words={words}
          params={edge.params}
          sparse={sparse}
          onChange={(path, value) => setEdgeParam(edge.id, path, value)}
        />
      </div>
    </>
  );
}
