import { describe, expect, it } from 'vitest';
import { hopColumns, MS } from '../../tests/fixtures/synthetic-run.ts';
import { LegIndex } from '../stores/leg-index.ts';
import { boxAt } from './geometry.ts';
import { Lanes } from './lanes.ts';
import { chooseLevels, Dots, type InSight, isSlowed, looks, placeDots } from './moving-requests.ts';

const source = boxAt({ x: 0, y: 0 });
const target = boxAt({ x: 400, y: 0 });
const [fromX, toX] = [source.x + source.width, target.x];
const lanes = new Lanes([{ source, target }], [source, target]);

type Row = Parameters<typeof hopColumns>[0][number];

function legsOf(...rows: Partial<Row>[]): LegIndex {
  const legs = new LegIndex({ sliceNs: 100 * MS, originNs: 0 });
  legs.append(hopColumns(rows.map((row) => ({ request: 1, sentNs: 0, ...row }))));
  return legs;
}

function levelsOf(legs: LegIndex, about: InSight): number[] {
  const levels = new Uint8Array(4);
  chooseLevels(legs, about, levels);
  return [...levels];
}

/** Dots at a moment: what they look like and how far along the link they are. */
function dotsAt(legs: LegIndex, cursorMs: number, speed = 1) {
  const dots = new Dots(1000, 1);
  placeDots(legs, lanes, { cursorNs: cursorMs * MS, speed, levels: [0, 0, 0, 0] }, dots);
  const list = Array.from({ length: dots.count }, (_, i) => ({
    look: dots.look[i]!,
    share: Math.round(((dots.x[i]! - fromX) / (toX - fromX)) * 100) / 100,
  }));
  return list.sort((a, b) => a.look - b.look);
}

const hop = { sentNs: 0, arrivedNs: 0.3 * MS, answeredNs: 10 * MS, endedNs: 10.3 * MS };

describe('a hop at full speed', () => {
  it('is on its way for half a second of wall time, though it took 0.3 ms', () => {
    expect(dotsAt(legsOf(hop), 5)).toEqual([{ look: looks.out, share: 0.01 }]);
    expect(dotsAt(legsOf(hop), 275)[0]).toEqual({ look: looks.out, share: 0.5 });
    expect(dotsAt(legsOf(hop), 600)).toEqual([]);
  });

  it('comes back from when it was answered', () => {
    expect(dotsAt(legsOf(hop), 285)[1]).toEqual({ look: looks.back, share: 0.5 });
  });

  it('says that travel is slowed', () => {
    expect(isSlowed(legsOf(hop), 1)).toBe(true);
    expect(isSlowed(legsOf(hop), 0.0001)).toBe(false);
  });
});

describe('a hop in slow motion', () => {
  it('takes its true time', () => {
    expect(dotsAt(legsOf(hop), 0.15, 0.0001)).toEqual([{ look: looks.out, share: 0.5 }]);
    expect(dotsAt(legsOf(hop), 5, 0.0001)).toEqual([]);
    expect(dotsAt(legsOf(hop), 10.15, 0.0001)).toEqual([{ look: looks.back, share: 0.5 }]);
  });
});

describe('a failure', () => {
  it('comes back as a cross when it was answered', () => {
    const refused = legsOf({ ...hop, outcome: 2 });
    expect(dotsAt(refused, 285)[1]).toEqual({ look: looks.cross, share: 0.5 });
  });

  it('is crossed out on its way when it never arrived, and where the caller gave up', () => {
    const lost = legsOf({ sentNs: 0, endedNs: 1000 * MS, outcome: 1, operation: 1 });
    expect(dotsAt(lost, 110)).toEqual([{ look: looks.out + 1, share: 0.2 }]);
    expect(dotsAt(lost, 500)).toEqual([{ look: looks.cross, share: 0.7 }]);
    expect(dotsAt(lost, 900)).toEqual([]);
    expect(dotsAt(lost, 1100)).toEqual([{ look: looks.cross, share: 0 }]);
  });
});

describe('the layer', () => {
  it('shows the same going back as going on', () => {
    const legs = legsOf(
      ...Array.from({ length: 500 }, (_, request) => ({
        request,
        sentNs: request * 3 * MS,
        arrivedNs: (request * 3 + 1) * MS,
      })),
    );
    const forwards = [100, 400, 900].map((ms) => dotsAt(legs, ms));
    const backwards = [900, 400, 100].map((ms) => dotsAt(legs, ms)).reverse();
    expect(backwards).toEqual(forwards);
    expect(forwards[1]!.length).toBeGreaterThan(100);
  });

  it('thins out until what is in sight fits', () => {
    const legs = legsOf(
      ...Array.from({ length: 10_000 }, (_, request) => ({ request, sentNs: request * 0.1 * MS })),
    );
    // A second of 10,000 legs, 5,500 of them in sight at full speed.
    const about = { recordedNs: 1000 * MS, speed: 1 };
    expect(levelsOf(legs, { ...about, most: 6000 })[0]).toBe(0);
    const level = levelsOf(legs, { ...about, most: 200 })[0]!;
    expect(legs.countFrom(0, level) * 0.55).toBeLessThanOrEqual(200);
    expect(legs.countFrom(0, level - 1) * 0.55).toBeGreaterThan(200);
  });

  it('keeps more of a rare operation, so that it is seen too', () => {
    const legs = legsOf(
      ...Array.from({ length: 10_000 }, (_, request) => ({
        request,
        sentNs: request * 0.1 * MS,
        operation: request % 50 === 0 ? 3 : 0,
      })),
    );
    const about = { recordedNs: 1000 * MS, speed: 1, most: 200 };
    const [read, , , job] = levelsOf(legs, about);
    expect(legs.countFrom(0, read!) * 0.55).toBeGreaterThan(100);
    expect(job).toBeLessThan(read!);
    expect(legs.countFrom(3, job!) * 0.55).toBeGreaterThanOrEqual(200 / 8);
    expect(legs.countFrom(3, job! + 1) * 0.55).toBeLessThan(200 / 8);
  });

  it('hides what is behind a card', () => {
    const between = boxAt({ x: 200, y: 0 });
    const hidden = new Lanes([{ source, target: boxAt({ x: 600, y: 0 }) }], [between]);
    const into = new Dots(1, 1);
    expect(hidden.place(0, 0, 0.01, into, 0)).toBe(true);
    expect(hidden.place(0, 0, 0.3, into, 0)).toBe(false);
  });

  it('draws nothing for a link whose card is gone', () => {
    expect(new Lanes([{ source, target: undefined }], []).has(0)).toBe(false);
  });

  it('keeps what goes and what comes apart', () => {
    const into = new Dots(2, 1);
    lanes.place(0, 0, 0.5, into, 0);
    lanes.place(0, 1, 0.5, into, 1);
    expect(into.x[0]).toBeCloseTo(into.x[1]!, 1);
    expect(into.y[0]! - into.y[1]!).toBeCloseTo(5.2, 1);
  });
});
