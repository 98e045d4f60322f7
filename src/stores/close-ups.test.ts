import { expect, it } from 'vitest';
import { blogShape, hopColumns, MS, SECOND } from '../../tests/fixtures/synthetic-run.ts';
import { CloseUps } from './close-ups.ts';
import { Recording } from './recording.ts';

const recording = new Recording(blogShape);
recording.doneNs = 60 * SECOND;

function answered(closeUps: CloseUps, cursorNs: number, speed = 0.001) {
  const asked = closeUps.wanted(cursorNs, speed, recording);
  if (!asked) return null;
  closeUps.receive({ type: 'closeUp', run: 1, ...asked, hops: hopColumns([]), oneIn: 1 });
  return asked;
}

it('asks in slow motion only', () => {
  expect(new CloseUps().wanted(SECOND, 0.1, recording)).toBeNull();
  expect(new CloseUps().wanted(SECOND, 0.01, recording)).not.toBeNull();
});

it('asks once, and again before the window ends', () => {
  const closeUps = new CloseUps();
  expect(closeUps.wanted(SECOND, 0.001, recording)).not.toBeNull();
  expect(closeUps.wanted(SECOND, 0.001, recording)).toBeNull();
  const other = new CloseUps();
  const first = answered(other, SECOND)!;
  expect(answered(other, SECOND)).toBeNull();
  const next = answered(other, first.toNs - 1 * MS)!;
  expect(next.fromNs).toBeLessThan(first.toNs);
  expect(next.toNs).toBeGreaterThan(first.toNs);
});

it('shows the window that began earlier, as long as it lasts', () => {
  const closeUps = new CloseUps();
  const first = answered(closeUps, SECOND)!;
  const next = answered(closeUps, first.toNs - 1 * MS)!;
  expect(closeUps.at(first.toNs)?.fromNs).toBe(first.fromNs);
  expect(closeUps.at(first.toNs + 1)?.fromNs).toBe(next.fromNs);
  expect(closeUps.at(0)).toBeNull();
});

it('forgets what came too late', () => {
  const closeUps = new CloseUps();
  const asked = closeUps.wanted(SECOND, 0.001, recording)!;
  closeUps.clear();
  closeUps.receive({ type: 'closeUp', run: 1, ...asked, hops: hopColumns([]), oneIn: 1 });
  expect(closeUps.at(SECOND)).toBeNull();
});

it('does not ask beyond what is recorded', () => {
  const closeUps = new CloseUps();
  expect(answered(closeUps, 60 * SECOND)!.toNs).toBe(60 * SECOND);
  expect(closeUps.wanted(60 * SECOND, 0.001, recording)).toBeNull();
});
