/**
 * What a caller's database driver does: writes go to the member it believes to be the primary, reads to the replicas in
 * turn (or as `readFrom` says). Cut off from a new primary it keeps to the old one, while it reaches that. It knows the whole set, whichever member the drawing connects it to. Where every member
 * takes writes it keeps to those that it is drawn to, in turn, for as long as one of them is up.
 */
import type { Call } from '../../sim/calls.ts';
import type { Route } from '../../sim/link.ts';
import { WRITE } from '../kind.ts';
import type { DatabaseParams } from './params.ts';
import type { ReplicaSet } from './replica-set.ts';

export class DriverRoute implements Route {
  index = -1;
  readonly state = { turn: 0 };
  private readonly set: ReplicaSet;
  private readonly calls: readonly Call[];
  private readonly readFrom: DatabaseParams['readFrom'];
  /** By member of the set. */
  private readonly links: readonly number[];
  private readonly drawn: readonly boolean[];
  /** The node that calls. */
  private readonly caller: number;

  constructor(
    set: ReplicaSet,
    calls: readonly Call[],
    readFrom: DatabaseParams['readFrom'],
    links: readonly number[],
    drawn: readonly boolean[],
    caller: number,
  ) {
    this.caller = caller;
    this.drawn = drawn;
    this.set = set;
    this.calls = calls;
    this.readFrom = readFrom;
    this.links = links;
  }

  choose(call: number): boolean {
    const member = this.member(call);
    this.calls[call]!.link = this.links[member]!;
    this.calls[call]!.instance = 0;
    return true;
  }

  /** Another member for a read, where one is in rotation; a write has one place to go. */
  chooseOther(call: number, first: number): boolean {
    const c = this.calls;
    if (c[call]!.verb === WRITE) return false;
    // Two members in turn are two different ones, if two may be read at all.
    for (let tries = 0; tries < 2; tries++) {
      const link = this.links[this.readMember()]!;
      if (link === c[first]!.link) continue;
      c[call]!.link = link;
      c[call]!.instance = 0;
      return true;
    }
    return false;
  }

  private member(call: number): number {
    if (this.set.takesWritesEverywhere) return this.nearMember();
    return this.calls[call]!.verb === WRITE ? this.set.leaderFor(this.caller) : this.readMember();
  }

  private nearMember(): number {
    const { believed, inRotation } = this.set.state;
    const n = this.set.members.length;
    let other = -1;
    for (let i = 0; i < n; i++) {
      const member = (this.state.turn + i) % n;
      if (inRotation[member] === 0) continue;
      if (this.drawn[member]) {
        this.state.turn = (member + 1) % n;
        return member;
      }
      if (other < 0) other = member;
    }
    if (other < 0) return believed;
    this.state.turn = (other + 1) % n;
    return other;
  }

  private readMember(): number {
    const { believed, inRotation } = this.set.state;
    const leader = this.set.leaderFor(this.caller);
    // Cut off from the new primary: the old one is all it has.
    if (this.readFrom === 'primary' || leader !== believed) return leader;
    const n = this.set.members.length;
    for (let i = 0; i < n; i++) {
      const member = this.state.turn;
      this.state.turn = member + 1 === n ? 0 : member + 1;
      if (inRotation[member] === 0) continue;
      if (member !== believed || this.readFrom === 'all') return member;
    }
    return believed;
  }
}
