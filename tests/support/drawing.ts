/** What a test draws on the page's document. */
import { problemInEnglish } from '../../src/base/text-problems.ts';
import { addNode } from '../../src/stores/document.ts';

/** The id of a node that there is room for. */
export function added(...node: Parameters<typeof addNode>): string {
  const answer = addNode(...node);
  if (!answer.ok)
    throw new Error(answer.issues.map(({ said }) => problemInEnglish(said)).join('\n'));
  return answer.id;
}
