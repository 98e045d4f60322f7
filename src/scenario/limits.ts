/** Bounds on a scenario document. A link is untrusted input, and every one of these is what keeps a page responsive. */
export const limits = {
  /** Bytes of a file, and of a link once inflated: 1,000 nodes with long params are about 300 kB. */
  bytes: 2_000_000,
  /** Objects and arrays inside one another; a scenario needs 7. */
  depth: 32,
  nodes: 1000,
  /**
   * Keys times the nodes that keep something of every key, and instances of all nodes together: what decides how much
   * memory a run takes before its first event. 20 million keys are some 500 MB where caches keep them.
   */
  keptKeys: 20_000_000,
  instances: 20_000,
  /** Users of all clients times the nodes that remember them, and the clients: some 20 bytes each, in every checkpoint. */
  keptUsers: 2_000_000,
  /**
   * Budgets and breakers, one for each instance of a caller and each thing it calls, and hedges, one for each caller and
   * each way it may take: some 300 bytes each.
   */
  policies: 100_000,
  edges: 5000,
  faults: 1000,
  /** What faults come to once a zone's are its members': each is looked at where a call is lost or a node slowed. */
  struckNodes: 10_000,
  zones: 200,
  /** Members of all zones, those of a region's zones once more: a thousand nodes, each in ten places, and some. */
  zoneMembers: 20_000,
  notes: 200,
  noteLength: 2000,
  objectives: 100,
  idLength: 80,
  labelLength: 120,
  nameLength: 200,
  descriptionLength: 20_000,
} as const;
