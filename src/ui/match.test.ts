import { describe, expect, it } from 'vitest';
import { type Findable, ranked } from './match.ts';

const crash: Findable = { name: 'Crash db-1', words: ['database fail'], isExact: true };
const web: Findable = { name: 'Crash Web', words: ['server fail'], isExact: true };
const undo: Findable = { name: 'Undo' };
const groups = [
  { heading: 'Do', lines: [undo, { name: 'Add a note' }] },
  { heading: 'Fail', lines: [crash, web] },
  { heading: 'Events', lines: [{ name: 'The web crashed', isExact: true }] },
];
const found = (typed: string) =>
  ranked(groups, typed).map(({ heading, lines }) => [heading, ...lines.map(({ name }) => name)]);

describe('the command list', () => {
  it('finds what has every word that is typed, in any order', () => {
    expect(found('db crash')).toEqual([['Fail', 'Crash db-1']]);
    expect(found('fail')).toEqual([['Fail', 'Crash db-1', 'Crash Web']]);
    expect(found('crash queue')).toEqual([]);
  });

  it('shows what begins with it before what has it in the middle', () => {
    expect(found('crash').map(([heading]) => heading)).toEqual(['Fail', 'Events']);
    expect(found('web')[0]).toEqual(['Fail', 'Crash Web']);
  });

  it('forgives letters left out, but not in what comes in hundreds', () => {
    expect(found('udo')).toEqual([['Do', 'Undo']]);
    expect(found('crsh')).toEqual([]);
  });

  it('reads Korean however its letters are put together', () => {
    const korean = [
      { heading: '장애', lines: [{ name: '웹 서버 다운시키기', words: ['장애 중단'] }] },
    ];
    expect(ranked(korean, '중단'.normalize('NFD'))).toHaveLength(1);
  });

  it('stays as it is while nothing is typed, without empty groups', () => {
    expect(ranked([...groups, { heading: 'None', lines: [] }], ' ')).toEqual(groups);
  });

  it('ends, however much is meant', () => {
    const lines = Array.from({ length: 5000 }, (_, i) => ({ name: `Crash web-${i}` }));
    expect(ranked([{ heading: 'Fail', lines }], 'crash')[0]!.lines).toHaveLength(50);
  });
});
