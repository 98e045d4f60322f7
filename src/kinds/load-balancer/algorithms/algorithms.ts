import type { LoadBalancerParams } from '../params.ts';
import type { MakeAlgorithm } from './algorithm.ts';
import { consistentHash } from './consistent-hash.ts';
import { ipHash } from './ip-hash.ts';
import { leastConnections } from './least-connections.ts';
import { peakEwma } from './peak-ewma.ts';
import { powerOfTwo } from './power-of-two.ts';
import { random } from './random.ts';
import { roundRobin } from './round-robin.ts';
import { weightedRoundRobin } from './weighted-round-robin.ts';

export const algorithms: Readonly<Record<LoadBalancerParams['algorithm'], MakeAlgorithm>> = {
  roundRobin,
  weightedRoundRobin,
  random,
  leastConnections,
  powerOfTwo,
  peakEwma,
  consistentHash,
  ipHash,
};
