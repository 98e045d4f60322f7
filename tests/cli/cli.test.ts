/** The command line as scripts meet it: what it prints, where, and how it exits. */
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../src/cli/commands.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'spillway-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Exited {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run that takes a minute, interrupted after so many looks. */
async function interrupted(after: number, ...args: string[]): Promise<Exited> {
  let stdout = '';
  let stderr = '';
  let looks = 0;
  const status = await runCommand(args, {
    print: (text) => {
      stdout += text;
    },
    tell: (line) => {
      stderr += `${line}\n`;
    },
    progress: () => {},
    isInterrupted: async () => ++looks >= after,
  });
  return { status, stdout, stderr };
}

/** In this process: a second of start-up for each case would be a minute in all. */
async function spillway(...args: string[]): Promise<Exited> {
  let stdout = '';
  let stderr = '';
  const status = await runCommand(args, {
    print: (text) => {
      stdout += text;
    },
    tell: (line) => {
      stderr += `${line}\n`;
    },
    progress: () => {},
    isInterrupted: async () => false,
  });
  return { status, stdout, stderr };
}

/** As a script starts it. */
function started(...args: string[]): Exited {
  const command = ['--import', 'tsx', 'src/cli/main.ts', ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, {
    cwd: root,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

let files = 0;
function write(content: string | Uint8Array | object): string {
  const path = join(folder, `${files++}.json`);
  const isRaw = typeof content === 'string' || content instanceof Uint8Array;
  writeFileSync(path, isRaw ? content : JSON.stringify(content));
  return path;
}

const small = {
  version: 1,
  name: 'Small',
  durationMs: 2000,
  nodes: [
    { id: 'users', kind: 'client' },
    { id: 'web', kind: 'webServer' },
  ],
  edges: [{ id: 'e', kind: 'request', source: 'users', target: 'web' }],
  objectives: ['latencyMs.p99 < 1000'],
};
const file = write(small);
const summaryFields = [
  'scenario',
  'seed',
  'simulatedMs',
  'events',
  'runHash',
  'requests',
  'throughputPerSec',
  'errorRatio',
  'latencyMs',
  'nodes',
  'objectives',
  'timeline',
];

describe('run', () => {
  it('prints the summary as JSON', async () => {
    const { status, stdout, stderr } = await spillway('run', file, '--json');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const summary = JSON.parse(stdout);
    for (const field of summaryFields) expect(summary).toHaveProperty(field);
    expect(summary).toMatchObject({ scenario: 'Small', seed: 1, simulatedMs: 2000 });
    expect(summary.objectives).toMatchObject([{ objective: 'latencyMs.p99 < 1000', met: true }]);
  });

  it('says null of what was never measured, and a dash to people', async () => {
    const dead = write({
      ...small,
      faults: [{ atMs: 0, kind: 'crash', target: 'web' }],
      objectives: ['latencyMs.p99 < 1000'],
    });
    const { latencyMs, nodes, objectives } = JSON.parse(
      (await spillway('run', dead, '--json')).stdout,
    );
    const never = { mean: null, p50: null, p90: null, p95: null, p99: null, p999: null, max: null };
    expect(latencyMs).toEqual(never);
    expect(nodes.web.latencyMs).toEqual(never);
    expect(objectives).toMatchObject([{ value: null, met: false }]);
    expect((await spillway('run', dead)).stdout).toMatch(/^( +–){7}$/m);
  });

  it('takes seed and duration from the command line', async () => {
    const args = ['run', file, '--json', '--seed', '9', '--duration-ms', '1000'];
    const first = await spillway(...args);
    expect(JSON.parse(first.stdout)).toMatchObject({ seed: 9, simulatedMs: 1000 });
    expect(await spillway(...args)).toEqual(first);
  });

  it('prints a table for people', async () => {
    const { status, stdout } = await spillway('run', file);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Small\n2 s simulated, seed 1, /);
    expect(stdout).toContain('web (webServer)');
    expect(stdout).toMatch(/^met {2}latencyMs\.p99 < 1000 {2}got /m);
  });

  it('gives means with intervals over replications', async () => {
    const args = ['run', file, '--json', '--replications', '3', '--seed', '5'];
    const result = JSON.parse((await spillway(...args)).stdout);
    expect(result).toMatchObject({ scenario: 'Small', replications: 3, seed: 5 });
    let sum = 0;
    for (const seed of ['5', '6', '7']) {
      const { stdout } = await spillway('run', file, '--json', '--seed', seed);
      sum += JSON.parse(stdout).latencyMs.mean;
    }
    const { mean, low, high } = result.metrics['latencyMs.mean'];
    expect(mean).toBeCloseTo(sum / 3, 9);
    expect(low).toBeLessThan(mean);
    expect(high).toBeGreaterThan(mean);
    expect(result.metrics).toHaveProperty(['nodes.web.utilization']);
  });

  it('prints the replications as a table', async () => {
    const { stdout } = await spillway('run', file, '--replications', '2');
    expect(stdout).toMatch(/^Small\n2 replications of 2 s, seeds 1 to 2; means with 95 % /);
    expect(stdout).toMatch(/^metric +mean +low +high$/m);
  });

  it('says how busy the edges with a bandwidth were, also over replications', async () => {
    const [edge] = small.edges;
    const wide = { ...small, edges: [{ ...edge, params: { bandwidthMbps: 100 } }] };
    const path = write(wide);
    const { stdout } = await spillway('run', path);
    expect(stdout).toMatch(/^edge +busy % out +busy % back$/m);
    expect(stdout).toMatch(new RegExp(`^${edge!.id} +[\\d.]+ +[\\d.]+$`, 'm'));
    const args = ['run', path, '--json', '--replications', '2'];
    const { metrics } = JSON.parse((await spillway(...args)).stdout);
    expect(metrics[`edges.${edge!.id}.back`].mean).toBeGreaterThan(0);
  });

  it('says how full the connection pools were, also over replications', async () => {
    const params = { pool: { connections: 2 } };
    const pooled = { id: 'web-db', kind: 'request', source: 'web', target: 'db', params };
    const path = write({
      ...small,
      nodes: [...small.nodes, { id: 'db', kind: 'database' }],
      edges: [...small.edges, pooled],
    });
    const { stdout } = await spillway('run', path);
    expect(stdout).toMatch(/^pool +in use +waiting$/m);
    expect(stdout).toMatch(/^web-db +[\d.]+ +[\d.]+$/m);
    const args = ['run', path, '--json', '--replications', '2'];
    const { metrics } = JSON.parse((await spillway(...args)).stdout);
    expect(metrics['pools.web-db.inUse'].mean).toBeGreaterThan(0);
  });

  it('says on standard error what is odd about the drawing, and runs the rest', async () => {
    const odd = write({ ...small, nodes: [...small.nodes, { id: 'posts', kind: 'cache' }] });
    const { status, stdout, stderr } = await spillway('run', odd, '--json');
    expect(status).toBe(0);
    expect(stderr).toBe('note: node posts: nobody uses it\n');
    expect(JSON.parse(stdout).nodes).toHaveProperty('posts');
  });
});

describe('check', () => {
  const strict = write({
    ...small,
    objectives: ['latencyMs.p99 < 1000', 'latencyMs.p50 < 0.001'],
  });

  it('exits 0 where all objectives are met', async () => {
    const { status, stdout } = await spillway('check', file);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^met {2}latencyMs\.p99 < 1000 {2}got [\d.]+\n$/);
  });

  it('exits 1 where one is missed, and writes the report', async () => {
    const report = join(folder, 'report.xml');
    const { status, stdout } = await spillway('check', strict, '--junit', report);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^missed {2}latencyMs\.p50 < 0\.001 {2}got /m);
    expect(readFileSync(report, 'utf8')).toContain('name="Small" tests="2" failures="1"');
  });

  it('says which objective names what no node has', async () => {
    const slip = write({ ...small, objectives: ['nodes.web.utilisation < 1'] });
    const { status, stderr } = await spillway('check', slip);
    expect(status).toBe(1);
    expect(stderr).toBe(
      'note: objectives[0]: web has no figure "utilisation"; did you mean utilization?\n',
    );
  });

  it('has nothing to miss without objectives', async () => {
    expect(await spillway('check', write({ ...small, objectives: [] }))).toEqual({
      status: 0,
      stdout: '',
      stderr: 'note: the scenario has no objectives\n',
    });
  });
});

