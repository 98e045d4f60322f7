import { z } from 'zod/mini';
import { distribution, ratePerSecOrNone, ratio } from '../fields.ts';

export const externalApiParams = z.strictObject({
  latency: distribution({
    default: { figure: 'llm-api' },
    source: "LLM by API, the study group's reading notes",
  }),
  rateLimitPerSec: ratePerSecOrNone({ default: null, source: 'none: what the contract says' }),
  errorRatio: ratio({ default: 0, source: 'a provider that keeps its promise' }),
});

export type ExternalApiParams = z.infer<typeof externalApiParams>;
