import { expect, it } from 'vitest';
import { databaseSets } from './database-sets.ts';
import { validateScenario } from './validate.ts';

/** `p1` is a primary, `r1` a replica; edges as `p1>r1`. */
function setsOf(ids: readonly string[], edges: readonly string[]) {
  const result = validateScenario({
    version: 1,
    nodes: ids.map((id) => ({
      id,
      kind: 'database',
      params: { role: id.startsWith('p') ? 'primary' : 'replica' },
    })),
    edges: edges.map((text) => {
      const [source, target] = text.split('>');
      return { id: text, kind: 'replication', source, target };
    }),
  });
  if (!result.ok) throw new Error(result.issues[0]?.message);
  const { sets, refused } = databaseSets(result.scenario);
  return { sets, refused: Object.fromEntries(refused) };
}

it('gathers a primary and all that its edges reach', () => {
  expect(setsOf(['r2', 'p1', 'r1', 'r3'], ['p1>r1', 'r1>r2'])).toEqual({
    sets: [
      { members: ['p1', 'r1', 'r2'], primary: 'p1', isPrimaryDrawn: true, demoted: [] },
      { members: ['r3'], primary: 'r3', isPrimaryDrawn: false, demoted: [] },
    ],
    refused: {},
  });
});

it('keeps the primary at the head and demotes the others', () => {
  expect(setsOf(['p1', 'p2', 'p3'], ['p2>p1', 'p1>p3']).sets).toEqual([
    { members: ['p1', 'p2', 'p3'], primary: 'p2', isPrimaryDrawn: true, demoted: ['p1', 'p3'] },
  ]);
});

it('takes the root for the primary where none is drawn', () => {
  expect(setsOf(['r1', 'r2'], ['r2>r1']).sets).toEqual([
    { members: ['r1', 'r2'], primary: 'r2', isPrimaryDrawn: false, demoted: [] },
  ]);
});

it('ends on a ring, whichever edge comes first', () => {
  expect(setsOf(['p1', 'p2', 'p3'], ['p3>p1', 'p1>p2', 'p2>p3'])).toEqual({
    sets: [
      { members: ['p1', 'p2', 'p3'], primary: 'p1', isPrimaryDrawn: true, demoted: ['p2', 'p3'] },
    ],
    refused: { 'p3>p1': 'replicationCycle' },
  });
});

it('refuses by id, whatever the order of the file', () => {
  for (const edges of [
    ['p2>r1', 'p1>r1'],
    ['p1>r1', 'p2>r1'],
  ]) {
    expect(setsOf(['p1', 'p2', 'r1'], edges).refused).toEqual({
      'p2>r1': 'replicationSecondSource',
    });
  }
});
