import { describe, expect, it } from 'vitest';
import { blog } from '../gallery/blog.ts';
import { operationTypes } from '../kinds/fields.ts';
import { compile } from '../scenario/compile.ts';
import { validateScenario } from '../scenario/validate.ts';
import { NOT_PRIMARY, REFUSED, SUCCESS } from './causes.ts';
import { ClientWrites } from './client-writes.ts';
import { BEGUN, WRITE_TYPE } from './recording.ts';

describe('the writes of the clients', () => {
  it('are told apart by cause and by node, with the first moment and the last', () => {
    const log = new ClientWrites(true);
    log.begun(1);
    log.begun(2);
    log.ended(SUCCESS, -1, 3);
    log.ended(REFUSED, 4, 5);
    log.ended(REFUSED, 4, 7);
    log.ended(REFUSED, 6, 8);
    log.endSlice();
    log.ended(REFUSED, 4, 11);
    log.endSlice();
    expect(rowsOf(log)).toEqual([
      [BEGUN, -1, 2, 1, 2],
      [SUCCESS, -1, 1, 3, 3],
      [REFUSED, 4, 2, 5, 7],
      [REFUSED, 6, 1, 8, 8],
      [REFUSED, 4, 1, 11, 11],
    ]);
    expect(rowsOf(log)).toEqual([]);
  });

  it('keep their cause where too many nodes fail at once to tell each', () => {
    const log = new ClientWrites(true);
    for (let node = 0; node < 500; node++) log.ended(node % 2 ? REFUSED : NOT_PRIMARY, node, node);
    log.endSlice();
    const rows = rowsOf(log);
    expect(rows.length).toBeLessThan(40);
    expect(rows.reduce((sum, [, , writes]) => sum + writes!, 0)).toBe(500);
    expect(rows.filter(([, node]) => node === -1)).toHaveLength(2);
  });

  it('go on where another stood in the middle of a slice', () => {
    const log = new ClientWrites(true);
    log.ended(REFUSED, 4, 5);
    const other = new ClientWrites(true);
    other.goOnFrom(log.mark());
    log.ended(REFUSED, 4, 6);
    other.ended(REFUSED, 4, 9);
    other.endSlice();
    expect(rowsOf(other)).toEqual([[REFUSED, 4, 2, 5, 9]]);
  });
});

it('counts each write of the blog once when it begins and once when it ends, and no read', () => {
  const result = validateScenario({ ...blog.file, durationMs: 26_000 });
  if (!result.ok) throw new Error('the blog is valid');
  const sim = compile(result.scenario, { keepsSeries: true });
  sim.advance(sim.spec.durationNs, Number.POSITIVE_INFINITY);
  sim.recorder.endSlice();
  const rows = rowsOf(sim.recorder.clientWrites);
  const sum = (is: (cause: number) => boolean) =>
    rows.reduce((all, [cause, , writes]) => all + (is(cause!) ? writes! : 0), 0);
  const begun = sum((cause) => cause === BEGUN);
  // 8 % of 2,000 a second, for 26 seconds.
  expect(Math.abs(begun - 4160)).toBeLessThan(260);
  expect(begun - sum((cause) => cause >= SUCCESS)).toBeLessThan(40);
  const refused = rows.filter(([cause]) => cause === REFUSED);
  expect(new Set(refused.map(([, node]) => sim.spec.nodes[node!]!.id))).toEqual(new Set(['db-1']));
  expect(refused[0]![3]! / 1e9).toBeCloseTo(20, 1);
});

it('knows which of the operation types is a write', () => {
  expect(operationTypes[WRITE_TYPE]).toBe('write');
});

function rowsOf(log: ClientWrites): number[][] {
  const { count, cause, culprit, writes, firstNs, lastNs } = log.take();
  return Array.from({ length: count }, (_, row) => [
    cause[row]!,
    culprit[row]!,
    writes[row]!,
    firstNs[row]!,
    lastNs[row]!,
  ]);
}
