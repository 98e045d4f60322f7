import { describe, expect, it } from 'vitest';
import { hopColumns, MS } from '../../tests/fixtures/synthetic-run.ts';
import { LEVELS, LegIndex, newCounts } from '../stores/leg-index.ts';
import { boxAt } from './geometry.ts';
import { Lanes, STEPS } from './lanes.ts';
import {
  chooseLevels,
  DOTS_IN_SIGHT,
  Dots,
  type InSight,
  isSlowed,
  looks,
  placeDots,
} from './moving-requests.ts';

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

const aSecond = { cursorNs: 0, speed: 1, fromNs: 0, toNs: 1000 * MS };

/** Legs of the sample of a type in sight at full speed, of a second that holds them all. */
function inSight(legs: LegIndex, level: number, type = 0): number {
  const counts = newCounts();
  const coveredNs = legs.countIn({ fromNs: 0, toNs: 1000 * MS - 1 }, counts);
  const kept = counts.legs.subarray(type * LEVELS + level, (type + 1) * LEVELS);
  return (kept.reduce((sum, count) => sum + count, 0) * 550 * MS) / coveredNs;
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

  it('thins out until its busiest link has room for the requests on it', () => {
    const legs = legsOf(
      ...Array.from({ length: 4000 }, (_, request) => ({ request, sentNs: request * 0.25 * MS })),
    );
    // A second of 4,000 requests, 2,200 of them in sight at full speed.
    expect(levelsOf(legs, { ...aSecond, perLink: 2300 })[0]).toBe(0);
    const level = levelsOf(legs, { ...aSecond, perLink: 100 })[0]!;
    expect(inSight(legs, level)).toBeLessThanOrEqual(100);
    expect(inSight(legs, level - 1)).toBeGreaterThan(100);
  });

  it('does not thin out a request because it asks fifty servers at once', () => {
    const pages = Array.from({ length: 20 }, (_, request) => ({
      request,
      sentNs: request * 50 * MS,
    }));
    const legs = legsOf(
      ...pages.flatMap((page) => [
        page,
        ...Array.from({ length: 50 }, (_, i) => ({ ...page, link: 1, sentNs: page.sentNs + i })),
      ]),
    );
    expect(levelsOf(legs, { ...aSecond, perLink: 22 })[0]).toBe(0);
  });

  it('thins out what would be more than a screen can move, though its links have room', () => {
    const legs = legsOf(
      ...Array.from({ length: 10_000 }, (_, request) => ({
        request,
        link: request % 500,
        sentNs: request * 0.1 * MS,
      })),
    );
    const level = levelsOf(legs, { ...aSecond, perLink: 100 })[0]!;
    expect(inSight(legs, level)).toBeLessThanOrEqual(DOTS_IN_SIGHT);
    expect(inSight(legs, level - 1)).toBeGreaterThan(DOTS_IN_SIGHT);
  });

  it('goes by what travels around the cursor, not by a storm at another time', () => {
    const storm = Array.from({ length: 8000 }, (_, request) => ({
      request,
      sentNs: 5000 * MS + request * 0.1 * MS,
    }));
    const calm = Array.from({ length: 50 }, (_, i) => ({ request: 9000 + i, sentNs: i * 60 * MS }));
    const legs = legsOf(...calm, ...storm);
    const about = { speed: 1, fromNs: 0, toNs: 8000 * MS, perLink: 20 };
    expect(levelsOf(legs, { ...about, cursorNs: 1000 * MS })[0]).toBe(0);
    expect(levelsOf(legs, { ...about, cursorNs: 5500 * MS })[0]).toBeGreaterThan(3);
  });

  it('keeps more of a rare operation, so that it is seen too', () => {
    const legs = legsOf(
      ...Array.from({ length: 4000 }, (_, request) => ({
        request,
        sentNs: request * 0.25 * MS,
        operation: request % 50 === 0 ? 3 : 0,
      })),
    );
    const [read, , , job] = levelsOf(legs, { ...aSecond, perLink: 64 });
    expect(inSight(legs, read!)).toBeGreaterThan(32);
    expect(job).toBeLessThan(read!);
    expect(inSight(legs, job!, 3)).toBeGreaterThanOrEqual(64 / 8);
    expect(inSight(legs, job! + 1, 3)).toBeLessThan(64 / 8);
  });

  it('hides what is behind a card', () => {
    const between = boxAt({ x: 200, y: 0 });
    const hidden = new Lanes([{ source, target: boxAt({ x: 600, y: 0 }) }], [between]);
    const into = new Dots(1, 1);
    expect(hidden.place(0, 0, 0.01 * STEPS, into, 0)).toBe(true);
    expect(hidden.place(0, 0, 0.3 * STEPS, into, 0)).toBe(false);
  });

  it('draws nothing for a link whose card is gone', () => {
    expect(new Lanes([{ source, target: undefined }], []).has(0)).toBe(false);
  });

  it('keeps what goes and what comes apart', () => {
    const into = new Dots(2, 1);
    lanes.place(0, 0, STEPS / 2, into, 0);
    lanes.place(0, 1, STEPS / 2, into, 1);
    expect(into.x[0]).toBeCloseTo(into.x[1]!, 1);
    expect(into.y[0]! - into.y[1]!).toBeCloseTo(5.2, 1);
  });
});