describe('link and unlink', () => {
  it('lead there and back', async () => {
    const { status, stdout } = await spillway('link', file);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:4173\/#s=[\w-]+\n$/);
    for (const url of [stdout.trim(), stdout.trim().split('#')[1]!]) {
      const { stdout: back } = await spillway('unlink', url);
      expect(JSON.parse(back)).toEqual(small);
    }
  });

  it('can name another page', async () => {
    const { stdout } = await spillway('link', file, '--page', 'https://a.example/');
    expect(stdout).toMatch(/^https:\/\/a\.example\/#s=/);
  });

  it('warn of a link that a chat would cut', async () => {
    const description = randomBytes(1500).toString('hex');
    const { stdout, stderr } = await spillway('link', write({ ...small, description }));
    expect(stdout.length).toBeGreaterThan(2000);
    expect(stderr).toMatch(/^note: \d+ characters; chat programs cut messages beyond 2,000\n$/);
  });
});

it('replay-cache counts the misses of a trace, packed or not', async () => {
  const trace = Array.from({ length: 60 }, (_, i) => i % 6).join('\n');
  const args = ['replay-cache', '--policy', 'lru', '--capacity', '5'];
  const told = { status: 0, stdout: '{"requests":60,"misses":60,"missRatio":1}\n', stderr: '' };
  expect(await spillway(...args, write(trace))).toEqual(told);
  expect(await spillway(...args, write(gzipSync(trace)))).toEqual(told);
});

it('schema prints the published JSON Schema', async () => {
  const published = readFileSync(join(root, 'public/scenario.schema.json'), 'utf8');
  expect((await spillway('schema')).stdout).toBe(published);
});

it('--help lists the commands', async () => {
  const { status, stdout, stderr } = await spillway('--help');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const command of ['run', 'check', 'replay-cache', 'link', 'unlink', 'schema']) {
    expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  }
});

