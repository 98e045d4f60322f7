/** The window that scaling in waits for, against a list of all that was ever wished for. */
import { expect, it } from 'vitest';
import { Streams } from '../../base/random.ts';
import { msToNs } from '../../base/units.ts';
import { type AutoscaleParams, Autoscaler } from './autoscaler.ts';
import { webServerParams } from './params.ts';

const NOW = 20;

/** Twenty instances, whatever is decided, that ask for as many as there were requests in the last interval. */
function autoscalerWith(params: Partial<AutoscaleParams>) {
  const clock = { nowNs: 0 };
  const all: Partial<AutoscaleParams> = {
    metric: 'requestsPerSec',
    targetPerSec: 1,
    intervalMs: 1000,
    tolerance: 0,
    upAfter: 1,
    upCount: 1000,
    min: 1,
    max: 1000,
    ...params,
  };
  const { autoscale } = webServerParams.parse({ autoscale: all });
  const autoscaler = new Autoscaler(autoscale!, { initial: NOW, all: 1000, capacity: 1 }, clock);
  let arrived = 0;
  return {
    autoscaler,
    decideAt(atMs: number, wish: number): number {
      clock.nowNs = msToNs(atMs);
      arrived += wish;
      autoscaler.read(arrived);
      return autoscaler.decide();
    },
  };
}

it.each([0, 1000, 4500, 30_000])(
  'goes in to the highest wish of a window of %d ms',
  (downAfterMs) => {
    const streams = new Streams(1);
    const stream = streams.named('test', 'wishes');
    const { decideAt } = autoscalerWith({ downAfterMs });
    const wishes = [{ atMs: 0, wish: NOW }];
    for (let atMs = 1000; atMs < 500_000; atMs += 1000) {
      const wish = 1 + streams.below(stream, NOW);
      wishes.push({ atMs, wish });
      const held = wishes.findLastIndex((one) => one.atMs <= atMs - downAfterMs);
      const highest = Math.max(...wishes.slice(Math.max(0, held)).map((one) => one.wish));
      expect(decideAt(atMs, wish)).toBe(wish >= NOW ? wish : Math.min(NOW, highest));
    }
  },
);

it('remembers no more of a long window than it can need', () => {
  const { autoscaler, decideAt } = autoscalerWith({ downAfterMs: 1e6 });
  let highest = 0;
  for (let i = 1; i <= 20_000; i++) highest = decideAt(i, 1 + (i % 7));
  expect(highest).toBe(NOW);
  expect(autoscaler.state.wishes.length).toBeLessThanOrEqual(NOW);
});
