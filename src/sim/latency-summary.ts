import { type Histogram, meanNs, quantileNs } from '../base/histogram.ts';
import { nsToMs } from '../base/units.ts';
import type { LatencySummary } from './summary.ts';

/** The figures that a summary gives of a histogram, milliseconds. No time was taken where nothing was answered. */
export function latencySummary(h: Histogram): LatencySummary {
  const ms = (ns: number) => (h.total === 0 ? null : nsToMs(ns));
  const at = (p: number) => ms(quantileNs(h, p));
  return {
    mean: ms(meanNs(h)),
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    p999: at(0.999),
    max: ms(h.maxNs),
  };
}
