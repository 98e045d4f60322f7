import type { WordsOf } from '../words.ts';

export const cacheWords = {
  en: {
    name: 'Cache',
    teaches:
      'Keeps the answers asked for most, in memory. What it does not hold, the database must answer.',
    fields: {
      capacityKeys: {
        label: 'Capacity',
        help: 'Keys it can hold. Too small for the access pattern, and keys leave before they are asked for again.',
      },
      policy: {
        label: 'Eviction',
        help: 'Which key leaves when the cache is full. LRU suits repeated reads and fails on scans.',
      },
      ttlMs: {
        label: 'Expiry (TTL)',
        help: 'How long a key may be served. Short keeps answers fresh and sends more reads to the database.',
      },
      strategy: {
        label: 'Strategy',
        help: 'Who fills the cache: the web server after a miss, or the cache itself.',
      },
      onWrite: {
        label: 'On a write',
        help: 'What happens to the cached copy. Ignoring it serves the old value until it expires.',
      },
      access: {
        label: 'Look-up',
        help: 'Time of one look-up, hit or miss.',
      },
    },
    options: {
      'policy.lru': 'LRU',
      'policy.fifo': 'FIFO',
      'policy.clock': 'CLOCK',
      'policy.lfu': 'LFU',
      'policy.random': 'random',
      'policy.sieve': 'SIEVE',
      'policy.s3fifo': 'S3-FIFO',
      'policy.twoQ': '2Q',
      'policy.arc': 'ARC',
      'policy.wtinylfu': 'W-TinyLFU',
      'policy.none': 'keep nothing',
      'strategy.cacheAside': 'cache-aside',
      'strategy.readThrough': 'read-through',
      'strategy.writeThrough': 'write-through',
      'onWrite.evict': 'evict the key',
      'onWrite.update': 'update the key',
      'onWrite.ignore': 'leave it',
    },
    face: {
      hits: '% hits',
      full: '{capacity, plural, one {1 key} other {# keys}}',
      filling: '{resident} of {capacity, plural, one {1 key} other {# keys}}',
      down: 'down',
    },
    events: {
      crashed: '{node} crashed. Every read now goes to the database.',
      restarted: '{node} is back, and empty: the reads fall on the database until it is warm.',
      flushed:
        '{node} forgot {keys, plural, =0 {nothing: it was empty} one {its 1 key} other {all # keys}}. The reads fall on the database until it is warm again.',
    },
  },
  ko: {
    name: '캐시',
    teaches:
      '자주 요청되는 값을 메모리에 둡니다. 캐시에 없는 값은 데이터베이스가 모두 응답해야 합니다.',
    fields: {
      capacityKeys: {
        label: '용량(키)',
        help: '보관할 수 있는 키 수입니다. 액세스 패턴에 비해 작으면 다시 찾기도 전에 밀려납니다.',
      },
      policy: {
        label: '방출 정책',
        help: '가득 찼을 때 어떤 키를 내보낼지 정합니다. LRU는 반복 조회에 강하고 전체를 훑는 순차 조회에 약합니다.',
      },
      ttlMs: {
        label: '만료 시간(TTL)',
        help: '값을 내줄 수 있는 기간입니다. 짧으면 값은 새롭지만 데이터베이스로 가는 읽기가 늘어납니다.',
      },
      strategy: {
        label: '캐시 전략',
        help: '누가 캐시를 채우는지 정합니다. 캐시 미스 뒤에 웹 서버가 채우거나, 캐시가 스스로 채웁니다.',
      },
      onWrite: {
        label: '쓰기가 일어나면',
        help: '캐시에 남은 값을 어떻게 할지 정합니다. 그대로 두면 만료될 때까지 오래된 값을 내줍니다.',
      },
      access: {
        label: '조회 시간',
        help: '적중이든 미스든 한 번 조회하는 데 걸리는 시간입니다.',
      },
    },
    options: {
      'policy.lru': 'LRU',
      'policy.fifo': 'FIFO',
      'policy.clock': 'CLOCK',
      'policy.lfu': 'LFU',
      'policy.random': '무작위',
      'policy.sieve': 'SIEVE',
      'policy.s3fifo': 'S3-FIFO',
      'policy.twoQ': '2Q',
      'policy.arc': 'ARC',
      'policy.wtinylfu': 'W-TinyLFU',
      'policy.none': '보관 안 함',
      'strategy.cacheAside': '캐시 어사이드',
      'strategy.readThrough': '리드 스루',
      'strategy.writeThrough': '라이트 스루',
      'onWrite.evict': '키 삭제(evict)',
      'onWrite.update': '값 갱신',
      'onWrite.ignore': '그대로 두기',
    },
    face: {
      hits: '% 적중',
      full: '키 {capacity, plural, other {#개}}',
      filling: '키 {resident} / {capacity}',
      down: '다운',
    },
    events: {
      crashed: '{node}(이/가) 다운됐습니다. 이제 읽기가 모두 데이터베이스로 갑니다.',
      restarted:
        '{node}(이/가) 빈 상태로 다시 시작했습니다. 다시 찰 때까지 읽기가 데이터베이스로 몰립니다.',
      flushed:
        '{node}(을/를) 비웠습니다. {keys, plural, =0 {이미 비어 있었습니다.} other {키 #개가 사라졌습니다.}} 다시 찰 때까지 읽기가 데이터베이스로 몰립니다.',
    },
  },
} satisfies WordsOf;
