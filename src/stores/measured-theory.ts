/**
 * What theory says of a stretch of a run: asked only where what was measured is such a queue, with nothing wrong with it
 * and calls that came at random.
 */
import type { Scenario } from '../scenario/schema.ts';
import {
  stationOf,
  type TheoryAnswer,
  type TheoryGap,
  theoryOf,
} from '../scenario/station-theory.ts';
import { faultsOnNodes, type NodeFault } from '../scenario/zones.ts';
import type { TimeWindow } from './chart-window.ts';
import { HealthFold } from './health.ts';
import type { Recording } from './recording.ts';

export type Theory =
  | (TheoryAnswer & {
      /** Measured ÷ theory − 1, of the mean time. */
      readonly differenceRatio: number;
    })
  | TheoryGap;

interface Measured {
  readonly id: string;
  readonly node: number;
  readonly arrivedPerSec: number;
  /** Mean time inside. */
  readonly meanMs: number;
}

export class TheoryBeside {
  readonly #recording: Recording;
  readonly #scenario: Scenario;
  readonly #span: TimeWindow;
  readonly #faults: readonly NodeFault[];
  /** Before anything has happened, and as the stretch begins. */
  readonly #unharmed: HealthFold;
  readonly #atStart: HealthFold;

  constructor(recording: Recording, scenario: Scenario, span: TimeWindow) {
    this.#recording = recording;
    this.#scenario = scenario;
    this.#span = span;
    this.#faults = faultsOnNodes(scenario).filter((fault) => isActive(fault, span));
    this.#unharmed = new HealthFold(recording.shape, scenario);
    this.#atStart = new HealthFold(recording.shape, scenario);
    this.#atStart.moveTo(recording.events, recording.eventsUntil(span.fromNs));
  }

  of({ id, node, arrivedPerSec, meanMs }: Measured): Theory {
    const station = stationOf(this.#scenario, id);
    // Only nodes with slots are asked about.
    if (station === null) return 'mix';
    if (typeof station === 'string') return station;
    if (this.#hasTrouble(id, node)) return 'faults';
    if (this.#recording.nodeMean(node, 'failed', this.#span) > 0) return 'failed';
    const { first, end } = this.#recording.slicesIn(this.#span);
    const arrived = Array.from({ length: Math.max(0, end - first) }, (_, i) =>
      this.#recording.nodeValue(first + i, node, 'arrived'),
    );
    const random = isPoisson(arrived);
    if (random === null) return 'few';
    if (!random) return 'arrivals';
    const theory = theoryOf(station, arrivedPerSec, sum(arrived));
    if (typeof theory === 'string') return theory;
    return { ...theory, differenceRatio: meanMs / theory.meanMs - 1 };
  }

  /** A fault is in force, something happened to it, or it has not been the same since: promoted, say, or still down. */
  #hasTrouble(id: string, node: number): boolean {
    const { fromNs, toNs } = this.#span;
    const isStruck = this.#faults.some((fault) => strikes(fault, id));
    const { badge, role, instances } = this.#atStart.of(node);
    const isChanged = badge !== null || role !== this.#unharmed.of(node).role;
    return (
      isStruck ||
      isChanged ||
      instances.some((state) => state !== 'up') ||
      this.#recording.events.some(
        (event) => event.node === node && event.atNs < toNs && event.atNs >= fromNs,
      )
    );
  }
}

function isActive(fault: NodeFault, { fromNs, toNs }: TimeWindow): boolean {
  // Without a duration it lasts to the end.
  const lastsMs = ('durationMs' in fault && fault.durationMs) || Number.POSITIVE_INFINITY;
  return fault.atMs * 1e6 < toNs && (fault.atMs + lastsMs) * 1e6 >= fromNs;
}

function strikes(fault: NodeFault, id: string): boolean {
  if (fault.target === id || fault.told?.includes(id)) return true;
  return fault.kind === 'partition' && fault.with?.includes(id) === true;
}

/** Calls in one count, so that a stream that is too even shows it. */
const COUNT_CALLS = 5;
/** With so many counts a stream of half the variance, every other call of a random one, is told apart 9 times in 10. */
const COUNTS_MIN = 120;
/** Less than this is not worth a word. */
const DISPERSION_OFF = 0.15;

/**
 * Variance ÷ mean of the counts of equal times is 1 for a Poisson stream; its deviation is √(2 ÷ counts). Null where there
 * are too few to tell.
 */
function isPoisson(perSlice: readonly number[]): boolean | null {
  const slices = Math.ceil((COUNT_CALLS * perSlice.length) / sum(perSlice));
  const length = Math.floor(perSlice.length / slices);
  if (!(length >= COUNTS_MIN)) return null;
  const counts = Array.from({ length }, (_, i) =>
    sum(perSlice.slice(i * slices, (i + 1) * slices)),
  );
  const mean = sum(counts) / length;
  const square = sum(counts.map((each) => (each - mean) * (each - mean)));
  const dispersion = square / (length - 1) / mean;
  return Math.abs(dispersion - 1) < Math.max(DISPERSION_OFF, 3 * Math.sqrt(2 / length));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}
