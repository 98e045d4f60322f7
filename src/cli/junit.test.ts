import { expect, it } from 'vitest';
import type { Summary } from '../sim/summary.ts';
import { junitOf } from './junit.ts';

it('reports one test case an objective, escaped', () => {
  const summary = {
    scenario: 'A & "B"\u0001',
    objectives: [
      { objective: 'latencyMs.p99 < 200', value: 180, met: true },
      { objective: 'errorRatio < 0.1', value: 0.5, met: false },
      { objective: 'nodes.x.hits > 1', value: null, met: false },
    ],
  } as unknown as Summary;
  expect(junitOf(summary)).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="3" failures="2">
  <testsuite name="A &amp; &quot;B&quot;\uFFFD" tests="3" failures="2">
    <testcase classname="A &amp; &quot;B&quot;\uFFFD" name="latencyMs.p99 &lt; 200"/>
    <testcase classname="A &amp; &quot;B&quot;\uFFFD" name="errorRatio &lt; 0.1">
      <failure message="expected errorRatio &lt; 0.1, got 0.5"/>
    </testcase>
    <testcase classname="A &amp; &quot;B&quot;\uFFFD" name="nodes.x.hits &gt; 1">
      <failure message="expected nodes.x.hits &gt; 1, never measured"/>
    </testcase>
  </testsuite>
</testsuites>
`);
});
