/**
 * A headless Chromium for the tests, wherever they run: an installed one, or else the one that comes
 * with the development packages, which needs nothing of the machine but glibc.
 *
 * SPILLWAY_CHROME=path   this browser and no other
 * SPILLWAY_BROWSER=bundled   the bundled one, even where another is installed
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join, resolve } from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

/** Where a Chrome or Chromium is found that is not on the PATH. */
const usualPlaces = [
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ...[process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA].map(
    (folder) => join(folder ?? '', 'Google', 'Chrome', 'Application', 'chrome.exe'),
  ),
];
const usualNames = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'chrome',
];

/**
 * What a browser with a window would do besides: the list of the address bar, loaded anew for every context, is half a
 * second of work, and nobody types there.
 */
const needless = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];
/** Playwright's own (of its version in package.json): of two such lists the browser reads the last only. */
const unsuited = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

const args = [
  `--disable-features=${[...unsuited, ...needless].join(',')}`,
  // Containers give shared memory 64 MB, too little for a page with a canvas.
  '--disable-dev-shm-usage',
  // Nothing leaves the machine: no updates, no reports, and no name but the test server's resolves.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1',
  // Text is as wide on every machine.
  '--font-render-hinting=none',
];

export async function launchBrowser(): Promise<Browser> {
  const chosen = process.env.SPILLWAY_CHROME;
  if (chosen) return launch({ executablePath: chosen });
  const installed = process.env.SPILLWAY_BROWSER === 'bundled' ? undefined : findInstalled();
  if (installed) {
    try {
      return await launch({ executablePath: installed });
    } catch (error) {
      // Some systems install a script that only says how to get a browser.
      console.warn(`${installed} does not start, so the bundled Chromium is used: ${error}`);
    }
  }
  return launch(await bundled());
}

async function launch(options: LaunchOptions): Promise<Browser> {
  const browser = await chromium.launch({
    ...options,
    args,
    chromiumSandbox: false,
    timeout: 120_000,
  });
  console.log(`Browser: Chromium ${browser.version()} (${options.executablePath})`);
  return browser;
}

function findInstalled(): string | undefined {
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => usualNames.map((name) => join(folder, name)));
  return [...onPath, ...usualPlaces, chromium.executablePath()].find((path) => existsSync(path));
}

/** The Chromium of @sparticuz/chromium, unpacked once per installation, with its own libraries and fonts. */
async function bundled(): Promise<LaunchOptions> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      'No Chrome or Chromium found, and the bundled one is for Linux on x64: install one, or set SPILLWAY_CHROME to its path',
    );
  }
  const manifest = createRequire(import.meta.url)
    .resolve('@sparticuz/chromium')
    .replace(/build.*/, 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  // Where it really is: another folder may only lead there, and go.
  const cache = join(realpathSync(resolve(import.meta.dirname, '../../node_modules')), '.cache');
  const home = join(cache, `spillway-chromium-${version}`);
  if (!existsSync(home)) await unpack(cache, home);
  nameFonts(home);
  return {
    executablePath: join(home, 'chromium'),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [join(home, 'al2023/lib'), process.env.LD_LIBRARY_PATH ?? ''].join(':'),
      FONTCONFIG_FILE: join(home, 'fonts.conf'),
    },
  };
}

/**
 * The package unpacks into the temporary folder, and its libraries only where it believes to be in a
 * Lambda function; both are read from the environment at that moment. It is given a folder of its own,
 * which gets its name when complete, so that an interrupted run leaves nothing half unpacked.
 */
async function unpack(cache: string, home: string): Promise<void> {
  const { default: sparticuz } = await import('@sparticuz/chromium');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(`${home}-`);
  const { TMPDIR, AWS_EXECUTION_ENV } = process.env;
  process.env.TMPDIR = folder;
  process.env.AWS_EXECUTION_ENV = 'AWS_Lambda_nodejs20.x';
  try {
    const path = await sparticuz.executablePath();
    if (dirname(path) !== folder)
      throw new Error(`Chromium was unpacked to ${path}, not ${folder}`);
  } finally {
    restore('TMPDIR', TMPDIR);
    restore('AWS_EXECUTION_ENV', AWS_EXECUTION_ENV);
  }
  giveName(folder, home);
}

/**
 * Its own fonts.conf looks for fonts where Lambda would have them. Written anew where the project has moved: a browser
 * without fonts crashes at the first letter.
 */
function nameFonts(home: string): void {
  const file = join(home, 'fonts.conf');
  const wanted = `<?xml version="1.0"?>\n<fontconfig><dir>${home}/fonts</dir><cachedir>${home}/fonts-cache</cachedir></fontconfig>\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === wanted) return;
  const written = `${file}-${process.pid}`;
  writeFileSync(written, wanted);
  renameSync(written, file);
}

/** Two workers may unpack at the same time: the first one's is the one that is used. */
function giveName(folder: string, home: string): void {
  try {
    renameSync(folder, home);
  } catch (error) {
    if (!existsSync(home)) throw error;
    rmSync(folder, { recursive: true });
  }
}

function restore(name: string, value: string | undefined) {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}