describe('as a process', () => {
  it('prints and exits as in here', async () => {
    expect(started('run', file, '--json')).toEqual(await spillway('run', file, '--json'));
    expect(started('check', file, '--walk')).toEqual({
      status: 2,
      stdout: '',
      stderr: "unknown option '--walk'\n",
    });
  });
});

describe('bad input: one line on standard error, exit 2, nothing written', () => {
  const bad = write({
    version: 1,
    nodes: [{ id: 'a', kind: 'cache', params: { polcy: 'lru', capacityKeys: -5 } }],
  });
  const trace = write('1\n2\nx\n');
  const missing = join(folder, 'missing.json');

  it.each<[string, string[], RegExp]>([
    [
      'a param',
      ['run', bad],
      /: nodes\[0\]\.params\.capacityKeys: expected a whole number of at least 0, got -5 \(and 1 more\)$/,
    ],
    ['no JSON', ['run', write('{"version": 1,\n}')], /: not JSON: .* at line 2 column 1$/],
    ['no text', ['run', write(new Uint8Array([0xff, 0xfe, 0x00]))], /: expected text in UTF-8$/],
    [
      'a deep file',
      ['run', write('['.repeat(1_000_000))],
      /: nested too deeply: expected at most 32 levels at line 1 column 33$/,
    ],
    [
      'a huge file',
      ['run', write('['.repeat(10_000_000))],
      /: too large: expected at most 2000000 bytes, got 10000000$/,
    ],
    ['no file', ['run', missing, '--json'], /missing\.json: no such file$/],
    ['a directory', ['check', folder], /: expected a file, got a directory$/],
    [
      'a seed',
      ['run', file, '--seed', '1.5'],
      /^--seed: expected a whole number from 0 to 4294967295, got "1\.5"$/,
    ],
    [
      'a duration',
      ['run', file, '--duration-ms', '0'],
      /^--duration-ms: expected a number above 0 and at most \d+, got "0"$/,
    ],
    [
      'one replication',
      ['run', file, '--replications', '1'],
      /^--replications: expected a whole number from 2 to 1000, got "1"$/,
    ],
    [
      'an option',
      ['run', file, '--sed', '1'],
      /^unknown option '--sed' \(Did you mean --seed\?\)$/,
    ],
    ['a command', ['walk', file], /^unknown command 'walk'/],
    ['no command', [], /^expected a command: /],
    ['no file named', ['run'], /^missing required argument 'file'$/],
    ['too much', ['run', file, file], /^too many arguments/],
    [
      'an objective',
      ['check', write({ ...small, objectives: ['fast'] })],
      /: objectives\[0\]: expected a path, /,
    ],
    ['a link', ['unlink', 'https://a.example/#s=%%%'], /^The link is damaged: /],
    [
      'a policy',
      ['replay-cache', '--policy', 'lfru', '--capacity', '5', trace],
      /policy: expected one of lru, .* got "lfru"; did you mean lru\?$/,
    ],
    [
      'a trace',
      ['replay-cache', '--policy', 'lru', '--capacity', '5', trace],
      /: line 3: expected an integer, got "x"$/,
    ],
    [
      'a capacity',
      ['replay-cache', '--policy', 'lru', '--capacity', '-1', trace],
      /^--capacity: expected a whole number from 0 to 1000000000, got "-1"$/,
    ],
    [
      'no capacity',
      ['replay-cache', '--policy', 'lru', trace],
      /^required option '--capacity <keys>' not specified$/,
    ],
  ])('%s', async (_, args, message) => {
    const { status, stdout, stderr } = await spillway(...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr.trimEnd()).toMatch(message);
  });

  it('writes no report', async () => {
    const report = join(folder, 'never.xml');
    expect((await spillway('check', bad, '--junit', report)).status).toBe(2);
    expect(existsSync(report)).toBe(false);
  });

  it('says where a report cannot be written', async () => {
    const { status, stdout, stderr } = await spillway(
      'check',
      file,
      '--junit',
      join(folder, 'no', 'report.xml'),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/report\.xml: no such file\n$/);
  });
});

