/**
 * Whether a user's request finds its session, by where sessions are kept:
 * - inMemory: at the one server that the user signed in at; another server does not know the user, and a server that
 *   dies takes its sessions with it;
 * - sharedStore: in a cache or database that is asked first, and may have evicted or lost it;
 * - token: with the user; checking the signature costs a little every time.
 * Whoever comes for the first time in a run was signed in before it; who follows in a user's place, and who has lost the
 * session, signs in again, which is work for the server.
 *
 * Leaves out: sessions that end by a time limit of the server, sessions copied between servers.
 * Source: domain reference §2.
 */
import type { SignIns } from '../kind.ts';

/** Instances a node may have, and more: what tells the places of two nodes apart. */
const INSTANCES_MAX = 10_000;

/** Owners that are no users: nobody yet in this run, and nobody any more. */
const NOBODY = -1;
const SIGNED_OUT = -2;
/** Homes of sessions that are not in a server's memory. */
const NOT_KEPT = -1;
const KEPT = -2;

export class Sessions {
  /** Counted since the warm-up. */
  readonly state = { logins: 0, lost: 0 };
  private readonly signIns: SignIns;
  private readonly firstPlace: number;
  private readonly isInMemory: boolean;

  constructor(mode: 'inMemory' | 'sharedStore' | 'token', signIns: SignIns, node: number) {
    this.isInMemory = mode === 'inMemory';
    this.signIns = signIns;
    this.firstPlace = node * INSTANCES_MAX;
  }

  placeOf(user: number): number {
    return user % this.signIns.owner.length;
  }

  /** Whether the user must sign in at this instance, and from now on is. */
  mustSignIn(user: number, instance: number): boolean {
    const { owner, home } = this.signIns;
    const place = this.placeOf(user);
    const here = this.isInMemory ? this.firstPlace + instance : NOT_KEPT;
    const isHere = !this.isInMemory || home[place] === here;
    if (owner[place] === user && isHere) return false;
    const isFirst = this.isNew(user);
    owner[place] = user;
    home[place] = here;
    if (isFirst) return false;
    this.state.logins++;
    return true;
  }

  /** Not seen in this run: signed in before it, though no store knows of it yet. */
  isNew(user: number): boolean {
    const { owner } = this.signIns;
    return user < owner.length && owner[user] === NOBODY;
  }

  /** The shared store has it. */
  kept(user: number): void {
    const { owner, home } = this.signIns;
    const place = this.placeOf(user);
    if (owner[place] === user) home[place] = KEPT;
  }

  /** The shared store has no session of this user: is it lost, or only not yet there? */
  notInStore(user: number): void {
    const { owner, home } = this.signIns;
    const place = this.placeOf(user);
    if (owner[place] !== user || home[place] !== KEPT) return;
    owner[place] = SIGNED_OUT;
    this.state.lost++;
  }

  /** An instance is gone, and what it remembered. Returns how many sessions that were. */
  loseAllOf(instance: number): number {
    if (!this.isInMemory) return 0;
    const { home } = this.signIns;
    const here = this.firstPlace + instance;
    let lost = 0;
    for (let place = 0; place < home.length; place++) {
      if (home[place] !== here) continue;
      home[place] = NOT_KEPT;
      lost++;
    }
    this.state.lost += lost;
    return lost;
  }
}
