/** Who is drawn behind whom in a database set: a replica may be fed by another one. Members by number. */
interface Member {
  readonly node: number;
  readonly replication: { readonly link: { readonly source: number } } | null;
}

/** By member: whom it is drawn behind, −1 for the root. */
export function sourcesOf(members: readonly Member[]): readonly number[] {
  return members.map(({ replication }) =>
    members.findIndex(({ node }) => node === replication?.link.source),
  );
}

/** Whether the way to a member leads down from another one. */
export function isBehind(sources: readonly number[], member: number, other: number): boolean {
  let at = sources[member]!;
  while (at >= 0 && at !== other) at = sources[at]!;
  return at >= 0;
}
