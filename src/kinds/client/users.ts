/**
 * Who makes a request: one of a number of people, all alike or of Pareto-distributed activity, each in a session that
 * may end and be followed by the next person's. Identity is one integer that travels with the calls:
 * place + session × places of all clients; so whoever remembers people needs a table of places and no more.
 *
 * Leaves out: that a person waits for one answer before asking again (a closed arrival does, without a name).
 */
import { power } from '../../base/math.ts';
import type { Streams } from '../../base/random.ts';
import { msToNs } from '../../base/units.ts';
import type { ClientParams } from './params.ts';
import { type AliasTable, aliasTable, drawIndex } from './weighted-draw.ts';

type Users = NonNullable<ClientParams['users']>;

/** Where the run's users have their places: this client's begin at `first`. */
export interface UserPlaces {
  readonly first: number;
  readonly all: number;
}

/** Identities are whole numbers of 32 bits, the sign left out. */
const IDENTITIES = 0x7fffffff;

export class UserSource {
  /** Sessions of each place so far, and when the present one ends; empty where sessions do not end. */
  readonly state: { sessions: Int32Array; endsNs: Float64Array };
  private readonly users: Users;
  private readonly places: UserPlaces;
  private readonly streams: Streams;
  private readonly asking: number;
  private readonly ending: number;
  private readonly activity: AliasTable | null;
  private readonly sessionsMax: number;

  constructor(users: Users, places: UserPlaces, streams: Streams, client: string) {
    this.users = users;
    this.places = places;
    this.streams = streams;
    this.asking = streams.named(client, 'users');
    this.ending = streams.named(client, 'sessions');
    const activity = streams.named(client, 'activity');
    this.activity =
      users.activityAlpha === null
        ? null
        : aliasTable(paretoWeights(users.count, users.activityAlpha, streams, activity));
    this.sessionsMax = Math.floor(IDENTITIES / places.all);
    const kept = users.sessionMs === null ? 0 : users.count;
    this.state = { sessions: new Int32Array(kept), endsNs: new Float64Array(kept) };
    for (let user = 0; user < kept; user++) this.state.endsNs[user] = this.sessionNs();
  }

  /** The user who asks now. */
  draw(nowNs: number): number {
    const { users, places, activity } = this;
    const user =
      activity === null
        ? this.streams.below(this.asking, users.count)
        : drawIndex(activity, this.streams, this.asking);
    const place = places.first + user;
    return users.sessionMs === null ? place : place + this.sessionOf(user, nowNs) * places.all;
  }

  private sessionOf(user: number, nowNs: number): number {
    const { sessions, endsNs } = this.state;
    if (nowNs >= endsNs[user]!) {
      const next = sessions[user]! + 1;
      // Round again: whoever is remembered from so long ago has been forgotten.
      sessions[user] = next >= this.sessionsMax ? 1 : next;
      endsNs[user] = nowNs + this.sessionNs();
    }
    return sessions[user]!;
  }

  private sessionNs(): number {
    return this.streams.exponential(this.ending) * msToNs(this.users.sessionMs!);
  }
}

function paretoWeights(
  count: number,
  alpha: number,
  streams: Streams,
  stream: number,
): Float64Array {
  return Float64Array.from({ length: count }, () => power(1 - streams.uniform(stream), -1 / alpha));
}
