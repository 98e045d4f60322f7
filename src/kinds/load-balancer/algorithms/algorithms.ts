import type { LoadBalancerParams } from '../params.ts';
import type { MakeAlgorithm } from './algorithm.ts';
import { consistentHash } from './consistent-hash.ts';
import { leastConnections } from './least-connections.ts';
import { powerOfTwo } from './power-of-two.ts';
import { random } from './random.ts';
import { roundRobin } from './round-robin.ts';

export const algorithms: Readonly<Record<LoadBalancerParams['algorithm'], MakeAlgorithm>> = {
  roundRobin,
  random,
  leastConnections,
  powerOfTwo,
  consistentHash,
};
