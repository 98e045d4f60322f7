import { describe, expect, it } from 'vitest';
import { blogEvents, blogShape, SECOND } from '../../tests/fixtures/synthetic-run.ts';
import type { TimelineEvent } from '../sim/recording.ts';
import type { Summary } from '../sim/summary.ts';
import { failovers, standingIn } from './failovers.ts';
import { incidentAt, incidents } from './incidents.ts';
import { causeOf } from './story-causes.ts';

const databases = ['db-1', 'db-2', 'db-3'].map((id) => blogShape.nodeIds.indexOf(id));
const setOf = (node: number) => (databases.includes(node) ? databases : []);

describe('the account of a failover', () => {
  const [failover, ...others] = failovers(blogEvents(), setOf);

  it('tells its stages, one after another, from the crash to the re-routing', () => {
    expect(others).toEqual([]);
    expect(failover!.began.event).toBe('crashed');
    expect(failover!.stages.map(({ name }) => name)).toEqual([
      'detect',
      'elect',
      'promote',
      'reroute',
    ]);
    expect(failover!.stages[0]!.fromNs).toBe(20 * SECOND);
    for (const [i, { toNs }] of failover!.stages.slice(0, -1).entries()) {
      expect(failover!.stages[i + 1]!.fromNs).toBe(toNs);
    }
    expect(failover!.gap).toEqual({ fromNs: 20 * SECOND, toNs: 24.2 * SECOND });
    expect(failover!.next).toBe(databases[1]);
  });

  it('stays open while nobody has taken over', () => {
    const events = blogEvents().filter(({ atNs }) => atNs < 23 * SECOND);
    expect(failovers(events, setOf)[0]).toMatchObject({
      gap: { fromNs: 20 * SECOND, toNs: null },
      next: null,
    });
  });

  it('says what stands on one side, as long as both take writes', () => {
    const split = { fromNs: 24 * SECOND, toNs: null };
    const standing = { count: 7, writes: [{ key: 3, atNs: 25 * SECOND }] };
    const summary = { nodes: { 'db-1': { standing } } } as unknown as Summary;
    const still = { ...failover!, split };
    const recorded = (alone: number) => ({
      shape: blogShape,
      slices: 90,
      nodeValue: (slice: number, node: number, field: string) =>
        slice === 89 && node === databases[0] && field === 'gauge1' ? alone : 0,
    });
    expect(standingIn(still, summary, recorded(9))).toEqual({
      ...standing,
      atNs: split.fromNs,
      node: databases[0],
      side: 'standing',
    });
    // The run goes on: as many as its last slice has counted.
    expect(standingIn(still, null, recorded(5))).toMatchObject({ count: 5, writes: [] });
    expect(standingIn(still, null, recorded(0))).toBeNull();
    const over = { ...failover!, split: { ...split, toNs: 30 * SECOND } };
    expect(standingIn(over, summary, recorded(9))).toBeNull();
  });

  it('ends with the old primary’s return where no other takes over', () => {
    const alone = blogEvents().filter(
      ({ event }) => !['electionStarted', 'elected', 'promoted', 'rerouted'].includes(event),
    );
    expect(failovers(alone, setOf)[0]).toMatchObject({
      gap: { fromNs: 20 * SECOND, toNs: 40 * SECOND },
      next: null,
    });
  });

  it('waits for the end of an election that the old primary comes back into', () => {
    const back = { ...blogEvents()[0]!, atNs: 23 * SECOND, event: 'restarted' };
    const events = [...blogEvents(), back].sort((a, b) => a.atNs - b.atNs);
    expect(failovers(events, setOf)[0]!.gap!.toNs).toBe(24.2 * SECOND);
  });

  it('begins with the crash that lasts, not with one that was over', () => {
    const [crash] = blogEvents();
    const earlier = [
      { ...crash!, atNs: 3 * SECOND },
      { ...crash!, atNs: 4 * SECOND, event: 'restarted' },
    ];
    expect(failovers([...earlier, ...blogEvents()], setOf)[0]!.began.atNs).toBe(20 * SECOND);
  });

  it('tells apart what a cut-off primary does: stops, or goes on beside the new one', () => {
    const [, ...rest] = blogEvents();
    const cut = { ...blogEvents()[0]!, event: 'cutOff', data: {} };
    const at = (seconds: number, event: string, more: Partial<TimelineEvent> = {}) => ({
      ...cut,
      atNs: seconds * SECOND,
      event,
      ...more,
    });
    const told = (...events: readonly TimelineEvent[]) =>
      failovers(
        [cut, ...rest, ...events].sort((a, b) => a.atNs - b.atNs),
        setOf,
      )[0]!;
    const fenced = told(at(22.5, 'fenced'));
    expect(fenced.gap).toEqual({ fromNs: 22.5 * SECOND, toNs: 24.2 * SECOND });
    expect(fenced.split).toBeNull();

    const writes = [{ key: 7, atNs: 30 * SECOND }];
    const split = told(
      at(24, 'splitBrain'),
      at(24, 'writesLost', { data: { count: 2 }, writes: [] }),
      at(40, 'writesDiscarded', { data: { count: 9 }, writes }),
    );
    expect(split.gap).toBeNull();
    expect(split.split).toEqual({ fromNs: 24 * SECOND, toNs: 40 * SECOND });
    expect(split.lost.map(({ side, count }) => [side, count])).toEqual([
      ['ahead', 2],
      ['alone', 9],
    ]);
    expect(split.lost[1]).toMatchObject({ node: databases[0], writes });
  });

  it('is none where a balancer declares another down', () => {
    const down = { ...blogEvents()[4]!, node: blogShape.nodeIds.indexOf('lb') };
    expect(failovers([down], setOf)).toEqual([]);
  });
});

