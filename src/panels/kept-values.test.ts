import { expect, it } from 'vitest';
import { blogChunks, blogShape, hopColumns } from '../../tests/fixtures/synthetic-run.ts';
import { Recording } from '../stores/recording.ts';
import { keptValues } from './kept-values.ts';

const chunks = blogChunks().map((chunk) => ({ ...chunk, hops: hopColumns([]) }));
const { sliceNs } = blogShape;

it('asks only for what was not recorded whole the last time', () => {
  const recording = new Recording(blogShape);
  const asked: number[] = [];
  const look = (points: number, stepNs = sliceNs) => {
    const [first, second] = keptValues(
      recording,
      'line',
      { fromNs: 0, stepNs, points },
      {
        columns: 2,
        write(point, into) {
          asked.push(point);
          if (point === 1) return;
          into[0]![point] = point;
          into[1]![point] = -point;
        },
      },
    );
    expect([...second!]).toEqual([...first!].map((value) => -value));
    return [...first!];
  };
  recording.append(chunks[0]!);
  const had = recording.slices;
  // One more than is recorded: it is asked for again.
  const before = look(had + 1);
  expect(before.slice(0, 3)).toEqual([0, Number.NaN, 2]);
  expect(asked.splice(0)).toEqual(before.map((_, point) => point));

  recording.append(chunks[1]!);
  const after = look(recording.slices);
  expect(after.slice(0, had + 1)).toEqual(before);
  expect(asked.splice(0)).toEqual(after.map((_, point) => point).slice(had));

  // Fewer are a part of the same; other steps are other values.
  expect(look(3)).toEqual(after.slice(0, 3));
  expect(asked).toEqual([]);
  look(2, 2 * sliceNs);
  expect(asked.splice(0)).toEqual([0, 1]);
  expect(
    keptValues(
      new Recording(blogShape),
      'line',
      { fromNs: 0, stepNs: sliceNs, points: 1 },
      { columns: 1, write: (point) => asked.push(point) },
    )[0],
  ).toEqual(Float64Array.of(Number.NaN));
  expect(asked).toEqual([0]);
});
