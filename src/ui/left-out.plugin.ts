/**
 * Leaves out of the built page what packages bring along and this page never reaches (d3's two: 6 kB compressed):
 * a bundler cannot know that, since it hangs on values. In its place stands a function that throws, so that a use shows
 * itself at once.
 * Part of the build, not of the page: vite.config.ts imports it and nothing here does.
 */
import type { Plugin } from 'vite';

interface LeftOut {
  /** Names that other packages import. */
  readonly names: readonly string[];
  readonly reason: string;
}

export const leftOut: Readonly<Record<string, LeftOut>> = {
  // For `{n, number, ::percent}`. Values come written into our sentences (fill.ts); sentences.test.ts keeps skeletons out.
  '@formatjs/icu-skeleton-parser': {
    names: ['parseDateTimeSkeleton', 'parseNumberSkeleton', 'parseNumberSkeletonFromString'],
    reason: 'no skeletons in the words of this page',
  },
  // For scales and transitions from one colour to another. Ours go from number to number.
  'd3-color': {
    names: ['color', 'cubehelix', 'gray', 'hcl', 'hsl', 'lab', 'lch', 'rgb'],
    reason: 'nothing here goes from colour to colour',
  },
  // For a scale's `tickFormat`. The page writes its numbers itself (format.ts).
  'd3-format': {
    names: [
      'format',
      'formatPrefix',
      'formatSpecifier',
      'precisionFixed',
      'precisionPrefix',
      'precisionRound',
    ],
    reason: 'numbers are written by format.ts',
  },
};

export function leaveOut(): Plugin {
  return {
    name: 'leave-out',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (id in leftOut ? `\0${id}` : null),
    load(id) {
      const part = id.startsWith('\0') ? leftOut[id.slice(1)] : undefined;
      return part ? standIn(part) : null;
    },
  };
}

const standIn = ({ names, reason }: LeftOut) =>
  [
    `const none = () => { throw new Error(${JSON.stringify(reason)}); };`,
    ...names.map((name) => `export const ${name} = none;`),
  ].join('\n');
