/**
 * What every engine is asked to run: each bundled scenario, whole, its run hash. Bundled into one script that touches
 * nothing but the language, so that an engine's bare shell can run it too.
 *
 * The piece in which the run is carried out differs from engine to engine on purpose: it must not matter.
 */
import { gallery } from '../../src/gallery/gallery.ts';
import { compile } from '../../src/scenario/compile.ts';
import { validateScenario } from '../../src/scenario/validate.ts';

/** Run hash by scenario id. `piece` is the number of events carried out at a time. */
export function hashes(piece: number): Record<string, string> {
  return Object.fromEntries(gallery.map(({ id, file }) => [id, hashOf(file, piece)]));
}

function hashOf(file: object, piece: number): string {
  const result = validateScenario(file);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  const sim = compile(result.scenario, { keepsSeries: true });
  while (sim.advance(sim.spec.durationNs, piece) === piece) sim.recorder.take(sim.nowNs);
  return sim.runHash();
}
