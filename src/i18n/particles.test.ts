import { describe, expect, it } from 'vitest';
import { fitParticles } from './particles.ts';

describe('particles', () => {
  it.each([
    ['주 서버', '주 서버가'],
    ['웹', '웹이'],
    ['db-1', 'db-1이'],
    ['db-2', 'db-2가'],
    ['db-10', 'db-10이'],
    ['DB', 'DB가'],
    ['web', 'web이'],
    ['Web', 'Web이'],
    ['cache', 'cache가'],
    ['Users', 'Users가'],
    ['client', 'client가'],
    ['bucket', 'bucket이'],
    ['main', 'main이'],
    ['queue', 'queue가'],
    ['LLM', 'LLM이'],
    ['“업로드”', '“업로드”가'],
    ['web #2', 'web #2가'],
  ])('%s takes the subject particle of %s', (name, expected) => {
    expect(fitParticles(`${name}(이/가)`)).toBe(expected);
  });

  it('gives 로 after ㄹ', () => {
    expect(fitParticles('채널(으로/로)')).toBe('채널로');
    expect(fitParticles('db-1(으로/로)')).toBe('db-1로');
    expect(fitParticles('db-3(으로/로)')).toBe('db-3으로');
    expect(fitParticles('URL(으로/로)')).toBe('URL로');
  });

  it('leaves other text alone', () => {
    expect(fitParticles('nodes {a/b} stay')).toBe('nodes {a/b} stay');
  });
});
