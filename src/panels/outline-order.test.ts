import { expect, it } from 'vitest';
import { blog } from '../gallery/blog.ts';
import { validateScenario } from '../scenario/validate.ts';
import { readingOrder } from './outline-order.ts';

it('reads along the connections, every node once', () => {
  const read = validateScenario(blog.file);
  if (!read.ok) throw new Error('the blog is not valid');
  const order = readingOrder(read.scenario).map(({ id }) => id);
  expect(order.slice(0, 3)).toEqual(['readers', 'lb', 'web']);
  expect([...order].sort()).toEqual(read.scenario.nodes.map(({ id }) => id).sort());
});

it('leaves out nothing, not even what goes round in a circle', () => {
  const read = validateScenario({
    version: 1,
    nodes: ['a', 'b', 'c'].map((id) => ({ id, kind: 'webServer' })),
    edges: [
      { id: 'ab', kind: 'request', source: 'a', target: 'b' },
      { id: 'ba', kind: 'request', source: 'b', target: 'a' },
    ],
  });
  if (!read.ok) throw new Error(read.issues[0]?.message);
  expect(readingOrder(read.scenario).map(({ id }) => id)).toEqual(['c', 'a', 'b']);
});
