import type { Modelled } from '../modelled.ts';

export const shardRouterModelled: Modelled = {
  sources: [
    'Karger et al., STOC 1997 (consistent hashing)',
    'Dean and Barroso, The Tail at Scale, CACM 2013 (scatter-gather)',
  ],
  en: {
    models: [
      'Several database sets that look like one: every key lives on the shard that its placement gives, by hash, range or consistent hash.',
      'Reads that do not know their key ask every shard and wait for the slowest. If one part fails, the read fails.',
      'Hot keys split into parts on several shards: a write touches one part, a read gathers all.',
      'A small time for every call.',
    ],
    leavesOut: [
      'Moving data when shards are added or removed.',
      'A directory that says where each key lives.',
      'Transactions and joins across shards, partial results.',
      'A limit of its own: it passes on whatever comes.',
    ],
  },
  ko: {
    models: [
      '여러 데이터베이스 세트를 하나처럼 보이게 합니다. 키는 해시, 범위, 안정 해시 가운데 정한 방식이 가리키는 샤드에 있습니다.',
      '키를 모르는 읽기는 모든 샤드에 묻고 가장 느린 응답을 기다립니다. 하나라도 실패하면 읽기가 실패합니다.',
      '인기 키를 여러 샤드에 조각으로 나눕니다. 쓰기는 한 조각만 건드리고 읽기는 모두 모읍니다.',
      '호출마다 짧은 처리 시간이 듭니다.',
    ],
    leavesOut: [
      '샤드를 더하거나 뺄 때의 데이터 이동.',
      '키의 위치를 적어 둔 디렉터리.',
      '샤드를 넘나드는 트랜잭션과 조인, 일부만 담은 결과.',
      '자체의 한계: 들어오는 대로 넘깁니다.',
    ],
  },
};
