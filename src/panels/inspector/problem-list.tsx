/** What is odd about the drawing, in sentences. */
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from '../../i18n/i18n.ts';
import { problemSentence, useProblemWords } from '../../i18n/problem.ts';
import type { DrawingProblem } from '../../scenario/drawing.ts';
import { canvas } from '../../stores/canvas-commands.ts';
import { nameOf } from '../../stores/document.ts';
import { select } from '../../stores/session.ts';

export function ProblemList({
  problems,
  isLinked = false,
}: {
  readonly problems: readonly DrawingProblem[];
  /** Each leads to its node or edge. */
  readonly isLinked?: boolean;
}) {
  const { t } = useTranslation();
  const hasWords = useProblemWords(problems.length > 0);
  if (problems.length === 0 || !hasWords) return null;
  return (
    <ul className="problems" aria-label={t('problems.title')}>
      {problems.map((problem) => (
        <li key={JSON.stringify(problem)} className={problem.severity}>
          <TriangleAlert size={13} aria-label={t(`problems.${problem.severity}`)} />
          {isLinked && (problem.node ?? problem.edge) ? (
            <button type="button" onClick={() => show(problem)}>
              {problem.node ? <b>{nameOf(problem.node)}: </b> : null}
              {problemSentence(problem, nameOf)}
            </button>
          ) : (
            <span>{problemSentence(problem, nameOf)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function show({ node, edge }: DrawingProblem): void {
  if (node !== undefined) {
    select({ type: 'node', id: node });
    canvas()?.focusNode(node);
  } else if (edge !== undefined) {
    select({ type: 'edge', id: edge });
  }
}
