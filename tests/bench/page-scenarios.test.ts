import { expect, it } from 'vitest';
import { checkDrawing } from '../../src/scenario/drawing.ts';
import { validateScenario } from '../../src/scenario/validate.ts';
import { shops } from './page-scenarios.ts';

// The page's benchmark needs a browser and minutes; that what it opens makes sense is checked here.
it.each([100, 500])('%i nodes are a drawing without a problem', (nodes) => {
  const read = validateScenario(shops(nodes, { ratePerSec: 1000, durationMs: 60_000 }));
  expect(read.ok).toBe(true);
  if (!read.ok) return;
  expect(read.scenario.nodes).toHaveLength(nodes);
  expect(checkDrawing(read.scenario)).toEqual([]);
});
