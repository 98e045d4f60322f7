/** Objectives as a JUnit report, which every build server reads: one test case an objective. */
import type { Summary } from '../sim/summary.ts';

export function junitOf({ scenario, objectives }: Summary): string {
  const failures = objectives.filter(({ met }) => !met).length;
  const counts = `tests="${objectives.length}" failures="${failures}"`;
  const cases = objectives.map(({ objective, value, met }) => {
    const head = `    <testcase classname="${escaped(scenario)}" name="${escaped(objective)}"`;
    if (met) return `${head}/>`;
    const got = value === null ? 'never measured' : `got ${value}`;
    return `${head}>\n      <failure message="${escaped(`expected ${objective}, ${got}`)}"/>\n    </testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(scenario)}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return [...text]
    .map((character) => (isXml(character.codePointAt(0)!) ? character : '\uFFFD'))
    .join('')
    .replace(/[&<>"]/g, (character) => entities[character]!);
}

/** XML 1.0 has no place for most control characters, escaped or not, nor for half a surrogate pair. */
function isXml(code: number): boolean {
  if (code < 0x20) return code === 0x9 || code === 0xa || code === 0xd;
  return (code < 0xd800 || code > 0xdfff) && code !== 0xfffe && code !== 0xffff;
}
