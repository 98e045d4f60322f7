import { expect, it } from 'vitest';
import { blogChunks, blogShape, SECOND } from '../../tests/fixtures/synthetic-run.ts';
import { readingSpan } from '../stores/now.ts';
import { Recording } from '../stores/recording.ts';
import { linkRates } from './link-rates.ts';

const recording = new Recording(blogShape);
for (const chunk of blogChunks()) recording.append(chunk);
const linkOf = (edge: string) => blogShape.links.findIndex((link) => link.edge === edge);
const webNode = blogShape.nodeIds.indexOf('web');

it('says what the card at the end of the link says', () => {
  const perSec = linkRates(recording, 10 * SECOND)[linkOf('lb-web')]!;
  const span = readingSpan(recording, 10 * SECOND);
  expect(perSec).toBe(recording.nodeRate(webNode, 'arrived', span));
});

it('is zero where nothing travels', () => {
  expect(linkRates(recording, 10 * SECOND)[linkOf('db-1-2')]).toBe(0);
});
