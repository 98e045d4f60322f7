import type { Modelled } from '../modelled.ts';

export const cacheModelled: Modelled = {
  sources: [
    'Zhang et al., NSDI 2024 (SIEVE)',
    'Yang et al., SOSP 2023 (S3-FIFO)',
    'Johnson and Shasha, VLDB 1994 (2Q)',
    'Megiddo and Modha, FAST 2003 (ARC)',
    'Einziger et al., ACM TOS 2017 (W-TinyLFU)',
    'Nishtala et al., NSDI 2013 (look-aside cache)',
  ],
  en: {
    models: [
      'Single keys: which are resident, in the order of the eviction policy, each with the version of the value that was put in.',
      'Ten eviction policies, and “keep nothing”.',
      'Expiry a fixed time after a key was put in, noticed when it is asked for.',
      'Cache-aside, where the caller fills it after a miss: many who miss the same key all ask the database.',
      'Read-through and write-through, where it asks the database itself: one load a key, however many wait.',
      'Stale reads: a hit with an older version than the one last acknowledged.',
      'Loss of every key in a crash or a flush.',
    ],
    leavesOut: [
      'A limit of its own: a look-up takes as long at any load.',
      'Sizes of values and memory: capacity is counted in keys.',
      'Several cache nodes behind one name, and replicas of them.',
      'Leases, early refresh, jitter of the expiry.',
    ],
  },
  ko: {
    models: [
      '키 하나하나: 어떤 키가 방출 정책의 순서로 남아 있는지, 넣을 때의 값이 어떤 버전인지.',
      '방출 정책 열 가지와 “보관 안 함”.',
      '넣은 뒤 정해진 시간이 지나면 만료됩니다. 다음에 찾을 때 알게 됩니다.',
      '캐시 어사이드: 미스 뒤에 호출자가 채웁니다. 같은 키를 놓친 여럿이 모두 데이터베이스에 묻습니다.',
      '리드 스루와 라이트 스루: 캐시가 직접 데이터베이스에 묻습니다. 몇이 기다려도 키 하나에 한 번만 읽습니다.',
      '오래된 읽기: 마지막으로 확인된 버전보다 낡은 값으로 적중한 경우를 셉니다.',
      '다운되거나 비우면 모든 키를 잃습니다.',
    ],
    leavesOut: [
      '자체의 한계: 부하와 관계없이 조회 시간은 같습니다.',
      '값의 크기와 메모리: 용량은 키 수로 셉니다.',
      '이름 하나 뒤의 여러 캐시 노드와 그 복제본.',
      '리스(lease), 미리 갱신하기, 만료 시간의 지터.',
    ],
  },
};
