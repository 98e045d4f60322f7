/**
 * What calls travel by: links and routes, and what each caller holds on to for them (timers, retry budgets, breakers,
 * pools, hedges). Put together once, before the run; what changes in them is part of the run's state.
 */

import { msToNs } from '../base/units.ts';
import { Pipe, type PipeSpec } from './bandwidth.ts';
import { Breaker } from './breaker.ts';
import { CONSTANT, sampler } from './distribution.ts';
import { Hedge, type HedgeSpec } from './hedge.ts';
import { Kernel } from './kernel.ts';
import type { CallerPolicy, Link, Route } from './link.ts';
import { Pool } from './pool.ts';
import { Retry, RetryBudget } from './retry.ts';
import type { LinkSpec } from './spec.ts';
import { type TimerPurpose, TimerRing } from './timers.ts';

export abstract class Wiring extends Kernel {
  readonly links: Link[] = [];
  protected readonly timers: TimerRing[] = [];
  protected readonly budgets: RetryBudget[] = [];
  protected readonly hedges: Hedge[] = [];
  protected readonly pipes: Pipe[] = [];
  protected readonly breakers: Breaker[] = [];
  protected readonly pools: Pool[] = [];
  protected readonly routeStates: object[] = [];
  protected readonly keptStates: object[] = [];
  private readonly timerByUse = new Map<string, number>();
  private readonly budgetByUse = new Map<string, RetryBudget>();
  private readonly breakerByUse = new Map<string, Breaker>();
  private readonly poolByUse = new Map<string, Pool>();
  private readonly pipeByEdge = new Map<string, Pipe>();
  protected readonly routes: Route[] = [];
  addLink(spec: LinkSpec): Link {
    const { source, target } = spec;
    const name =
      spec.name ?? spec.edge ?? `${this.spec.nodes[source]!.id}→${this.spec.nodes[target]!.id}`;
    const roundTrip = sampler(spec.roundTrip, this.streams.named(name, 'roundTrip'));
    const hedgeTimer = spec.hedge === null ? -1 : this.timers.length;
    const hedge = spec.hedge === null ? null : this.hedgeFor(spec.hedge);
    const timer = spec.timeoutNs === null ? -1 : this.timerFor(spec.timeoutNs);
    const policy = this.policyFor(spec, name);
    const link: Link = {
      index: this.links.length,
      source,
      target,
      address: this.nodes[target]?.address ?? null,
      edge: spec.edge,
      kind: spec.kind,
      roundTrip,
      constantNs: roundTrip.shape === CONSTANT ? roundTrip.a : -1,
      isPlain: spec.lossRatio === 0 && spec.pipe === null,
      isWatched: timer >= 0 || policy !== null || hedge !== null,
      lossRatio: spec.lossRatio,
      lossStream: spec.lossRatio > 0 ? this.streams.named(name, 'loss') : -1,
      timer,
      policy,
      pipe: spec.pipe === null ? null : this.pipeFor(spec.pipe, spec.edge),
      hedge,
      hedgeTimer,
    };
    this.links.push(link);
    return link;
  }

  /** Routes that keep state of their own pass it here, so that checkpoints hold it. */
  addRoute(route: Route, state: object = {}): Route {
    route.index = this.routes.length;
    this.routes.push(route);
    this.routeStates.push(state);
    return route;
  }

  /** State that belongs to no one node: checkpoints hold it too. */
  keepState(state: object): void {
    this.keptStates.push(state);
  }

  private timerFor(delayNs: number, purpose: TimerPurpose = 'timeout'): number {
    const use = `${purpose} ${delayNs}`;
    const known = this.timerByUse.get(use);
    if (known !== undefined) return known;
    this.timerByUse.set(use, this.timers.length);
    this.timers.push(new TimerRing(delayNs, purpose));
    return this.timers.length - 1;
  }

  private policyFor(spec: LinkSpec, name: string): CallerPolicy | null {
    const retry = this.retryFor(spec, name);
    const breaker = this.breakerFor(spec);
    const pool = this.poolFor(spec);
    return retry === null && breaker === null && pool === null ? null : { retry, breaker, pool };
  }

  private retryFor(spec: LinkSpec, name: string): Retry | null {
    const { retry } = spec;
    if (retry === null || retry.maxRetries === 0) return null;
    const stream = this.streams.named(name, 'backoff');
    return new Retry(retry, this.streams, stream, this.budgetFor(spec));
  }

  /** One for a caller and what it calls, however many links lead there; other numbers are a budget of their own. */
  private budgetFor({ source, dependency, retry }: LinkSpec): RetryBudget | null {
    if (retry === null || retry.budgetRatio === null) return null;
    const { budgetRatio: ratio, budgetMinPerSec: minPerSec } = retry;
    const use = JSON.stringify([source, dependency, ratio, minPerSec]);
    const known = this.budgetByUse.get(use);
    if (known !== undefined) return known;
    const budget = new RetryBudget({ ratio, minPerSec }, this.instancesOf(source));
    this.budgetByUse.set(use, budget);
    this.budgets.push(budget);
    return budget;
  }

  /** Shared as a budget is. */
  private breakerFor({ source, target, dependency, breaker: spec }: LinkSpec): Breaker | null {
    if (spec === null) return null;
    const use = JSON.stringify([source, dependency, spec]);
    const known = this.breakerByUse.get(use);
    if (known !== undefined) return known;
    const breaker = new Breaker(spec, this, {
      caller: source,
      instances: this.instancesOf(source),
      target: this.spec.nodes[target]!.id,
    });
    this.breakerByUse.set(use, breaker);
    this.breakers.push(breaker);
    return breaker;
  }

  /** Shared as a budget is. */
  private poolFor({ source, target, dependency, pool: spec }: LinkSpec): Pool | null {
    if (spec === null) return null;
    const use = JSON.stringify([source, dependency, spec]);
    const known = this.poolByUse.get(use);
    if (known !== undefined) return known;
    const { acquireTimeoutMs: ms } = spec;
    const pool = new Pool(spec, this, {
      caller: source,
      instances: this.instancesOf(source),
      target: this.spec.nodes[target]!.id,
      timer: ms === null ? -1 : this.timerFor(msToNs(ms), 'connection'),
    });
    this.poolByUse.set(use, pool);
    this.pools.push(pool);
    return pool;
  }

  /** A caller's process is gone, and with it what it knew of those it called. */
  forgetPolicies(source: number, instance: number): void {
    for (const link of this.links) {
      if (link.source !== source) continue;
      link.policy?.retry?.budget?.forget(instance);
      link.policy?.breaker?.forget(instance);
    }
  }

  /** One for a drawn edge, however many call over it. */
  private pipeFor(spec: PipeSpec, edge: string | null): Pipe {
    const known = edge === null ? undefined : this.pipeByEdge.get(edge);
    if (known !== undefined) return known;
    const pipe = new Pipe(spec);
    this.pipes.push(pipe);
    if (edge !== null) this.pipeByEdge.set(edge, pipe);
    return pipe;
  }

  private hedgeFor(spec: HedgeSpec): Hedge {
    const hedge = new Hedge(spec);
    this.hedges.push(hedge);
    this.timers.push(hedge.ring);
    return hedge;
  }
}
