/**
 * The engines that can be asked, each in its own way: Node here, Chromium through its debugging protocol, Firefox by a
 * page that sends its answer back, JavaScriptCore and SpiderMonkey in their shells. What is not installed is left out.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../e2e/harness-browser.ts';

export type Hashes = Readonly<Record<string, string>>;

export interface Engine {
  readonly name: string;
  /** Events carried out at a time: another number for each engine, since it must not matter. */
  readonly piece: number;
  /** What is missing on this machine, or null. */
  missing(): string | null;
  run(script: string): Promise<Hashes>;
}

const run = promisify(execFile);
/** A slow machine takes half a minute for the bundled scenarios; a browser that hangs should not hang us. */
const TIMEOUT_MS = 300_000;

export const engines: readonly Engine[] = [
  shell({ name: 'Node', command: process.execPath, piece: 20_000, print: 'console.log' }),
  {
    name: 'Chromium',
    piece: 997,
    missing: () => null,
    async run(script) {
      const browser = await launchBrowser();
      try {
        return await askChromium(browser, script);
      } finally {
        await browser.close();
      }
    },
  },
  {
    name: 'Firefox',
    piece: 12_345,
    missing: () => (firefox() === null ? 'neither firefox-esr nor firefox is installed' : null),
    run: (script) => throughPage(firefox()!, script, 12_345),
  },
  shell({ name: 'JavaScriptCore', command: 'jsc', piece: 3_001, print: 'print' }),
  shell({ name: 'SpiderMonkey', command: 'js', piece: 1_000_000, print: 'print' }),
];

/** In a page of its own, which is nobody's: no origin, no storage, no worker. */
export async function askChromium(browser: Browser, script: string): Promise<Hashes> {
  const page = await browser.newPage();
  try {
    await page.addScriptTag({ content: script });
    return JSON.parse(String(await page.evaluate(asking(997)))) as Hashes;
  } finally {
    await page.close();
  }
}

function asking(piece: number): string {
  return `JSON.stringify(spillway.hashes(${piece}))`;
}

function shell(of: { name: string; command: string; piece: number; print: string }): Engine {
  const { name, command, piece, print } = of;
  return {
    name,
    piece,
    missing: () => (installed(command) === null ? `there is no ${command}` : null),
    run: (script) =>
      inFolder(async (folder) => {
        const file = join(folder, 'spillway.js');
        writeFileSync(file, `${script}\n${print}(${asking(piece)});\n`);
        const { stdout } = await run(command, [file], { timeout: TIMEOUT_MS });
        return JSON.parse(stdout) as Hashes;
      }),
  };
}

function firefox(): string | null {
  return installed('firefox-esr') ?? installed('firefox');
}

/** The path of a program, or null. */
function installed(command: string): string | null {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [command, ...folders.map((folder) => join(folder, command))];
  return candidates.find((path) => path.includes('/') && existsSync(path)) ?? null;
}

/** Opens a page in a browser that has no other door: the page sends its answer to the server it came from. */
function throughPage(browser: string, script: string, piece: number): Promise<Hashes> {
  return inFolder(
    (profile) =>
      new Promise((resolve, reject) => {
        const page = `<!doctype html><meta charset="utf-8"><script>${script}</script><script>
          let answer;
          try { answer = ${asking(piece)}; } catch (error) { answer = JSON.stringify({ error: String(error) }); }
          fetch('/answer', { method: 'POST', body: answer });
        </script>`;
        const server = createServer((request, response) => {
          if (request.method !== 'POST') {
            response.setHeader('content-type', 'text/html').end(page);
            return;
          }
          let body = '';
          request.on('data', (part) => {
            body += String(part);
          });
          request.on('end', () => {
            response.end();
            end(() => resolve(JSON.parse(body) as Hashes));
          });
        });
        const timer = setTimeout(() => end(() => reject(new Error('no answer'))), TIMEOUT_MS);
        let child: ChildProcess | null = null;
        server.listen(0, '127.0.0.1', () => {
          const { port } = server.address() as AddressInfo;
          const address = `http://127.0.0.1:${port}/`;
          const args = ['--headless', '--no-remote', '--profile', profile, address];
          child = spawn(browser, args, { stdio: 'ignore' });
          child.on('error', (error) => end(() => reject(error)));
        });
        function end(then: () => void): void {
          clearTimeout(timer);
          server.close();
          if (child === null || child.exitCode !== null) then();
          else child.once('exit', then).kill();
        }
      }),
  );
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'spillway-engine-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
