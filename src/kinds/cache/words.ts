import { policyWords } from '../policy-words.ts';
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
      ttlJitterRatio: {
        label: 'Jitter',
        help: 'Every life is longer or shorter by up to this share, so that keys filled together do not expire together.',
      },
      staleMs: {
        label: 'Serve expired',
        help: 'How long past its expiry a value is still served, while one caller fetches the new one.',
      },
      refreshBeta: {
        label: 'Refresh early',
        help: 'Now and then a reader refreshes a key before it expires (XFetch). More than 1 begins earlier.',
      },
      singleFlight: {
        label: 'Single flight',
        help: 'Of all who miss a key, one fetches it and the others wait. Off, an expiry sends them all to the database.',
      },
      strategy: {
        label: 'Strategy',
        help: 'Who fills the cache, the web server after a miss or the cache itself, and which way writes take.',
      },
      onWrite: {
        label: 'On a write',
        help: 'What happens to the cached copy. Ignoring it serves the old value until it expires.',
      },
      flushMs: {
        label: 'Flush every',
        help: 'Write-behind only. Longer merges more writes, and a crash loses more of them.',
      },
      batchKeys: {
        label: 'Batch',
        help: 'Write-behind only. As many changed keys are flushed at once, and no more are written at a time.',
      },
      preload: {
        label: 'Preloaded',
        help: 'Keys put in before the first request, the most popular first.',
      },
      pinned: {
        label: 'Pin them',
        help: 'Preloaded keys are never evicted. Unpinned, a loop larger than the cache drives them out.',
      },
      access: {
        label: 'Look-up',
        help: 'Time of one look-up, hit or miss.',
      },
    },
    options: {
      ...policyWords.en,
      'strategy.cacheAside': 'cache-aside',
      'strategy.readThrough': 'read-through',
      'strategy.writeThrough': 'write-through',
      'strategy.writeBehind': 'write-behind',
      'strategy.writeAround': 'write-around',
      'singleFlight.null': 'as usual',
      'onWrite.evict': 'evict the key',
      'onWrite.update': 'update the key',
      'onWrite.ignore': 'leave it',
    },
    face: {
      hits: '% hits',
      quiet: 'no reads',
      full: '{capacity, plural, one {1 key} other {# keys}}',
      filling: '{resident} of {capacity, plural, one {1 key} other {# keys}}',
      down: 'down',
    },
    events: {
      crashed: '{node} crashed. Every read now goes to the database.',
      restarted: '{node} is back, and empty: the reads fall on the database until it is warm.',
      flushed:
        '{node} forgot {keys, plural, =0 {nothing: it was empty} one {its 1 key} other {all # keys}}. The reads fall on the database until it is warm again.',
      warmAgain:
        '{node} is warm again after {tookMs}. Of its reads {percent} % are hits, of {before} % before; {misses, plural, one {1 read} other {# reads}} had to go on meanwhile.',
      writesLost:
        '{node} had acknowledged {count, plural, one {1 write that is lost: it} other {# writes that are lost: they}} had not reached the database.',
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
      ttlJitterRatio: {
        label: '지터',
        help: '만료 시간을 이 비율만큼 늘리거나 줄여, 함께 채운 키가 함께 만료되지 않게 합니다.',
      },
      staleMs: {
        label: '만료 값 제공',
        help: '만료 뒤에도 이 기간까지는 옛값을 내주고, 그동안 한 요청만 새 값을 가져옵니다.',
      },
      refreshBeta: {
        label: '조기 갱신',
        help: '만료 전에 이따금 한 요청이 값을 새로 가져옵니다(XFetch). 1보다 크면 더 일찍 시작합니다.',
      },
      singleFlight: {
        label: '단일 요청(single flight)',
        help: '같은 키를 놓친 요청 중 하나만 값을 가져오고 나머지는 기다립니다. 끄면 만료 때 모두 데이터베이스로 갑니다.',
      },
      strategy: {
        label: '캐시 전략',
        help: '캐시를 웹 서버가 채우는지 캐시가 스스로 채우는지, 쓰기는 어느 길로 가는지 정합니다.',
      },
      onWrite: {
        label: '쓰기가 일어나면',
        help: '캐시에 남은 값을 어떻게 할지 정합니다. 그대로 두면 만료될 때까지 오래된 값을 내줍니다.',
      },
      flushMs: {
        label: '반영 주기',
        help: '라이트 비하인드에서만 씁니다. 길수록 쓰기를 더 많이 합치지만, 다운되면 더 많이 잃습니다.',
      },
      batchKeys: {
        label: '묶음 크기',
        help: '라이트 비하인드에서만 씁니다. 바뀐 키가 이만큼 모이면 바로 반영하고, 한 번에 이보다 많이 쓰지 않습니다.',
      },
      preload: {
        label: '미리 채우기',
        help: '첫 요청 전에 넣어 두는 키 수입니다. 인기 있는 키부터 넣습니다.',
      },
      pinned: {
        label: '고정',
        help: '미리 채운 키를 내보내지 않습니다. 끄면 캐시보다 큰 순환에서 밀려납니다.',
      },
      access: {
        label: '조회 시간',
        help: '적중이든 미스든 한 번 조회하는 데 걸리는 시간입니다.',
      },
    },
    options: {
      ...policyWords.ko,
      'strategy.cacheAside': '캐시 어사이드',
      'strategy.readThrough': '리드 스루',
      'strategy.writeThrough': '라이트 스루',
      'strategy.writeBehind': '라이트 비하인드',
      'strategy.writeAround': '라이트 어라운드',
      'singleFlight.null': '방식에 따라',
      'onWrite.evict': '키 삭제(evict)',
      'onWrite.update': '값 갱신',
      'onWrite.ignore': '그대로 두기',
    },
    face: {
      hits: '% 적중',
      quiet: '지금은 읽기 없음',
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
      warmAgain:
        '{node}(이/가) {tookMs} 만에 다시 찼습니다. 적중률은 {percent}%이고 비우기 전에는 {before}%였습니다. 그동안 읽기 {misses, plural, other {#건}}이 뒤로 넘어갔습니다.',
      writesLost:
        '{node}(이/가) 완료로 응답했지만 아직 데이터베이스에 쓰지 않은 쓰기 {count, plural, other {#건}}이 유실됐습니다.',
    },
  },
} satisfies WordsOf;
