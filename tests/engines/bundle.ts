/** The pure half as one plain script, `spillwayHashes(piece)`, made with the tool that builds the page. */
import { join } from 'node:path';
import { build, type Plugin } from 'vite';
import { inlineCalls } from '../../src/bridge/inline-calls.plugin.ts';

/** The script's text: an expression of nothing, which defines the global `spillway`. The engine is the page's. */
export async function bundlePureHalf(plugins: Plugin[] = [inlineCalls()]): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    // An engine's shell has no `process`, and nothing here asks for it.
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins,
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: join(import.meta.dirname, 'program.ts'), formats: ['iife'], name: 'spillway' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !('output' in output)) throw new Error('the bundle was not made');
  return output.output[0].code;
}
