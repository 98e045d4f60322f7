/**
 * What an event means to whoever looks: bad, doubtful, becoming, good again. Colour and shape on the time bar and in
 * the story come from here.
 */
export type Tone = 'bad' | 'warn' | 'promote' | 'ok';

export interface EventTone {
  readonly tone: Tone;
  /** A step of the story; what is no step comes in numbers (probes, dead letters) and is marked small. */
  readonly isStep: boolean;
}

const step = (tone: Tone): EventTone => ({ tone, isStep: true });
const detail = (tone: Tone): EventTone => ({ tone, isStep: false });

const tones: Readonly<Record<string, EventTone>> = {
  crashed: step('bad'),
  declaredDown: step('bad'),
  writesLost: step('bad'),
  messagesLost: step('bad'),
  jobsLost: step('bad'),
  sessionsLost: step('bad'),
  scaledUp: step('promote'),
  scaledDown: step('promote'),
  draining: detail('warn'),
  drained: detail('ok'),
  instanceServing: detail('ok'),
  instanceWarm: detail('ok'),
  warmAgain: step('ok'),
  workedOff: step('ok'),
  failoverFailed: step('bad'),
  deadLettered: detail('bad'),
  slowed: step('warn'),
  losingCalls: step('warn'),
  cutOff: step('bad'),
  reachable: step('ok'),
  fenced: step('warn'),
  unfenced: step('ok'),
  splitBrain: step('bad'),
  writesDiscarded: step('bad'),
  ejected: step('warn'),
  breakerOpened: step('warn'),
  poolExhausted: step('warn'),
  spikeBegan: step('warn'),
  flushed: step('warn'),
  full: step('warn'),
  limitReached: step('warn'),
  prefixFull: step('warn'),
  semiSyncOff: step('warn'),
  syncOff: step('warn'),
  writesBlocked: step('bad'),
  probeMissed: detail('warn'),
  stale: detail('warn'),
  turnedAway: step('bad'),
  stillFailing: step('bad'),
  redelivered: detail('warn'),
  electionStarted: step('promote'),
  elected: step('promote'),
  promoted: step('promote'),
  rerouted: step('ok'),
  rejoined: step('promote'),
  caughtUp: step('ok'),
  restarted: step('ok'),
  recovered: step('ok'),
  restored: step('ok'),
  breakerHalfOpen: step('promote'),
  breakerClosed: step('ok'),
  poolFree: step('ok'),
  spikeEnded: step('ok'),
  semiSyncOn: step('ok'),
  writesUnblocked: step('ok'),
  repointed: detail('promote'),
  advertMissed: detail('warn'),
  tookOver: step('promote'),
  tookBack: step('promote'),
  reconnected: step('ok'),
  listens: detail('ok'),
  standbyLost: step('warn'),
  nobodyLeft: step('bad'),
  probePassed: detail('ok'),
};

/** An event that this table does not know is told, and marked without alarm. */
const unknownTone = detail('promote');

export function toneOfEvent(event: string): EventTone {
  return tones[event] ?? unknownTone;
}

const weights: Readonly<Record<Tone, number>> = { bad: 3, promote: 2, warn: 1, ok: 0 };

/** The weightier of two: a step before a detail, then the worse. */
export function weightier(a: EventTone, b: EventTone): EventTone {
  if (a.isStep !== b.isStep) return a.isStep ? a : b;
  return weights[a.tone] >= weights[b.tone] ? a : b;
}
