/**
 * The latency table: ranges that engineers quote, each with its source. A range is read as the 5th and 95th percentile
 * of a lognormal (domain reference §9.3: a quoted range is what one usually sees, with a tail to the right).
 *
 * The rows marked "reading notes" are the study group's own table, collected as estimates; where a primary source
 * exists beside it, the default of a kind uses that one and says so.
 */
export interface Figure {
  /** 5th percentile, milliseconds. */
  readonly p5Ms: number;
  /** 95th percentile, milliseconds. */
  readonly p95Ms: number;
  /** Where the range comes from. */
  readonly source: string;
}

const NOTES = "the study group's reading notes, latency table";

export const figures = {
  'ram-access': { p5Ms: 0.0001, p95Ms: 0.00015, source: NOTES },
  'nvme-read': { p5Ms: 0.01, p95Ms: 0.1, source: NOTES },
  'ssd-read': { p5Ms: 0.1, p95Ms: 0.3, source: NOTES },
  'hdd-read': { p5Ms: 1, p95Ms: 10, source: NOTES },
  's3-get-1mb': { p5Ms: 20, p95Ms: 100, source: NOTES },
  'memory-store': { p5Ms: 0.5, p95Ms: 1, source: NOTES },
  'sql-simple': { p5Ms: 1, p95Ms: 10, source: NOTES },
  'sql-complex': { p5Ms: 10, p95Ms: 1000, source: NOTES },
  'kafka-message': { p5Ms: 1, p95Ms: 10, source: NOTES },
  'http-same-datacenter': { p5Ms: 0.5, p95Ms: 5, source: NOTES },
  'http-internet': { p5Ms: 50, p95Ms: 300, source: NOTES },
  'llm-api': { p5Ms: 300, p95Ms: 2000, source: NOTES },
  'llm-local-cpu': { p5Ms: 500, p95Ms: 5000, source: NOTES },
  'llm-local-gpu': { p5Ms: 50, p95Ms: 300, source: NOTES },
  'payment-api': {
    p5Ms: 300,
    p95Ms: 2000,
    source: 'an estimate: a card payment through its gateway and bank',
  },
  'image-generation-cpu': { p5Ms: 30_000, p95Ms: 120_000, source: NOTES },
  'image-generation-gpu': { p5Ms: 1000, p95Ms: 5000, source: NOTES },
  'cdn-static': { p5Ms: 10, p95Ms: 50, source: NOTES },
  'network-same-zone': {
    p5Ms: 0.1,
    p95Ms: 0.5,
    source: 'round trip in one zone: 100–250 µs (napkin-math), 500 µs (Colin Scott)',
  },
  'network-cross-zone': { p5Ms: 0.25, p95Ms: 1.5, source: 'AWS zone pings (xkyle.com, 2020)' },
  'network-user-edge': { p5Ms: 20, p95Ms: 80, source: 'same continent, Azure round-trip table' },
  'proxy-overhead': { p5Ms: 0.02, p95Ms: 0.2, source: 'proxy hop 50 µs (napkin-math)' },
  'app-work': { p5Ms: 1, p95Ms: 10, source: 'chosen: median 3.2 ms, mean 4.0 ms' },
  'sql-write': { p5Ms: 1, p95Ms: 5, source: 'an estimate: fsync on a networked disk' },
  'replication-transport': {
    p5Ms: 1,
    p95Ms: 20,
    source: 'an estimate: lag of an idle asynchronous replica',
  },
  'queue-publish': { p5Ms: 2, p95Ms: 10, source: 'an estimate: Kafka acks=all in one region' },
} as const satisfies Record<string, Figure>;

export type FigureId = keyof typeof figures;

export const figureIds = Object.keys(figures) as readonly FigureId[];
