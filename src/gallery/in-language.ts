/**
 * The examples in Korean: names on the canvas, names of operations, descriptions. Only words differ, so the run is the
 * same, hash and all; a test says so.
 */
import type { Language } from '../base/language.ts';
import type { ScenarioFile } from '../scenario/schema.ts';
import type { GalleryEntry } from './entry.ts';

export interface KoreanWords {
  readonly description: string;
  /** By id of the node. */
  readonly labels: Readonly<Record<string, string>>;
  /** By id of the zone. */
  readonly zones?: Readonly<Record<string, string>>;
}

/** The example's scenario with its words in a language; the file's own are English. */
export function fileInLanguage(
  { id, file, title }: GalleryEntry,
  language: Language,
): ScenarioFile {
  const words = koreanWords[id];
  if (language === 'en' || !words) return { ...file, name: title[language] };
  return {
    ...file,
    name: title[language],
    description: words.description,
    nodes: file.nodes.map((node) => inKorean(node, words.labels[node.id])),
    ...(file.zones && {
      zones: file.zones.map((zone) => ({ ...zone, label: words.zones?.[zone.id] ?? zone.label })),
    }),
  };
}

type FileNode = ScenarioFile['nodes'][number];

function inKorean(node: FileNode, label: string | undefined): FileNode {
  const labelled = label === undefined ? node : { ...node, label };
  if (labelled.kind !== 'client' || !labelled.params?.operations) return labelled;
  const operations = labelled.params.operations.map((operation) => ({
    ...operation,
    name: koreanOperations[operation.name] ?? operation.name,
  }));
  return { ...labelled, params: { ...labelled.params, operations } };
}

export const koreanOperations: Readonly<Record<string, string>> = {
  'read post': '글 읽기',
  'write comment': '댓글 쓰기',
  'upload picture': '사진 올리기',
  'make report': '보고서 만들기',
  like: '좋아요',
  'open item': '상품 보기',
  'read reviews': '후기 읽기',
};

