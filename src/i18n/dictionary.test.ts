import { describe, expect, it } from 'vitest';
import { languages } from '../base/language.ts';
import { kindSchemas } from '../kinds/schemas.ts';
import { describeParams, type FieldDescription } from '../scenario/describe.ts';
import type { DrawingCode } from '../scenario/drawing.ts';
import { edgeSchemas } from '../scenario/schema.ts';
import { causes } from '../sim/causes.ts';
import { figureIds, figures } from '../sim/figures.ts';
import {
  causeHelp,
  causeName,
  dictionary,
  edgeWords,
  loadDictionary,
  sourceText,
} from './dictionary.ts';
import { placesOf } from './fill.ts';
import { formats } from './format.ts';
import { koreanSources } from './ko-sources.ts';
import { problemSentence, type ToldProblem } from './problem.ts';

const sorted = (names: Iterable<string>) => [...names].sort();

type Tree = { readonly [key: string]: string | Tree };

/** Every sentence by its path. */
function flat(tree: Tree, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  ) as [string, string][];
}

await loadDictionary('ko');

const english = new Map(flat(dictionary('en')));
const korean = new Map(flat(dictionary('ko')));

const withInner = (field: FieldDescription): FieldDescription[] => [
  field,
  ...(field.fields ?? []).flatMap(withInner),
];

describe('the two languages', () => {
  it('name the same values in every sentence', () => {
    for (const [path, text] of korean) {
      expect(sorted(placesOf(text)), path).toEqual(sorted(placesOf(english.get(path)!)));
    }
  });

  it('leave nothing in English by mistake', () => {
    const names = /^[A-Z][\w +/-]*$|^[^A-Za-z가-힣]*$|^p?\{|^latencyMs/;
    const left = [...korean].filter(([, text]) => !/[가-힣]/.test(text) && !names.test(text));
    expect(left).toEqual([]);
  });

  it('have no empty sentence', () => {
    const empty = [...english, ...korean].filter(([, text]) => text.trim() === '');
    expect(empty).toEqual([]);
  });
});

describe.each(languages)('the shared words in %s', (language) => {
  it('name every cause of failure and say what it means', () => {
    const words = dictionary(language);
    expect(sorted(Object.keys(words.causes))).toEqual(sorted([...causes, 'unknown']));
    expect(sorted(Object.keys(words.causesHelp))).toEqual(sorted(Object.keys(words.causes)));
    expect(causeName(language, 'aNewCause')).toBe('aNewCause');
    expect(causeHelp(language, 'aNewCause')).toBe(words.causesHelp.unknown);
  });

  it('name every figure of the latency table', () => {
    const names = dictionary(language).distributions.figures;
    expect(sorted(Object.keys(names))).toEqual(sorted(figureIds));
  });

  it.each(['request', 'replication', 'delivery'] as const)('name every param of %s', (kind) => {
    const words = edgeWords(language, kind);
    const fields = describeParams(edgeSchemas[kind]).flatMap(withInner);
    expect(sorted(Object.keys(words.fields))).toEqual(sorted(fields.map((field) => field.path)));
    for (const { path, options = [] } of fields) {
      for (const option of options) expect(words.options[`${path}.${option}`]).toBeTruthy();
    }
  });

  it('have a sentence for everything odd about a drawing', () => {
    // Both ways by type: a code without words, or words without a code, does not compile.
    const codes: Record<DrawingCode, string> = dictionary(language).problems.codes;
    const allCodes = Object.keys(codes) as (DrawingCode & ToldProblem['code'])[];
    const values = { target: 'web', primary: 'db-1', operation: 'read', path: 'nodes.x.y' };
    for (const code of allCodes) {
      const text = problemSentence({ code, node: 'db-2', values }, (id) => id, formats(language));
      expect(text).toMatch(/[.]$/);
      expect(text).not.toMatch(/[{}–]/);
    }
  });
});

it('says where a default comes from in the language', () => {
  expect(sourceText('ko', 'one server')).toBe('서버 한 대');
  expect(sourceText('en', 'one server')).toBe('one server');
  expect(sourceText('ko', 'a new source')).toBe('a new source');
});

it('gives the source of every figure and every default in Korean, and no other', () => {
  const schemas = [...Object.values(edgeSchemas), ...Object.values(kindSchemas)];
  const ofParams = schemas.flatMap((schema) =>
    describeParams(schema)
      .flatMap(withInner)
      .map((field) => field.source),
  );
  const ofFigures = Object.values(figures).map((figure) => figure.source);
  expect(sorted(Object.keys(koreanSources))).toEqual(sorted(new Set([...ofParams, ...ofFigures])));
});
