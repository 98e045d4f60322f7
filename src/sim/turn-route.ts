/** The plainest route: one link, its target's instances taken in turn, as DNS with several addresses would. */
import type { Calls } from './calls.ts';
import type { Link, Route } from './link.ts';

export class TurnRoute implements Route {
  index = -1;
  readonly state = { turn: 0 };
  private readonly calls: Calls;
  private readonly link: Link;
  private readonly instances: number;

  constructor(calls: Calls, link: Link, instances: number) {
    this.calls = calls;
    this.link = link;
    this.instances = instances;
  }

  choose(call: number): boolean {
    const { state } = this;
    const c = this.calls.state;
    c.link[call] = this.link.index;
    c.instance[call] = state.turn;
    state.turn = state.turn + 1 === this.instances ? 0 : state.turn + 1;
    return true;
  }

  chooseOther(call: number, first: number): boolean {
    if (this.instances < 2) return false;
    this.choose(call);
    const { instance } = this.calls.state;
    if (instance[call] === instance[first]) this.choose(call);
    return true;
  }
}
