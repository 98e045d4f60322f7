/**
 * What a kind shows on its card, as plain data: the page hands in the figures of the moment and gets back what to
 * write. Leaves out how it is drawn, which is the canvas's.
 */
export type InstanceState = 'up' | 'cold' | 'starting' | 'draining' | 'ejected' | 'down' | 'gone';

/** A node at one moment: means over a step of the charts, or about half a second while time runs. */
export interface NodeFigures {
  readonly instances: readonly InstanceState[];
  readonly role?: 'primary' | 'replica';
  /** Of instances that share one address: who has it. */
  readonly active?: number;
  readonly arrivedPerSec: number;
  readonly completedPerSec: number;
  readonly failedPerSec: number;
  /** Busy share of the slots, 0–1. */
  readonly utilization: number;
  readonly waiting: number;
  readonly latencyMs: number;
  /** The kind gives their meaning: see its view. */
  readonly gauges: readonly [number, number, number];
  /** Slices a simulated second: turns a gauge that counts within a slice into a rate. */
  readonly slicesPerSec: number;
  /** False before a run has reached this moment: the card then says what is set, not what is measured. */
  readonly hasData: boolean;
}

/** The one number that matters for the kind, its unit, and a line below. */
export interface Face {
  readonly value: string;
  readonly unit: string;
  readonly sub: string;
  /** What fails here a second, where that is not all calls that failed inside: without those of which the line below tells. */
  readonly failingPerSec?: number;
}

/** A word in the card's corner. */
export interface Tag {
  readonly text: string;
  /** Not what it is set to, but what it is becoming. */
  readonly isChange: boolean;
}

/** Where the palette files a kind. */
export type KindGroup = 'traffic' | 'serve' | 'keep' | 'bought';

/** How many of a node's instances are up and in rotation. */
export function instancesUp(now: NodeFigures): number {
  return instancesIn(now, 'up') + instancesIn(now, 'cold');
}

export function instancesIn(
  { instances }: Pick<NodeFigures, 'instances'>,
  wanted: InstanceState,
): number {
  return instances.filter((state) => state === wanted).length;
}
