import { beforeAll, describe, expect, it } from 'vitest';
import { currentLanguage, initI18n, setLanguage, t } from './i18n.ts';

beforeAll(() => initI18n('ko'));

describe('the dictionary', () => {
  it('answers at once, in the language asked for', () => {
    setLanguage('ko');
    expect(currentLanguage()).toBe('ko');
    expect(t('timeBar.play')).toBe('재생');
    setLanguage('en');
    expect(t('timeBar.play')).toBe('Play');
  });

  it('counts as the language does', () => {
    setLanguage('en');
    expect(t('examples.nodes', { count: 1 })).toBe('1 component');
    expect(t('examples.nodes', { count: 3 })).toBe('3 components');
    setLanguage('ko');
    expect(t('examples.nodes', { count: 1 })).toBe('컴포넌트 1개');
  });

  it('fits Korean particles to names', () => {
    setLanguage('ko');
    expect(t('palette.added', { name: '캐시' })).toBe('캐시를 추가했습니다.');
    expect(t('palette.added', { name: 'web' })).toBe('web을 추가했습니다.');
  });

  it('leaves names as they are, for React escapes them', () => {
    setLanguage('en');
    expect(t('palette.added', { name: '<b>&</b>' })).toBe('<b>&</b> added.');
  });
});
