/**
 * Korean particles after names that a user chose: `{node}(이/가)` becomes `db-1이` and `web이` but `cache가`.
 * Hangul is exact. Digits are read in Sino-Korean. Latin letters are guessed from how loanwords end, which is right for
 * the names people give servers. Leaves out hanja and symbols, which count as ending in a vowel.
 */

/** The final consonant a word is heard to end in: none, ㄹ (which 으로 treats as none), or another. */
type Ending = 'vowel' | 'rieul' | 'consonant';

/** 영 일 이 삼 사 오 육 칠 팔 구 */
const DIGIT_ENDINGS: readonly Ending[] = [
  'consonant',
  'rieul',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'rieul',
  'rieul',
  'vowel',
];

const MARK = /\((이\/가|은\/는|을\/를|과\/와|으로\/로|이라\/라|이어야\/여야)\)/g;

/** Replaces every mark by the form that fits the letter before it. Text without marks comes back as it is. */
export function fitParticles(text: string): string {
  if (!text.includes('(')) return text;
  return text.replace(MARK, (_mark, pair: string, at: number) => {
    const [afterConsonant, afterVowel] = pair.split('/') as [string, string];
    const ending = endingOf(text.slice(0, at));
    const softRieul = ending === 'rieul' && afterConsonant === '으로';
    return ending === 'vowel' || softRieul ? afterVowel : afterConsonant;
  });
}

function endingOf(before: string): Ending {
  // Brackets and quotes are not read aloud.
  const word = before.replace(/[\s)\]}"'”’»]+$/u, '');
  const last = word.at(-1) ?? '';
  if (last >= '가' && last <= '힣') return hangulEnding(last);
  if (last >= '0' && last <= '9') return DIGIT_ENDINGS[Number(last)] ?? 'vowel';
  if (last === '%') return 'vowel';
  return latinEnding(/[A-Za-z]+$/.exec(word)?.[0] ?? '');
}

function hangulEnding(syllable: string): Ending {
  // A block is 28 syllables, one per final consonant; 0 is none and 8 is ㄹ.
  const final = (syllable.charCodeAt(0) - 0xac00) % 28;
  if (final === 0) return 'vowel';
  return final === 8 ? 'rieul' : 'consonant';
}

function latinEnding(word: string): Ending {
  if (word === '') return 'vowel';
  const isSpelled = word.length === 1 || word === word.toUpperCase();
  if (isSpelled) return letterEnding(word.at(-1)!.toLowerCase());
  const lower = word.toLowerCase();
  if (lower.endsWith('l') || lower.endsWith('le')) return 'rieul';
  if (/(ng|[mn]e?)$/.test(lower) && !lower.endsWith('ue')) return 'consonant';
  // 웹, 백, 앱, 북; but "st", "nt", "rt" and the like take a vowel: 클라이언트.
  return /[aeiou][bckpt]$/.test(lower) || /ck$/.test(lower) ? 'consonant' : 'vowel';
}

/** Names of letters: 엘 알 end in ㄹ, 엠 엔 in a consonant, the rest in a vowel. */
function letterEnding(letter: string): Ending {
  if (letter === 'l' || letter === 'r') return 'rieul';
  return letter === 'm' || letter === 'n' ? 'consonant' : 'vowel';
}
