/**
 * What a node does. The kernel knows nodes by this alone: it carries calls and time to them, and they answer.
 * Everything that changes lives in `state`, which is plain data; the methods are how it changes.
 */
import type { Processors } from './processors.ts';
import type { Station } from './station.ts';

/** How an instance fails. */
export const HEALTHY = 0;
/** The process is gone, the host answers: connections are refused at once. */
export const REFUSES = 1;
/** The host is gone: packets vanish, callers wait. */
export const SWALLOWS = 2;
/** The process accepts and never answers. */
export const HANGS = 3;

/** Codes from here on are a node's own: these carry a call, whose event a crash must be able to cancel. */
export const CALL_EVENT = 8;
/** These carry any other small integer. */
export const OWN_EVENT = 12;

/** Where all instances of a node share one address: who answers there. */
export interface SharedAddress {
  /** The instance that has the address, or had it last. */
  readonly instance: number;
  /** False: nobody answers to it just now. */
  readonly isHeld: boolean;
}

export interface Behaviour {
  readonly state: object;
  /** Where the node has slots: the kernel reads its utilization and waiting line here. */
  readonly station?: Station;
  /** Where the work of a node with slots shares processors: they may be scarcer than the slots. */
  readonly processors?: Processors | null;
  /** Where callers see one address instead of the instances behind it. */
  readonly address?: SharedAddress | null;
  /** Before the first event. */
  start?(): void;
  /** A call has arrived at `calls[call].instance`; it must one day be answered. */
  accept(call: number): void;
  /** One of the node's own events. */
  wake(code: number, argument: number): void;
  /** The call `child` that the node made for `frame` is over; its outcome is in `calls[child].cause`. */
  answered(frame: number, child: number): void;
  /** The instance died; the kernel has already ended the calls inside. */
  crashed?(instance: number): void;
  /** The instance is back, empty. */
  restarted?(instance: number): void;
  /** A node that this one calls, or delivers to, is back. */
  peerRestarted?(node: number): void;
  /** An instance, here or elsewhere, has begun, or ceased, to take new calls. */
  peerScaled?(node: number, instance: number): void;
  /** A partition of the network has begun or ended, here or elsewhere. */
  networkChanged?(): void;
  /** A fault the kernel has no meaning for: flush, spike. */
  disturbed?(fault: string, factor: number, began: boolean): void;
  /** The warm-up is over: counters for the summary start again. */
  warmedUp?(): void;
  /** Three gauges for the slice that ends now; per-slice counters start again. */
  gauges?(into: Float32Array, at: number): void;
  /** A level between 0 and 1 for nodes without slots (a cache: how full). */
  level?(): number;
  /** What the kind adds to its row of the summary. */
  summarize?(measuredNs: number): Record<string, unknown>;
  /** Breaks loudly where the node's own books do not balance. */
  check?(): void;
}

/**
 * A node as the kernel calls it. What is called most is looked up once: a method that is asked for by name at a dozen
 * classes of object is searched for each time, and doors are all of one class. That is a twentieth of a run with many kinds.
 */
export class Door {
  private readonly behaviour: Behaviour;
  private readonly acceptOf: Behaviour['accept'];
  private readonly wakeOf: Behaviour['wake'];
  private readonly answeredOf: Behaviour['answered'];

  constructor(behaviour: Behaviour) {
    this.behaviour = behaviour;
    this.acceptOf = behaviour.accept;
    this.wakeOf = behaviour.wake;
    this.answeredOf = behaviour.answered;
  }

  accept(call: number): void {
    this.acceptOf.call(this.behaviour, call);
  }

  wake(code: number, argument: number): void {
    this.wakeOf.call(this.behaviour, code, argument);
  }

  answered(frame: number, child: number): void {
    this.answeredOf.call(this.behaviour, frame, child);
  }
}
