/** Why a call failed. The codes go into recordings, the names into files and on the page. */
export const causes = [
  'none',
  /** The caller stopped waiting. */
  'timeout',
  /** Nothing listens there: the process is down. */
  'refused',
  /** The server died while it had the call. */
  'reset',
  /** The waiting line was full. */
  'overflow',
  /** A load balancer has no healthy target. */
  'noTarget',
  /** The drawing has nothing that could do this. */
  'unserved',
  /** A write reached a member that is not the primary. */
  'notPrimary',
  /** A message queue is at its capacity. */
  'queueFull',
  /** A limit on calls a second. */
  'rateLimited',
  /** The service took its time and failed. */
  'serverError',
  /** Another copy of the call was answered first. */
  'overtaken',
  /** The caller's own circuit breaker is open: nothing was sent. */
  'breakerOpen',
  /** It waited for a slot longer than its server allows. */
  'waitedTooLong',
  /** When its turn came, nobody waited for its answer any more. */
  'expired',
  /** Another member of a multi-primary set was first with a write of the same key. */
  'conflict',
  /** No connection of the caller's own pool fell free in time: nothing was sent. */
  'noConnection',
] as const;

export type Cause = (typeof causes)[number];

export const SUCCESS = 0;
export const TIMEOUT = 1;
export const REFUSED = 2;
export const RESET = 3;
export const OVERFLOW = 4;
export const NO_TARGET = 5;
export const UNSERVED = 6;
export const NOT_PRIMARY = 7;
export const QUEUE_FULL = 8;
export const RATE_LIMITED = 9;
export const SERVER_ERROR = 10;
export const OVERTAKEN = 11;
export const BREAKER_OPEN = 12;
export const WAITED = 13;
export const EXPIRED = 14;
export const CONFLICT = 15;
export const NO_CONNECTION = 16;
