/** What the numbers in a recording of requests stand for: operations of clients, verbs of calls. */
import type { OperationType } from '../kinds/fields.ts';
import { verbs } from '../kinds/kind.ts';
import type { RunShape } from '../sim/recording.ts';
import type { Scenario } from './schema.ts';

export type Verb = (typeof verbs)[number];

export function verbOf(code: number): Verb {
  return verbs[code]!;
}

export interface NamedOperation {
  readonly name: string;
  readonly type: OperationType;
}

/** The run's table of operations: those of all clients, in the order of the clients' ids. */
export function operationsOf(
  { nodes }: Scenario,
  { nodeIds }: Pick<RunShape, 'nodeIds'>,
): readonly NamedOperation[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return nodeIds.flatMap((id) => {
    const node = byId.get(id);
    return node?.kind === 'client' ? node.params.operations : [];
  });
}
