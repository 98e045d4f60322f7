/**
 * Where a run can be taken up again: its whole state now and then, and where its recorder stood. Going back is to put one
 * of them back and run on; an edit that matters from some moment on goes on from the last one before it.
 */
import type { Recorder, RecorderMark } from '../sim/recorder.ts';
import type { Checkpoint, Simulation } from '../sim/simulation.ts';

/** The run is cut into this many stretches; going back runs at most one of them again. */
const STRETCHES = 48;
/** Bytes that checkpoints may take in all; beyond it every other one is dropped. */
const MAX_BYTES = 200_000_000;

interface Kept {
  readonly checkpoint: Checkpoint;
  readonly mark: RecorderMark;
  readonly bytes: number;
}

export class Checkpoints {
  private readonly sim: Simulation;
  private kept: Kept[] = [];
  private everyNs: number;

  constructor(sim: Simulation) {
    this.sim = sim;
    this.everyNs = sim.spec.durationNs / STRETCHES;
  }

  /** When the next one is due. */
  get nextNs(): number {
    return (this.kept.at(-1)?.checkpoint.atNs ?? 0) + this.everyNs;
  }

  keep(): void {
    const checkpoint = this.sim.checkpoint();
    const mark = this.sim.recorder.mark();
    this.kept.push({ checkpoint, mark, bytes: bytesOf(checkpoint) });
    if (this.kept.reduce((sum, { bytes }) => sum + bytes, 0) <= MAX_BYTES) return;
    this.kept = this.kept.filter((_, i) => i % 2 === 0);
    this.everyNs *= 2;
  }

  lastBefore(atNs: number): Checkpoint {
    const found = this.kept.findLast(({ checkpoint }) => checkpoint.atNs <= atNs);
    return (found ?? this.kept[0]!).checkpoint;
  }

  /** The last one at which a request had not begun. */
  lastBeforeRequest(request: number): Checkpoint {
    const found = this.kept.findLast(({ checkpoint }) => checkpoint.requests <= request);
    return (found ?? this.kept[0]!).checkpoint;
  }

  /**
   * Takes over those of another run before `divergesNs`, from where on the two differ, and puts the simulation to the last
   * of them. Returns the moment from which it has to go on; 0 where there was none.
   */
  takeOver(other: Checkpoints, divergesNs: number, recorder: Recorder): number {
    const shared = other.kept.filter(({ checkpoint }) => checkpoint.atNs < divergesNs);
    const last = shared.at(-1);
    if (!last || last.checkpoint.atNs === 0) return 0;
    this.kept = shared.map((one) => ({ ...one, checkpoint: this.sim.adopt(one.checkpoint) }));
    this.everyNs = other.everyNs;
    this.sim.restore(this.kept.at(-1)!.checkpoint);
    this.sim.recorder.goOnFrom(last.mark, recorder);
    return last.checkpoint.atNs;
  }
}

/** Bytes of the typed arrays in a state, which are nearly all of it. */
function bytesOf(state: unknown): number {
  if (state === null || typeof state !== 'object') return 0;
  if (ArrayBuffer.isView(state)) return state.byteLength;
  let sum = 0;
  for (const value of Object.values(state)) sum += bytesOf(value);
  return sum;
}
