/**
 * Calls turned away over a limit: answered at once, counted, and told as news where it had been quiet before. Every one
 * told would fill the story of an overload.
 */
import { NS_PER_SEC } from '../base/units.ts';
import { RATE_LIMITED } from '../sim/causes.ts';
import type { Simulation } from '../sim/simulation.ts';

/** Without a refusal for so long, the next is told as news. */
const QUIET_NS = NS_PER_SEC;

export class Refusals {
  /** Plain data, part of the checkpoint. `refused` counts from the warm-up, `inSlice` from the last gauge. */
  readonly state = { refused: 0, inSlice: 0, lastNs: -QUIET_NS };
  private readonly sim: Simulation;
  private readonly node: number;
  private readonly news: string;
  private readonly data: Record<string, number>;

  constructor(sim: Simulation, node: number, news: string, data: Record<string, number> = {}) {
    this.sim = sim;
    this.node = node;
    this.news = news;
    this.data = data;
  }

  refuse(call: number): void {
    const s = this.state;
    const { nowNs } = this.sim;
    if (nowNs - s.lastNs >= QUIET_NS) this.sim.emit(this.node, -1, this.news, this.data);
    s.lastNs = nowNs;
    s.refused++;
    s.inSlice++;
    this.sim.answer(call, RATE_LIMITED);
  }

  /** How many since this was last asked. */
  takeSlice(): number {
    const { inSlice } = this.state;
    this.state.inSlice = 0;
    return inSlice;
  }
}
