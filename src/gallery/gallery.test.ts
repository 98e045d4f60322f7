import { describe, expect, it } from 'vitest';
import { boxAt, linkPath } from '../canvas/geometry.ts';
import { checkDrawing } from '../scenario/drawing.ts';
import { validateScenario } from '../scenario/validate.ts';
import { gallery } from './gallery.ts';

/** A canvas of this size shows a scenario whole, beside the palette and the inspector of a laptop. */
const CANVAS_WIDTH = 910;
const CANVAS_HEIGHT = 560;

it('begins with the blog, and no two have the same id', () => {
  expect(gallery[0].id).toBe('blog');
  expect(new Set(gallery.map(({ id }) => id)).size).toBe(gallery.length);
});

describe.each(gallery)('$id', ({ id, file, title, teaches }) => {
  const result = validateScenario(file);
  const boxes = new Map(file.nodes.map((node) => [node.id, boxAt(node.position!)]));

  it('is valid and drawn without a problem', () => {
    expect(result.ok || result.issues).toBe(true);
    expect(result.ok && checkDrawing(result.scenario)).toEqual([]);
  });

  it('has words in both languages', () => {
    for (const words of [title, teaches]) {
      expect(words.en).toMatch(/[a-z]/);
      expect(words.ko).toMatch(/[가-힣]/);
    }
    expect(title.en).toBe(file.name);
  });

  it('is a file that people can open: vitest -u writes public/examples', async () => {
    await expect(`${JSON.stringify(file, null, 2)}\n`).toMatchFileSnapshot(
      `../../public/examples/${id}.json`,
    );
  });

  it('fits a canvas', () => {
    for (const { x, y, width, height } of boxes.values()) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(CANVAS_WIDTH);
      expect(y + height).toBeLessThanOrEqual(CANVAS_HEIGHT);
    }
  });

  it('has room between its cards', () => {
    const cards = [...boxes];
    for (const [a, boxA] of cards) {
      for (const [b, boxB] of cards) {
        if (a === b) continue;
        const gapX = Math.max(boxA.x, boxB.x) - Math.min(boxA.x, boxB.x) - boxA.width;
        const gapY = Math.max(boxA.y, boxB.y) - Math.min(boxA.y, boxB.y) - boxA.height;
        expect(Math.max(gapX, gapY), `${a} and ${b}`).toBeGreaterThanOrEqual(40);
      }
    }
  });

  it('draws no edge across a card', () => {
    for (const { id: edge, source, target } of file.edges ?? []) {
      const points = linkPath(boxes.get(source)!, boxes.get(target)!).points(200);
      for (const [card, { x, y, width, height }] of boxes) {
        if (card === source || card === target) continue;
        for (let i = 0; i < points.length; i += 2) {
          const isInside =
            points[i]! > x &&
            points[i]! < x + width &&
            points[i + 1]! > y &&
            points[i + 1]! < y + height;
          expect(isInside, `${edge} across ${card}`).toBe(false);
        }
      }
    }
  });
});
