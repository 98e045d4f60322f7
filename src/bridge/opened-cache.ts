/**
 * The worker's half of an open cache: looks into it at a moment, studies it over the whole run, and plays its accesses
 * through other policies. Kept for one run; what it holds goes with that.
 */
import { CacheRerun } from '../scenario/cache-study.ts';
import { Double } from '../scenario/peek.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { Checkpoint, Simulation } from '../sim/simulation.ts';
import type { CacheAnswer, Look } from './protocol.ts';

type Question<T extends Look['type']> = Extract<Look, { type: T }>;

export interface RunSoFar {
  readonly number: number;
  readonly scenario: Scenario;
  readonly sim: Simulation;
  checkpointBefore(atNs: number): Checkpoint;
}

export class OpenedCache {
  private readonly run: RunSoFar;
  private readonly post: (answer: CacheAnswer) => void;
  private double: Double | null = null;
  /** The latest study asked for: under way, or done. */
  private study: {
    readonly asked: Question<'study'>;
    readonly rerun: CacheRerun;
    isDone: boolean;
  } | null = null;

  constructor(run: RunSoFar, post: (answer: CacheAnswer) => void) {
    this.run = run;
    this.post = post;
  }

  peek({ id, moment, other }: Question<'peek'>): void {
    const { run } = this;
    this.double ??= new Double(run.scenario);
    // Not one of this very moment: what led up to it is shown, too.
    const checkpoint = run.checkpointBefore(moment.atNs - 1);
    const peek = this.double.peek(moment, checkpoint, run.sim);
    const steps =
      other && peek && this.study?.isDone ? this.study.rerun.steps(other, peek, other.limit) : null;
    this.post({ type: 'peeked', run: run.number, id, peek, other: steps });
  }

  begin(asked: Question<'study'>): void {
    const { id, node, store } = asked;
    const rerun = CacheRerun.of(this.run.scenario, node, store);
    this.study = rerun && { asked, rerun, isDone: false };
    if (!rerun) this.post({ type: 'studied', run: this.run.number, id, study: null });
  }

  /** What the study under way was asked for with. */
  get studying(): Question<'study'> | null {
    return this.study === null || this.study.isDone ? null : this.study.asked;
  }

  /** Does a bounded piece of a study; true while there is more. */
  work(events: number): boolean {
    const { study, run } = this;
    if (!study || study.isDone) return false;
    if (study.rerun.advance(events, run.sim)) return true;
    study.isDone = true;
    this.post({
      type: 'studied',
      run: run.number,
      id: study.asked.id,
      study: study.rerun.finish(),
    });
    return false;
  }

  /** What a look that broke off has left half done: the next one begins anew. */
  forget({ type }: Look): void {
    if (type === 'study') this.study = null;
    if (type !== 'peek') return;
    this.double = null;
    this.study?.rerun.forgetSteps();
  }

  compare({ id, other }: Question<'compare'>): void {
    if (!this.study?.isDone) return;
    const comparison = this.study.rerun.compare(other.policy, other.capacityKeys);
    this.post({ type: 'compared', run: this.run.number, id, comparison });
  }
}
