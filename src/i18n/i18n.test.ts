import { describe, expect, it } from 'vitest';
import { currentLanguage, setLanguage, t } from './i18n.ts';

describe('the dictionary', () => {
  it('answers in the language asked for', async () => {
    await setLanguage('ko');
    expect(currentLanguage()).toBe('ko');
    expect(t('timeBar.play')).toBe('재생');
    await setLanguage('en');
    expect(t('timeBar.play')).toBe('Play');
  });

  it('goes by the last wish, whichever words come first', async () => {
    await Promise.all([setLanguage('ko'), setLanguage('en')]);
    expect(currentLanguage()).toBe('en');
    await Promise.all([setLanguage('en'), setLanguage('ko')]);
    expect(currentLanguage()).toBe('ko');
  });

  it('counts as the language does', async () => {
    await setLanguage('en');
    expect(t('canvas.summaryNodes', { count: 1 })).toBe('1 component');
    expect(t('canvas.summaryNodes', { count: 3 })).toBe('3 components');
    await setLanguage('ko');
    expect(t('canvas.summaryNodes', { count: 1 })).toBe('컴포넌트 1개');
  });

  it('fits Korean particles to names', async () => {
    await setLanguage('ko');
    expect(t('palette.added', { name: '캐시' })).toBe('캐시를 추가했습니다.');
    expect(t('palette.added', { name: 'web' })).toBe('web을 추가했습니다.');
  });

  it('leaves names as they are, for React escapes them', async () => {
    await setLanguage('en');
    expect(t('palette.added', { name: '<b>&</b>' })).toBe('<b>&</b> added.');
  });
});