export const koreanWords: Readonly<Record<string, KoreanWords>> = {
  blog: {
    description:
      '초당 요청 2,000건의 블로그입니다. 90%는 글 읽기, 8%는 댓글 쓰기, 2%는 사진 올리기입니다. ' +
      '글은 캐시하고, 댓글은 주 데이터베이스에 쓰고, 사진은 메시지 큐에서 기다립니다. ' +
      '댓글을 쓰면 그 글을 캐시에서 지웁니다. 다음 독자가 아직 그 댓글을 받지 못한 부 데이터베이스에서 글을 다시 채울 수 있어, 캐시 적중 가운데 오래된 값이 많습니다. ' +
      '주 데이터베이스는 20초에 다운되고 40초에 부 데이터베이스로 돌아옵니다.',
    labels: {
      readers: '독자',
      lb: '로드밸런서',
      web: '웹 서버',
      cache: '인기 글',
      pictures: '사진 큐',
      resize: '사진 보정',
    },
  },
  'one-queue': {
    description:
      '가장 단순한 대기열입니다. 포아송 도착, 지수 분포 처리 시간, 슬롯 하나(M/M/1). ' +
      '사용률이 80%면 시스템에 머무는 시간은 평균 10\u202fms / (1 − 0.8) = 50\u202fms입니다.',
    labels: { client: '클라이언트', server: '서버' },
  },
  'slow-server': {
    description: '위는 라운드 로빈, 아래는 둘 중 한가한 쪽입니다. 트래픽도 서버도 장애도 같습니다.',
    labels: {
      'users-a': '사용자 A',
      'round-robin': '라운드 로빈',
      'fast-a': '정상 서버 A',
      'slow-a': '느린 서버 A',
      'users-b': '사용자 B',
      'two-choices': '둘 중 한가한 쪽',
      'fast-b': '정상 서버 B',
      'slow-b': '느린 서버 B',
    },
  },
  'cache-loop': {
    description:
      '위는 LRU, 아래는 W-TinyLFU입니다. 자리 1,000개에 키 1,200개를 같은 순서로 되풀이해 읽습니다. ' +
      '캐시 메모리를 20% 늘려도 LRU가 나아지지만, 정책을 바꿔도 나아집니다.',
    labels: {
      'reader-a': '독자 A',
      lru: '캐시 A',
      'db-a': '글 DB A',
      'reader-b': '독자 B',
      tinylfu: '캐시 B',
      'db-b': '글 DB B',
    },
  },
  'cache-flush': {
    description:
      '캐시 어사이드이고 요청을 합치지 않습니다. 인기 글의 캐시 미스는, 그 글을 이미 가져오는 중이어도 매번 데이터베이스로 갑니다.',
    labels: { readers: '독자', web: '웹 서버', cache: '인기 글', db: '글 DB' },
  },
  'durable-queue': {
    description:
      '위에서는 웹 서버가 큐에 발행하고 바로 응답합니다. 아래에서는 요청 안에서 보정까지 합니다. 업로드도 장애도 같습니다.',
    labels: {
      'uploads-a': '업로드 A',
      'web-a': '웹 서버',
      pictures: '사진 큐',
      resize: '사진 보정',
      'uploads-b': '업로드 B',
      threads: '스레드',
    },
  },
  autoscaling: {
    description:
      '오토스케일러는 5초마다 서버가 얼마나 바쁜지 읽고, 5초 지난 측정값으로 결정합니다. 목표 사용률은 60%입니다. ' +
      '서버는 시작하는 데 8초가 걸리고, 처음에는 작업에 세 배의 시간이 걸리며, 10초 뒤에 예열이 끝납니다. ' +
      '줄일 때는 최근 15초 동안 원했던 가장 큰 수까지만 줄입니다.',
    labels: { readers: '독자', lb: '로드밸런서', reports: '보고서 서버' },
  },
  'split-brain': {
    description:
      '두 지역에 나뉜 데이터베이스 세 대이며, 펜싱은 꺼져 있습니다. 주 데이터베이스에서 펜싱을 켜고 다시 실행해 보세요. 대신 서쪽의 쓰기가 거부되고, 버려지는 쓰기는 없습니다.',
    labels: {
      'west-users': '서쪽 사용자',
      'west-web': '서쪽 웹 서버',
      'east-users': '동쪽 사용자',
      'east-web': '동쪽 웹 서버',
    },
    zones: { west: '서쪽', east: '동쪽' },
  },
  'balancer-pair': {
    description:
      '같은 트래픽과 같은 서버가 두 벌 있습니다. 아래 두 대는 keepalived처럼 VRRP를 씁니다. 1초마다 광고하고, 우선순위는 100이며, 돌아오면 주소를 되찾습니다.',
    labels: {
      'readers-a': '독자 A',
      alone: '한 대',
      'web-a': '웹 서버 A',
      'readers-b': '독자 B',
      pair: '한 쌍',
      'web-b': '웹 서버 B',
    },
  },
  'celebrity-shard': {
    description:
      '좋아요의 절반이 한 사람에게 갑니다. 위에서는 키 하나가 샤드 하나에 있고, 아래에서는 가장 인기 있는 키를 열 조각으로 나눕니다. ' +
      '위쪽은 샤드를 늘려도 나아지지 않습니다. 그 키는 여전히 한 샤드에 있습니다.',
    labels: {
      'fans-a': '팬 A',
      whole: '통째로',
      a1: '샤드 A1',
      a2: '샤드 A2',
      'fans-b': '팬 B',
      split: '열 조각으로',
      b1: '샤드 B1',
      b2: '샤드 B2',
    },
  },
  'hedged-tail': {
    description:
      '페이지마다 한꺼번에 50번 묻고 모든 답을 기다립니다. 위는 그대로, 아래는 95백분위수보다 느린 호출을 다른 서버에도 보내 먼저 온 답을 씁니다.',
    labels: {
      'readers-a': '독자 A',
      'page-a': '페이지 A',
      'parts-a': '조각 A',
      'readers-b': '독자 B',
      'page-b': '페이지 B',
      'parts-b': '조각 B',
    },
  },
  'connection-pool': {
    description:
      '요청 열에 하나가 찾는 후기가 느려집니다. 위에서는 후기가 웹 서버의 커넥션을 모두 쥐고, 아래에서는 상점이 후기를 한 번에 여덟 건까지만 묻습니다. ' +
      '위에 커넥션이 몇 개면 되는지는 “원인”에 나옵니다.',
    labels: {
      'shoppers-a': '손님 A',
      'web-a': '웹 서버 A',
      'shop-a': '상점 A',
      'items-a': '상품 DB A',
      'reviews-a': '후기 A',
      'shoppers-b': '손님 B',
      'web-b': '웹 서버 B',
      'shop-b': '상점 B',
      'items-b': '상품 DB B',
      'reviews-b': '후기 B',
    },
  },
  'rate-limit': {
    description:
      '10초 동안 트래픽이 세 배가 됩니다. 위에서는 서버가 모두 받고, 아래에서는 처리율 제한 장치가 초당 450건만 들입니다.',
    labels: {
      'users-a': '사용자 A',
      'server-a': '서버 A',
      'users-b': '사용자 B',
      limit: '초당 450건',
      'server-b': '서버 B',
    },
  },
  'circuit-breaker': {
    description:
      '위는 바로 세 번 재시도하고, 아래는 여기에 Hystrix 방식의 서킷 브레이커를 더했습니다. 최근 10초 호출의 절반이 실패하면 ' +
      '5초 동안 열렸다가 한 건을 보내 봅니다.',
    labels: {
      naive: '재시도 세 번',
      'server-a': '서버 A',
      careful: '브레이커 사용',
      'server-b': '서버 B',
    },
  },
  'retry-storm': {
    description:
      '위는 바로 세 번 재시도, 아래는 같은 재시도에 10% 예산을 둔 것입니다. ' +
      '방아쇠는 10초 뒤에 사라지지만 장애는 사라지지 않습니다. 준안정(metastable) 장애입니다.',
    labels: {
      naive: '재시도 세 번',
      'server-a': '서버 A',
      budget: '재시도 예산',
      'server-b': '서버 B',
    },
  },
};
