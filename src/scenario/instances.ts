/** How many a node stands for, and how many its callers see. */
import type { ScenarioNode } from './schema.ts';

/** As many as a node may come to have. */
export function instancesOf(node: ScenarioNode): number {
  if (isPair(node)) return 2;
  if (!('instances' in node.params)) return 1;
  const { instances } = node.params;
  const autoscale = node.kind === 'webServer' ? node.params.autoscale : null;
  return autoscale === null ? instances : Math.max(instances, autoscale.max);
}

/** Where calls can be sent to: one for each instance, unless they share an address. */
export function addressesOf(node: ScenarioNode): number {
  return isPair(node) ? 1 : instancesOf(node);
}

/** A load balancer with a standby. */
export function isPair(node: ScenarioNode): boolean {
  return node.kind === 'loadBalancer' && node.params.standby !== null;
}
