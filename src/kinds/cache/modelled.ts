import type { Modelled } from '../modelled.ts';

export const cacheModelled: Modelled = {
  sources: [
    'Zhang et al., NSDI 2024 (SIEVE)',
    'Yang et al., SOSP 2023 (S3-FIFO)',
    'Johnson and Shasha, VLDB 1994 (2Q)',
    'Megiddo and Modha, FAST 2003 (ARC)',
    'Einziger et al., ACM TOS 2017 (W-TinyLFU)',
    'Nishtala et al., NSDI 2013 (look-aside cache, leases)',
    'Vattani et al., VLDB 2015 (XFetch)',
  ],
  en: {
    models: [
      'Single keys: which are resident, in the order of the eviction policy, each with the version of the value that was put in.',
      'Ten eviction policies, and “keep nothing”.',
      'Expiry some time after a key was put in, with jitter if asked for, noticed when it is asked for; early refresh by chance (XFetch).',
      'Cache-aside, where the caller fills it after a miss: many who miss the same key all ask the database, unless a lease lets only one of them. A lease under which nothing is put in runs out after 5\u202fs.',
      'Read-through, write-through, write-around and write-behind, where it talks to the database itself. Write-behind merges writes of a key, and loses in a crash what has not left yet.',
      'Old values served while one caller fetches the new one.',
      'Keys that are preloaded and pinned.',
      'Stale reads: a hit with an older version than the one last acknowledged.',
      'Loss of every key in a crash or a flush.',
    ],
    leavesOut: [
      'A limit of its own: a look-up takes as long at any load.',
      'Sizes of values and memory: capacity is counted in keys.',
      'Several cache nodes behind one name, and replicas of them.',
      'With write-behind: readers who go past it to the database still see the old value, and that is not counted as stale.',
    ],
  },
  ko: {
    models: [
      '키 하나하나: 어떤 키가 방출 정책의 순서로 남아 있는지, 넣을 때의 값이 어떤 버전인지.',
      '방출 정책 열 가지와 “보관 안 함”.',
      '넣은 뒤 시간이 지나면 만료되고(지터를 줄 수 있음) 다음에 찾을 때 알게 됩니다. 만료 전에 확률로 미리 갱신할 수도 있습니다(XFetch).',
      '캐시 어사이드: 미스 뒤에 호출자가 채웁니다. 같은 키를 놓친 여럿이 모두 데이터베이스에 묻고, 리스를 켜면 하나만 묻습니다. 아무것도 채우지 못한 리스는 5초 뒤에 풀립니다.',
      '리드 스루, 라이트 스루, 라이트 어라운드, 라이트 비하인드: 캐시가 직접 데이터베이스와 이야기합니다. 라이트 비하인드는 같은 키의 쓰기를 합치고, 다운되면 아직 보내지 못한 것을 잃습니다.',
      '한 호출자가 새 값을 가져오는 동안 옛 값을 내줍니다.',
      '미리 채우고 고정한 키.',
      '오래된 읽기: 마지막으로 확인된 버전보다 낡은 값으로 적중한 경우를 셉니다.',
      '다운되거나 비우면 모든 키를 잃습니다.',
    ],
    leavesOut: [
      '자체의 한계: 부하와 관계없이 조회 시간은 같습니다.',
      '값의 크기와 메모리: 용량은 키 수로 셉니다.',
      '이름 하나 뒤의 여러 캐시 노드와 그 복제본.',
      '라이트 비하인드일 때 캐시를 지나쳐 데이터베이스를 읽는 쪽은 옛 값을 보지만, 오래된 읽기로 세지 않습니다.',
    ],
  },
};
