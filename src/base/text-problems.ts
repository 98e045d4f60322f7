/** Why a text is no scenario, or a link cannot be read in detail: as problems.ts, for those few who open one. */
import { type ProblemCode, problemSentences } from './problems.ts';
import { inWords, type Piece, type Said } from './said.ts';

export const textProblemSentences = {
  tooLarge: 'too large: expected at most {most} bytes, got {got}',
  tooDeepAt: 'nested too deeply: expected at most {most} levels {where}',
  notJson: 'not JSON',
  notJsonAt: 'not JSON: {what} {where}',
  where: 'at line {line} column {column}',
  jsonExpected: 'expected {wanted}, got {got}',
  jsonEnd: 'expected nothing more, got {got}',
  jsonValue: 'a value',
  jsonValueOr: 'a value or {end}',
  jsonKey: 'a field name in double quotes',
  jsonKeyOr: 'a field name in double quotes or {end}',
  jsonColon: '":"',
  jsonCommaOr: '"," or {end}',
  textEnd: 'the end of the text',
  jsonBreak: 'expected no line break or tab inside a text',
  jsonEscape: 'expected an escape such as {example} or {other}',
  jsonQuote: 'expected a closing " for the text that begins',

  linkObject: 'expected an object in it',
  linkVersion: 'expected link version {version}',
  linkTime: 'expected a time of at least 0',
  linkView: 'expected {wanted}',
  viewObject: 'a view that is an object',
  viewSight: 'a view of four finite numbers, the last two above 0',
  viewSpeed: 'a speed from {min} to {max}',
  viewId: 'a selected id of at most {most} characters',
  viewCharts: 'charts that are on (1) or off (0)',
  linkSwitch: 'expected {name}=1 or {name}=0',
  linkMoment: 'expected a time in seconds, such as {example} or {other}',
  unknownExample: 'unknown example: {name}',
} as const;

export type TextProblemCode = keyof typeof textProblemSentences | ProblemCode;
export type TextProblem = Said<TextProblemCode>;

export function textProblem(
  code: TextProblemCode,
  places: Readonly<Record<string, Piece<TextProblemCode>>> = {},
): TextProblem {
  return { code, places };
}

export function problemInEnglish(said: Piece<TextProblemCode>): string {
  return inWords(said, { ...problemSentences, ...textProblemSentences });
}
