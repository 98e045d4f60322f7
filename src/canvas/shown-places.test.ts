import { expect, it } from 'vitest';
import { openFile } from '../stores/document.ts';
import { upright } from './placement.ts';
import { takenPlaces } from './shown-places.ts';

it('nothing new goes where a card or a note stands', () => {
  const nodes = [{ id: 'web', kind: 'webServer' as const, position: { x: 40, y: 80 } }];
  const notes = [{ id: 'note', text: 'Mind the gap', position: { x: 400, y: 80 } }];
  openFile({ version: 1, nodes, notes }, { recorded: 'never' });
  expect(takenPlaces(upright)).toEqual([
    upright.show({ x: 40, y: 80 }),
    upright.show({ x: 400, y: 80 }),
  ]);
});
