import type { Modelled } from '../modelled.ts';

export const objectStoreModelled: Modelled = {
  sources: ['Amazon S3 user guide (performance)', 'napkin-math'],
  en: {
    models: [
      'The time to the first byte, for reads and for writes, and the stream after it by size and bandwidth.',
      'Limits on reads and on writes a second for each prefix, as token buckets of one second. Keys are spread over the prefixes by hash.',
      'Nothing is lost in a crash: what was answered is stored.',
    ],
    leavesOut: [
      'Prefixes that grow with their traffic over minutes.',
      'Listing, uploads in parts, versions of objects.',
    ],
  },
  ko: {
    models: [
      '읽기와 쓰기의 첫 바이트까지의 시간, 그리고 크기와 대역폭에 따른 전송 시간.',
      '접두사마다 초당 읽기와 쓰기의 한도를 1초짜리 토큰 버킷으로 지킵니다. 키는 해시로 접두사에 나뉩니다.',
      '다운되어도 잃지 않습니다. 응답한 것은 저장된 것입니다.',
    ],
    leavesOut: ['몇 분에 걸쳐 트래픽에 맞춰 늘어나는 접두사.', '목록, 나눠 올리기, 객체의 버전.'],
  },
};
