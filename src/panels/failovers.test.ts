import { describe, expect, it } from 'vitest';
import { blogEvents, blogShape, SECOND } from '../../tests/fixtures/synthetic-run.ts';
import type { TimelineEvent } from '../sim/recording.ts';
import { failoverAt, failovers } from './failovers.ts';
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
    expect(failover!.endNs).toBe(24.2 * SECOND);
    expect(failover!.next).toBe(databases[1]);
    expect(failover!.refused).toBe(610);
  });

  it('stays open while nobody has taken over', () => {
    const events = blogEvents().filter(({ atNs }) => atNs < 23 * SECOND);
    expect(failovers(events, setOf)[0]).toMatchObject({ endNs: null, next: null, refused: 412 });
  });

  it('is the latest that had begun', () => {
    const second = blogEvents().map((event) => ({ ...event, atNs: event.atNs + 40 * SECOND }));
    const all = failovers([...blogEvents(), ...second], setOf);
    expect(all).toHaveLength(2);
    expect(failoverAt(all, 0)).toBe(all[0]);
    expect(failoverAt(all, 30 * SECOND)).toBe(all[0]);
    expect(failoverAt(all, 61 * SECOND)).toBe(all[1]);
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
