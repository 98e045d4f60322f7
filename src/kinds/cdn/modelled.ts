import type { Modelled } from '../modelled.ts';

export const cdnModelled: Modelled = {
  sources: ['Amazon CloudFront developer guide', 'nginx proxy_cache'],
  en: {
    models: [
      'Several places, each with a cache of its own that is cold at first. A request goes to one of them by chance, each as likely.',
      'A time to live from the fetch, and eviction as in caches. Static files and, if wanted, reads are held by key.',
      'One fetch for each place and key, however many ask.',
      'A shield: one more cache that all places ask first. Its copies keep their age.',
      'Expired copies instead of errors, if wanted. A crash or a purge empties every place.',
    ],
    leavesOut: [
      'Whether a copy is older than what the database has: only its age counts.',
      'Sizes, and the network of the CDN but for the way to the shield.',
      'Places that differ in traffic or distance.',
    ],
  },
  ko: {
    models: [
      '거점마다 처음에는 비어 있는 캐시가 따로 있습니다. 요청은 같은 확률로 한 거점에 갑니다.',
      '만료 시간은 가져온 때부터 셉니다. 방출은 캐시와 같습니다. 정적 파일과, 원하면 읽기를 키마다 보관합니다.',
      '한 거점에서 같은 키를 여럿이 찾아도 한 번만 가져옵니다.',
      '오리진 실드: 모든 거점이 먼저 묻는 캐시입니다. 사본의 나이는 그대로 이어집니다.',
      '원하면 오류 대신 만료된 사본을 내줍니다. 다운되거나 비우면 모든 거점이 빕니다.',
    ],
    leavesOut: [
      '사본이 데이터베이스의 값보다 오래됐는지 여부. 나이만 따집니다.',
      '크기, 그리고 실드까지의 길을 뺀 CDN 내부 네트워크.',
      '트래픽이나 거리가 서로 다른 거점.',
    ],
  },
};
