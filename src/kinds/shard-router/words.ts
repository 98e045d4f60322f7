import type { WordsOf } from '../words.ts';

export const shardRouterWords = {
  en: {
    name: 'Shard router',
    teaches:
      'Spreads one big database over several by key. A key that everybody wants still lives on one of them.',
    fields: {
      scheme: {
        label: 'Placement',
        help: 'How a key finds its shard. Ranges keep neighbours together, and the popular ones too. Shards count in the order of their ids.',
      },
      virtualNodes: {
        label: 'Virtual nodes',
        help: 'Points each shard has on the hash ring. More points spread keys more evenly.',
      },
      scatterRatio: {
        label: 'Scattered reads',
        help: 'Share of reads that ask every shard and wait for the slowest. At 1 all shards together do the work of one.',
      },
      split: {
        label: 'Split hot keys',
        help: 'The most popular keys live in parts on several shards: a write touches one part, a read gathers all.',
      },
      'split.hotKeys': {
        label: 'Keys to split',
        help: 'How many of the most popular keys are split.',
      },
      'split.subKeys': {
        label: 'Parts each',
        help: 'On how many shards a split key lives, at most all of them.',
      },
      overhead: {
        label: 'Overhead',
        help: 'Time the router itself adds to every call.',
      },
    },
    options: {
      'scheme.hash': 'hash',
      'scheme.range': 'range',
      'scheme.consistentHash': 'consistent hash',
    },
    face: {
      shards: '{shards, plural, one {1 shard} other {# shards}}',
      hot: 'hottest of {shards} has {skew}× the mean',
    },
    events: {
      crashed: '{node} crashed. The shards are well, and nobody finds them.',
      restarted: '{node} is back and finds every shard again.',
    },
  },
  ko: {
    name: '샤드 라우터',
    teaches:
      '큰 데이터베이스 하나를 키에 따라 여러 샤드로 나눕니다. 모두가 찾는 키는 그래도 한 샤드에 있습니다.',
    fields: {
      scheme: {
        label: '배치 방식',
        help: '키가 어느 샤드에 놓일지 정합니다. 범위 방식은 이웃한 키를 모아 두지만 인기 키도 함께 모입니다. 샤드 순서는 ID 순서입니다.',
      },
      virtualNodes: {
        label: '가상 노드',
        help: '샤드마다 해시 링에 놓는 점의 수입니다. 많을수록 키가 고르게 나뉩니다.',
      },
      scatterRatio: {
        label: '전체 조회 비율',
        help: '모든 샤드에 묻고 가장 느린 응답을 기다리는 읽기의 비율입니다. 1이면 샤드를 모두 합쳐도 하나만큼만 일합니다.',
      },
      split: {
        label: '인기 키 나누기',
        help: '가장 인기 있는 키를 여러 샤드에 조각내 둡니다. 쓰기는 조각 하나에만, 읽기는 모든 조각을 모읍니다.',
      },
      'split.hotKeys': {
        label: '나눌 키 수',
        help: '인기 순서로 몇 개의 키를 나눌지 정합니다.',
      },
      'split.subKeys': {
        label: '키당 조각 수',
        help: '나눈 키를 몇 개의 샤드에 둘지 정합니다. 샤드 수를 넘지 못합니다.',
      },
      overhead: {
        label: '처리 비용',
        help: '라우터를 지나는 호출마다 더해지는 시간입니다.',
      },
    },
    options: {
      'scheme.hash': '해시',
      'scheme.range': '범위',
      'scheme.consistentHash': '안정 해시',
    },
    face: {
      shards: '샤드 {shards, plural, other {#개}}',
      hot: '샤드 {shards}개 중 하나에 평균의 {skew}배',
    },
    events: {
      crashed: '{node}(이/가) 다운됐습니다. 샤드는 멀쩡하지만 찾아갈 길이 없습니다.',
      restarted: '{node}(이/가) 다시 시작해 모든 샤드를 찾습니다.',
    },
  },
} satisfies WordsOf;