describe('the headline', () => {
  const web = blogShape.nodeIds.indexOf('web');
  const crash = (seconds: number): TimelineEvent => ({
    ...blogEvents()[0]!,
    atNs: seconds * SECOND,
    node: web,
  });

  it('is the latest that had struck, a crash without a failover too', () => {
    const all = incidents([...blogEvents(), crash(45)], setOf);
    expect(all.map(({ failover }) => failover !== null)).toEqual([true, false]);
    expect(incidentAt(all, 0)).toBe(all[0]);
    expect(incidentAt(all, 44 * SECOND)).toBe(all[0]);
    expect(incidentAt(all, 45 * SECOND)).toBe(all[1]);
    // A cursor that was played to there may lack a part of a nanosecond; one that is before it is before it.
    expect(incidentAt(all, 45 * SECOND - 0.4)).toBe(all[1]);
    expect(incidentAt(all, 45 * SECOND - 0.4e6)).toBe(all[0]);
  });

  it('is a new crash before an older failover too, until that begins', () => {
    const all = incidents([crash(7), ...blogEvents()], setOf);
    expect(incidentAt(all, 7 * SECOND)!.began.node).toBe(web);
    expect(all[0]!.untilNs).toBe(20 * SECOND);
    expect(incidentAt(all, 21 * SECOND)!.failover).not.toBeNull();
  });

  it('is a second failover of the same set', () => {
    const second = blogEvents().map((event) => ({ ...event, atNs: event.atNs + 40 * SECOND }));
    const all = incidents([...blogEvents(), ...second], setOf);
    expect(all).toHaveLength(2);
    expect(all[0]!.failover!.limitNs).toBe(60 * SECOND);
    expect(incidentAt(all, 61 * SECOND)).toBe(all[1]);
  });
});

describe('why something happened', () => {
  const events = blogEvents();
  const because = (name: string, of: readonly TimelineEvent[] = events) => {
    const index = of.findLastIndex(({ event }) => event === name);
    return causeOf(of, index, blogShape, setOf)?.event;
  };

  it('is the step before it, in the same set', () => {
    expect(because('probeMissed')).toBe('crashed');
    expect(because('electionStarted')).toBe('declaredDown');
    expect(because('promoted')).toBe('elected');
    expect(because('rerouted')).toBe('promoted');
    expect(because('rejoined')).toBe('restarted');
    expect(because('crashed')).toBeUndefined();
  });

  it('is nothing that had ended before', () => {
    const missed: TimelineEvent = { ...events[1]!, atNs: 50 * SECOND };
    expect(because('probeMissed', [...events, missed])).toBeUndefined();
  });

  it('is not what happened elsewhere', () => {
    const web = blogShape.nodeIds.indexOf('web');
    const ejected = { ...events[1]!, node: web, event: 'ejected', data: {} };
    expect(because('ejected', [events[0]!, ejected])).toBeUndefined();
  });
});
