/**
 * A model that is broken on purpose is caught, wherever it runs, and the message is enough to see it again. It loses
 * calls: takes them in and forgets them, which no figure on the page would give away.
 */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Failure } from '../../src/bridge/protocol.ts';
import { createSession } from '../../src/bridge/session.ts';
import { runCommand } from '../../src/cli/commands.ts';
import { webServerModel } from '../../src/kinds/web-server/model.ts';
import { BrokenRun, runToEnd } from '../../src/scenario/run.ts';
import { validateScenario } from '../../src/scenario/validate.ts';
import { INSIDE } from '../../src/sim/calls.ts';

const file = {
  version: 1,
  name: 'Leaky',
  seed: 17,
  durationMs: 20_000,
  nodes: [
    { id: 'users', kind: 'client', params: { timeoutMs: null } },
    { id: 'web', kind: 'webServer' },
  ],
  edges: [{ id: 'e', kind: 'request', source: 'users', target: 'web' }],
};
const read = validateScenario(file);
if (!read.ok) throw new Error('the scenario is not valid');
const { scenario } = read;

/** From its hundredth call on the web server drops every tenth. */
function breakWebServer(): void {
  const create = webServerModel.create;
  vi.spyOn(webServerModel, 'create').mockImplementation((context) => {
    const web = create(context);
    const accept = web.accept.bind(web);
    let taken = 0;
    web.accept = (call) => {
      taken++;
      if (taken <= 100 || taken % 10 > 0) {
        accept(call);
        return;
      }
      // Past the guard that a call is not freed inside a node.
      context.sim.calls.records[call]!.flags &= ~INSIDE;
      context.sim.calls.giveBack(call);
    };
    return web;
  });
}

afterEach(() => {
  vi.restoreAllMocks();
});

const WHAT =
  /“Leaky”, seed 17: at \d+\.\d+ s, web: arrived \d+ ≠ completed \d+ \+ failed 0 \+ inside \d+/;

describe('a model that loses calls', () => {
  it('breaks a run, which names itself', () => {
    breakWebServer();
    const error = (() => {
      try {
        runToEnd(scenario);
      } catch (thrown) {
        return thrown;
      }
      return null;
    })();
    expect(error).toBeInstanceOf(BrokenRun);
    expect((error as BrokenRun).message).toMatch(WHAT);
    expect((error as BrokenRun).again('leaky.json')).toBe(
      'npm run -s spillway -- run leaky.json --seed 17',
    );
  });

  it('is caught by the worker at its next checkpoint, and the page is told', () => {
    breakWebServer();
    const messages: Failure[] = [];
    let doneNs = 0;
    const session = createSession((message) => {
      if (message.type === 'failed') messages.push(message);
      if (message.type === 'chunk') doneNs = message.chunk.doneNs;
      expect(message.type).not.toBe('finished');
    });
    session.receive({ type: 'run', run: 1, scenario });
    while (session.pump());
    expect(messages).toHaveLength(1);
    expect(messages[0]!.message).toMatch(WHAT);
    expect(messages[0]!.again).toBe('npm run -s spillway -- run FILE --seed 17');
    // Long before the end: the first calls are lost after about a second.
    expect(doneNs).toBeLessThan(5e9);
    // The session goes on with the next run.
    vi.restoreAllMocks();
    let summaries = 0;
    const next = createSession((message) => {
      if (message.type === 'finished') summaries++;
    });
    next.receive({ type: 'run', run: 2, scenario });
    while (next.pump());
    expect(summaries).toBe(1);
  });

  it('ends the command line with the command that shows it again', async () => {
    breakWebServer();
    const folder = mkdtempSync(join(tmpdir(), 'spillway-broken-'));
    const path = join(folder, 'leaky.json');
    writeFileSync(path, JSON.stringify(file));
    const told: string[] = [];
    const code = await runCommand(['run', path, '--duration-ms', '5000'], {
      print: () => expect.unreachable('nothing is printed of a broken run'),
      tell: (line) => told.push(line),
      progress: () => {},
      isInterrupted: async () => false,
    });
    rmSync(folder, { recursive: true });
    expect(code).toBe(3);
    expect(told.join('\n')).toMatch(WHAT);
    expect(told.join('\n')).toContain(
      `npm run -s spillway -- run ${path} --seed 17 --duration-ms 5000`,
    );
  });
});

it('a model that answers twice is caught at once', () => {
  const create = webServerModel.create;
  vi.spyOn(webServerModel, 'create').mockImplementation((context) => {
    const web = create(context);
    const accept = web.accept.bind(web);
    web.accept = (call) => {
      accept(call);
      context.sim.answer(call, 0);
      context.sim.answer(call, 0);
    };
    return web;
  });
  expect(() => runToEnd(scenario)).toThrow(/“Leaky”, seed 17: a call left .+, where it was not/);
});
