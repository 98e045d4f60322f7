import { policyWords } from '../policy-words.ts';
import type { WordsOf } from '../words.ts';

export const cdnWords = {
  en: {
    name: 'CDN',
    teaches:
      'Keeps copies near the users. Every place has a cache of its own, so a small site finds many of them cold.',
    fields: {
      pops: {
        label: 'Places (POPs)',
        help: 'How many places share the traffic. More are nearer, and each sees a key less often before it expires.',
      },
      capacityKeys: {
        label: 'Capacity each',
        help: 'Copies that one place can hold.',
      },
      policy: {
        label: 'Eviction',
        help: 'Which copy leaves when a place is full.',
      },
      ttlMs: {
        label: 'Expiry (TTL)',
        help: 'How long a copy may be served. Age alone counts: whether the original has changed is not looked at.',
      },
      caches: {
        label: 'Keeps',
        help: 'What it keeps copies of. Writes and jobs are always passed on.',
      },
      collapse: {
        label: 'Collapse requests',
        help: 'Of those who miss the same key at one place, one asks the origin and the others wait with it.',
      },
      staleIfError: {
        label: 'Old rather than error',
        help: 'Serves an expired copy where the origin fails.',
      },
      shield: {
        label: 'Shield',
        help: 'One more cache that all places ask first: the origin sees one fetch an expiry, not one for every place.',
      },
      'shield.enabled': {
        label: 'Shield in use',
        help: 'All misses pass through it.',
      },
      'shield.roundTrip': {
        label: 'Way to the shield',
        help: 'Round trip between a place and the shield, paid by every miss.',
      },
      access: {
        label: 'Edge answers in',
        help: 'From the user to the nearest place and back, hit or miss.',
      },
    },
    options: {
      ...policyWords.en,
      'caches.staticAndReads': 'static files and reads',
      'caches.static': 'static files',
    },
    face: {
      hits: '% hits',
      pops: '{pops, plural, one {1 place} other {# places}}',
      copies: '{copies, plural, one {1 copy} other {# copies}}',
      down: 'down',
    },
    events: {
      flushed:
        '{node} was purged of {keys, plural, one {1 copy} other {# copies}}. Everything is fetched from the origin again.',
      restarted: '{node} is back, and empty: the origin answers until the places are warm.',
    },
  },
  ko: {
    name: 'CDN',
    teaches:
      '사용자 가까이에 사본을 둡니다. 거점마다 캐시가 따로 있어서 작은 사이트는 비어 있는 거점을 자주 만납니다.',
    fields: {
      pops: {
        label: '거점 수(POP)',
        help: '트래픽을 나눠 받는 거점의 수입니다. 많으면 가깝지만, 거점마다 같은 키를 다시 찾기 전에 만료되기 쉽습니다.',
      },
      capacityKeys: {
        label: '거점당 용량',
        help: '거점 하나가 둘 수 있는 사본의 수입니다.',
      },
      policy: {
        label: '방출 정책',
        help: '거점이 가득 찼을 때 어떤 사본을 내보낼지 정합니다.',
      },
      ttlMs: {
        label: '만료 시간(TTL)',
        help: '사본을 내줄 수 있는 기간입니다. 나이만 따지고, 원본이 바뀌었는지는 보지 않습니다.',
      },
      caches: {
        label: '보관 대상',
        help: '무엇의 사본을 둘지 정합니다. 쓰기와 작업은 늘 원본 서버로 넘깁니다.',
      },
      collapse: {
        label: '요청 합치기',
        help: '한 거점에서 같은 키를 놓친 요청 가운데 하나만 원본 서버에 묻고 나머지는 함께 기다립니다.',
      },
      staleIfError: {
        label: '오류 대신 옛 사본',
        help: '원본 서버가 실패하면 만료된 사본이라도 내줍니다.',
      },
      shield: {
        label: '오리진 실드',
        help: '모든 거점이 먼저 묻는 캐시를 하나 더 둡니다. 원본 서버는 거점마다가 아니라 만료될 때마다 한 번만 요청받습니다.',
      },
      'shield.enabled': {
        label: '실드 사용',
        help: '캐시 미스가 모두 실드를 거칩니다.',
      },
      'shield.roundTrip': {
        label: '실드까지 왕복',
        help: '거점과 실드 사이를 오가는 시간입니다. 캐시 미스마다 듭니다.',
      },
      access: {
        label: '거점 응답 시간',
        help: '사용자에서 가까운 거점까지 다녀오는 시간이며 적중이든 미스든 듭니다.',
      },
    },
    options: {
      ...policyWords.ko,
      'caches.staticAndReads': '정적 파일과 읽기',
      'caches.static': '정적 파일',
    },
    face: {
      hits: '% 적중',
      pops: '거점 {pops, plural, other {#곳}}',
      copies: '사본 {copies, plural, other {#개}}',
      down: '다운',
    },
    events: {
      flushed:
        '{node}의 사본을 {keys, plural, =0 {비웠습니다. 이미 비어 있었습니다.} other {모두 비웠습니다(#개).}} 모두 원본 서버에서 다시 가져옵니다.',
      restarted:
        '{node}(이/가) 빈 상태로 다시 시작했습니다. 거점이 다시 찰 때까지 원본 서버가 응답합니다.',
    },
  },
} satisfies WordsOf;