/** A module for a process: tells the one that has started it that it listens to Ctrl-C, once it does. */
const tellListening = `data:text/javascript,${encodeURIComponent(`
  process.on('newListener', (event) => {
    if (event === 'SIGINT') setImmediate(() => process.send('listens'));
  });
`)}`;

describe('an interrupted run', () => {
  const hour = {
    ...small,
    name: 'Hour',
    durationMs: 3_600_000,
    nodes: [
      {
        id: 'users',
        kind: 'client',
        params: { arrival: { process: 'poisson', ratePerSec: 10_000 } },
      },
      { id: 'web', kind: 'webServer', params: { service: { dist: 'constant', ms: 1 } } },
    ],
    objectives: ['errorRatio <= 0.5'],
  };

  it('prints what was done and exits 130', async () => {
    const path = write(hour);
    const result = await interrupted(3, 'run', path, '--json');
    expect(result.status).toBe(130);
    const summary = JSON.parse(result.stdout);
    expect(summary.stopped).toBe('by hand');
    expect(summary.simulatedMs).toBeGreaterThan(1000);
    expect(summary.simulatedMs).toBeLessThan(60_000);
    expect(summary.requests.succeeded).toBeGreaterThan(10_000);
    expect((await interrupted(2, 'check', path)).status).toBe(130);
  });

  it('of several seeds says what two or more of them say', async () => {
    const short = { ...hour, durationMs: 25_000 };
    const path = write(short);
    // A replication has a few pieces: the fourth look is in the first, the tenth in a later one.
    const none = await interrupted(1, 'run', path, '--replications', '5');
    expect(none.status).toBe(130);
    expect(none.stdout).toBe('');
    expect(none.stderr).toContain('interrupted before two replications were done');
    const some = await interrupted(15, 'run', path, '--replications', '50', '--json');
    expect(some.status).toBe(130);
    const result = JSON.parse(some.stdout);
    expect(result.replications).toBeGreaterThanOrEqual(2);
    expect(result.replications).toBeLessThan(50);
  });

  it('hears Ctrl-C', async () => {
    const command = ['--import', 'tsx', '--import', tellListening, 'src/cli/main.ts'];
    const child = spawn(process.execPath, [...command, 'run', write(hour)], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    let stdout = '';
    child.stdout!.on('data', (text) => {
      stdout += text;
    });
    await new Promise((listens) => child.once('message', listens));
    child.kill('SIGINT');
    const status = await new Promise((exited) => child.on('close', exited));
    expect(status).toBe(130);
    expect(stdout).toContain('stopped early: by hand');
  });
});

describe('run --trace', () => {
  const file = join(root, 'public/examples/one-queue.json');

  it('writes a window as a trace and prints the summary all the same', async () => {
    const path = join(folder, 'window.json');
    const window = ['--from-ms', '1000', '--to-ms', '1100', '--duration-ms', '6000'];
    const { status, stdout } = await spillway('run', file, '--json', '--trace', path, ...window);
    expect(status).toBe(0);
    const plain = await spillway('run', file, '--json', '--duration-ms', '6000');
    expect(stdout).toBe(plain.stdout);
    const { traceEvents, otherData } = JSON.parse(readFileSync(path, 'utf8'));
    expect(otherData).toMatchObject({ fromMs: 1000, toMs: 1100, hopsLeftOut: 0 });
    expect(traceEvents.filter(({ ph }: { ph: string }) => ph === 'X').length).toBeGreaterThan(10);
  });

  it('is interrupted at once, with as much of the window as there was', async () => {
    const path = join(folder, 'interrupted.json');
    const window = ['--from-ms', '1000', '--to-ms', '3600000', '--duration-ms', '3600000'];
    const { status, stdout, stderr } = await interrupted(
      2,
      'run',
      file,
      '--json',
      '--trace',
      path,
      ...window,
    );
    expect(status).toBe(130);
    const { stopped, simulatedMs } = JSON.parse(stdout);
    expect(stopped).toBe('by hand');
    const { traceEvents, otherData } = JSON.parse(readFileSync(path, 'utf8'));
    expect(otherData).toMatchObject({ fromMs: 1000, toMs: simulatedMs });
    expect(traceEvents.filter(({ ph }: { ph: string }) => ph === 'X').length).toBeGreaterThan(10);
    expect(stderr).toContain(`the trace ends at ${simulatedMs} ms, where the run did`);
  });

  it('is interrupted before the window begins: a trace without requests', async () => {
    const path = join(folder, 'early.json');
    const window = ['--from-ms', '3000000', '--duration-ms', '3600000'];
    const { status } = await interrupted(1, 'run', file, '--trace', path, ...window);
    expect(status).toBe(130);
    const { traceEvents } = JSON.parse(readFileSync(path, 'utf8'));
    expect(traceEvents.filter(({ ph }: { ph: string }) => ph === 'X')).toEqual([]);
  });

  it('refuses a window that is none, and writes nothing', async () => {
    const path = join(folder, 'none.json');
    const refused = async (...args: string[]) => {
      const { status, stderr } = await spillway('run', file, ...args);
      expect(status).toBe(2);
      return stderr;
    };
    expect(await refused('--trace', path, '--from-ms', '90', '--to-ms', '50')).toMatch(/--to-ms/);
    expect(await refused('--trace', path, '--from-ms', '1e9')).toMatch(/--from-ms/);
    expect(await refused('--from-ms', '5')).toMatch(/--trace/);
    expect(await refused('--trace', path, '--replications', '2')).toMatch(/one run/);
    expect(existsSync(path)).toBe(false);
  });
});
