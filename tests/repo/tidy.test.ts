/** The repository keeps itself tidy: what reviewers would otherwise have to look for every time. */
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, it } from 'vitest';
import { filesBelow, isIgnored, readText, root } from './tree.ts';

const files = filesBelow();
const code = files.filter((path) => /\.(?:[cm]?[jt]sx?|css|html|grit)$/.test(path));
const sources = code.filter((path) => path.startsWith('src/'));
const prose = files.filter((path) => path.endsWith('.md'));

/** Longer than a reader holds in mind; beyond it, a file says here why it reads best whole. */
const linesMax = 600;
const longFiles: Readonly<Record<string, string>> = {
  'src/i18n/en.ts': 'a language is one table, so that a translator sees all of it',
  'src/i18n/ko.ts': 'a language is one table, so that a translator sees all of it',
};

const topLevel = [
  ...['.ci', '.dependency-cruiser.mjs', '.git', '.gitignore', 'LICENSE', 'README.md', 'biome.json'],
  ...['index.html', 'package-lock.json', 'package.json', 'public', 'src', 'tests'],
  ...['tsconfig.json', 'vite.config.ts'],
];

it('has nothing unexpected at the top', () => {
  const strays = readdirSync(root).filter((name) => !topLevel.includes(name) && !isIgnored(name));
  expect(strays).toEqual([]);
});

it('leaves no note to finish something later', () => {
  expect(linesWith(/\b(?:TOD[O]|FIXM[E]|XX[X]|HAC[K])\b/, [...code, ...prose])).toEqual([]);
});

it('runs every test: none is singled out', () => {
  const only = /\b(?:it|test|describe|suite|bench)(?:\.\w+(?:\(.*\))?)*\.only\b|\bonly: true\b/;
  expect(linesWith(only, code.filter(isTest))).toEqual([]);
});

it('says why a test is skipped, on the line above: "Skipped …: …"', () => {
  // skipIf and runIf need no comment: their condition is the reason.
  const skip = /\b(?:it|test|describe|suite|bench)(?:\.\w+)*\.(?:skip|todo)\b/;
  const unexplained = code.filter(isTest).flatMap((path) => {
    const lines = readText(path).split('\n');
    return lines.flatMap((line, index) =>
      skip.test(line) && !/\/\/ Skipped .{15}/.test(lines[index - 1] ?? '')
        ? [`${path}:${index + 1}: ${line.trim()}`]
        : [],
    );
  });
  expect(unexplained).toEqual([]);
});

it(`has no source file of more than ${linesMax} lines, except those with a reason`, () => {
  const long = sources.filter((path) => readText(path).split('\n').length > linesMax);
  expect(long.filter((path) => !longFiles[path])).toEqual([]);
});

it('has no barrel: a file is imported where it is defined', () => {
  expect(sources.filter((path) => /\/index\.tsx?$/.test(path))).toEqual([]);
});

it('links only to files and headings that exist', () => {
  expect(prose.flatMap(brokenLinks)).toEqual([]);
});

it('names no host in the lock file, so that it installs from wherever the reader installs from', () => {
  expect(linesWith(/"resolved"/, ['package-lock.json'])).toEqual([]);
});

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}

function linesWith(pattern: RegExp, paths: readonly string[]): readonly string[] {
  return paths.flatMap((path) =>
    readText(path)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [],
      ),
  );
}

/** Markdown and HTML links of one page that lead nowhere in this repository. */
function brokenLinks(page: string): readonly string[] {
  const text = readText(page).replace(/^```[\s\S]*?^```/gm, '');
  const links = [...text.matchAll(/\]\(<?([^)\s>]+)[^)]*\)|(?:href|src)="([^"]+)"/g)];
  return links
    .map(([, markdown, html]) => markdown ?? html ?? '')
    .filter((link) => !/^[a-z]+:/.test(link) && !leadsSomewhere(page, link))
    .map((link) => `${page}: ${link}`);
}

function leadsSomewhere(page: string, link: string): boolean {
  const [path = '', heading] = decodeURIComponent(link).split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(root, target))) return false;
  if (!heading || !target.endsWith('.md')) return true;
  return headingsOf(readText(target)).includes(heading);
}

/** The anchors that GitHub gives to a page's headings. */
function headingsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ +(.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}
