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

it('shows the same window at a moment, whichever way the cursor came there', () => {
  const forwards = new CloseUps();
  answered(forwards, SECOND + 0.2 * MS);
  const backwards = new CloseUps();
  answered(backwards, SECOND + 3.9 * MS);
  const moment = SECOND + 1.7 * MS;
  expect(forwards.at(moment, 0.001)!.fromNs).toBe(backwards.at(moment, 0.001)!.fromNs);
  expect(forwards.at(moment, 0.001)!.toNs).toBe(backwards.at(moment, 0.001)!.toNs);
  // An answer that left a second of wall time before the window is still on its way in its first frame.
  expect(forwards.at(moment, 0.001)!.fromNs).toBe(SECOND - 1 * MS);
  expect(forwards.at(SECOND - 1, 0.001)).toBeNull();
  expect(forwards.at(moment, 0.01)).toBeNull();
});

it('asks again for a window that was recorded in part only', () => {
  const growing = new Recording(blogShape);
  growing.doneNs = SECOND + 2 * MS;
  const closeUps = new CloseUps();
  const part = closeUps.wanted(SECOND, 0.001, growing)!;
  expect(part.toNs).toBe(growing.doneNs);
  closeUps.receive({ type: 'closeUp', run: 1, ...part, hops: hopColumns([]), oneIn: 1 });
  expect(closeUps.wanted(SECOND, 0.001, growing)).toBeNull();
  growing.doneNs = 2 * SECOND;
  expect(closeUps.wanted(SECOND, 0.001, growing)?.toNs).toBe(SECOND + 4 * MS);
});

it('forgets what came too late', () => {
  const closeUps = new CloseUps();
  const asked = closeUps.wanted(SECOND, 0.001, recording)!;
  closeUps.clear();
  closeUps.receive({ type: 'closeUp', run: 1, ...asked, hops: hopColumns([]), oneIn: 1 });
  expect(closeUps.at(SECOND, 0.001)).toBeNull();
});

it('does not ask beyond what is recorded', () => {
  const closeUps = new CloseUps();
  expect(answered(closeUps, 60 * SECOND - 1)!.toNs).toBe(60 * SECOND);
  expect(closeUps.wanted(60 * SECOND - 1, 0.001, recording)).toBeNull();
  expect(closeUps.wanted(60 * SECOND, 0.001, recording)).toBeNull();
});
