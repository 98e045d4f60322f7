/** The plainest route: one link, its target's instances taken in turn, as DNS with several addresses would. */
import { firstFrom, type SortedInts } from '../base/sorted-ints.ts';
import type { Calls } from './calls.ts';
import type { Link, Route } from './link.ts';

/** Who knows which instances take calls. */
interface Doors {
  openOf(node: number): SortedInts;
}

export class TurnRoute implements Route {
  index = -1;
  readonly state = { turn: 0 };
  private readonly calls: Calls;
  private readonly link: Link;
  private readonly instances: number;
  private readonly doors: Doors | null;

  /** `doors` where instances come and go. */
  constructor(calls: Calls, link: Link, instances: number, doors: Doors | null = null) {
    this.calls = calls;
    this.link = link;
    this.instances = instances;
    this.doors = doors;
  }

  choose(call: number): boolean {
    const { state } = this;
    if (this.doors !== null) {
      const open = this.doors.openOf(this.link.target);
      if (open.count === 0) return false;
      state.turn = firstFrom(open, state.turn);
    }
    const c = this.calls.records;
    c[call]!.link = this.link.index;
    c[call]!.instance = state.turn;
    state.turn = state.turn + 1 === this.instances ? 0 : state.turn + 1;
    return true;
  }

  chooseOther(call: number, first: number): boolean {
    if (this.instances < 2 || !this.choose(call)) return false;
    const { records } = this.calls;
    if (records[call]!.instance === records[first]!.instance) this.choose(call);
    return records[call]!.instance !== records[first]!.instance;
  }
}
