/** Faults that make a database set fail over, and over: crashes and partitions of its members. */
import type { ScenarioFile } from '../../src/scenario/schema.ts';
import type { Tape } from './tape.ts';

type FileFault = NonNullable<ScenarioFile['faults']>[number];

/** One to eight faults within `spanMs`; a partition may take some of the callers along. */
export function setFaults(
  tape: Tape,
  databases: readonly string[],
  callers: readonly string[],
  spanMs: number,
): FileFault[] {
  return Array.from({ length: tape.between(1, 8) }, () => {
    const when = {
      atMs: tape.ratio() * spanMs,
      ...(tape.oneIn(5) ? {} : { durationMs: 1 + tape.ratio() * 0.4 * spanMs }),
    };
    const target = databases[tape.below(databases.length)]!;
    if (!tape.oneIn(2)) {
      return { kind: 'crash', target, mode: tape.pick(['refuse', 'blackhole', 'hang']), ...when };
    }
    return { kind: 'partition', target, ...sides(tape, target, databases, callers), ...when };
  });
}

/** Some of the others go along; the rest, or everybody, is on the other side. */
function sides(
  tape: Tape,
  target: string,
  databases: readonly string[],
  callers: readonly string[],
) {
  const others = databases.filter((id) => id !== target);
  const half = tape.below(others.length + 1);
  const along = [...others.slice(0, half), ...callers.filter(() => tape.oneIn(2))];
  const from = others.slice(half);
  return {
    ...(along.length > 0 ? { with: along } : {}),
    ...(from.length > 0 && tape.oneIn(2) ? { from } : {}),
  };
}
