/**
 * Documents of a few kilobytes once packed that name far more than they hold: zones inside zones, sides of partitions,
 * names that nothing has. The door must refuse or read them as soon as any other.
 */
import fc from 'fast-check';

export interface Crowd {
  readonly nodes: number;
  readonly zones: number;
  readonly regions: number;
  /** In each zone; the nodes round and round. */
  readonly members: number;
  /** In each region; the zones round and round. */
  readonly innerZones: number;
  readonly faults: number;
  readonly kind: 'crash' | 'partition';
  /** Places that each partition names on each side, zones round and round. */
  readonly side: number;
  /** Names of members and ends of edges that nothing has, and how long all names are. */
  readonly unknown: number;
  readonly nameLength: number;
}

export const nobody: Crowd = {
  nodes: 1,
  zones: 0,
  regions: 0,
  members: 0,
  innerZones: 0,
  faults: 0,
  kind: 'crash',
  side: 0,
  unknown: 0,
  nameLength: 0,
};

export const crowds: readonly (readonly [string, Crowd])[] = [
  [
    'one node 50 times in each of 199 zones, and a region of them that a thousand crashes strike',
    { ...nobody, zones: 199, members: 50, regions: 1, innerZones: 1200, faults: 1000 },
  ],
  [
    'a hundred regions, each of a hundred zones, each of 200 nodes',
    { ...nobody, nodes: 200, zones: 100, members: 200, regions: 100, innerZones: 100, faults: 100 },
  ],
  [
    'partitions that name a zone of 500 nodes a thousand times each',
    { ...nobody, nodes: 500, zones: 1, members: 500, faults: 30, kind: 'partition', side: 1000 },
  ],
  [
    'as many nodes cut off by as many faults as a file may have',
    {
      ...nobody,
      nodes: 200,
      zones: 10,
      members: 9,
      regions: 1,
      innerZones: 1,
      faults: 1000,
      kind: 'partition',
    },
  ],
  [
    'hundreds of long names that nothing has, and hundreds much like them',
    { ...nobody, nodes: 100, zones: 50, unknown: 500, nameLength: 80 },
  ],
];

export const crowdsOfAnySize: fc.Arbitrary<Crowd> = fc.record({
  nodes: fc.integer({ min: 1, max: 300 }),
  zones: fc.nat(99),
  regions: fc.nat(100),
  members: fc.nat(200),
  innerZones: fc.nat(100),
  faults: fc.nat(200),
  kind: fc.constantFrom('crash', 'partition'),
  side: fc.nat(50),
  unknown: fc.nat(200),
  nameLength: fc.nat(80),
});

/** As a file would have it; whether it is valid is the door's business. */
export function crowdedFile(crowd: Crowd) {
  const { nameLength, faults, kind, side, unknown } = crowd;
  const named = (letter: string, i: number) => {
    const end = `${i}`.repeat(nameLength === 0 ? 1 : 6);
    return `${letter.repeat(Math.max(1, nameLength - end.length))}${end}`;
  };
  const nodeIds = listOf(crowd.nodes, (i) => named('n', i));
  const zoneIds = listOf(crowd.zones, (i) => named('z', i));
  const unknownIds = listOf(unknown, (i) => named('n', 10_000 + i));
  const target = crowd.regions > 0 ? 'region0' : (zoneIds[0] ?? nodeIds[0]!);
  const half = Math.ceil(unknown / 2);
  return {
    version: 1,
    nodes: nodeIds.map((id) => ({ id, kind: 'webServer' })),
    edges: listOf(Math.floor(half / 2), (i) => ({
      id: `e${i}`,
      kind: 'request',
      source: unknownIds[2 * i]!,
      target: unknownIds[2 * i + 1]!,
    })),
    zones: [
      ...zoneIds.map((id, zone) => ({
        id,
        members: [
          ...taken(nodeIds, crowd.members),
          ...unknownIds.slice(half).filter((_, i) => i % zoneIds.length === zone),
        ],
      })),
      ...listOf(crowd.regions, (i) => ({
        id: `region${i}`,
        kind: 'region',
        members: taken(zoneIds, crowd.innerZones),
      })),
    ],
    faults: listOf(faults, (i) => ({
      kind,
      target,
      atMs: i,
      ...(kind === 'partition' && side > 0
        ? { with: taken(zoneIds, side), from: taken(nodeIds.slice(-1), 1) }
        : {}),
    })),
  };
}

const listOf = <T>(length: number, of: (i: number) => T) => Array.from({ length }, (_, i) => of(i));

/** `count` of them, round and round. */
function taken(ids: readonly string[], count: number): string[] {
  return ids.length === 0 ? [] : listOf(count, (i) => ids[i % ids.length]!);
}
