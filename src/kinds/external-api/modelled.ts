import type { Modelled } from '../modelled.ts';

export const externalApiModelled: Modelled = {
  sources: [],
  en: {
    models: [
      'How long an answer takes, whatever the load: the provider has servers enough.',
      'The provider’s limit on calls a second, as a token bucket of one second. Beyond it, calls are refused at once.',
      'A share of calls that fail, after the time an answer takes.',
    ],
    leavesOut: [
      'Answers that stream.',
      'Limits by tokens or by day.',
      'Errors that come in bursts, unless a fault on the node makes them.',
    ],
  },
  ko: {
    models: [
      '응답에 걸리는 시간. 서버가 넉넉한 제공자이므로 부하와 관계없습니다.',
      '초당 호출 수의 한도를 1초짜리 토큰 버킷으로 지킵니다. 넘치는 호출은 바로 거부합니다.',
      '일부 호출은 응답에 걸리는 시간이 지난 뒤 실패합니다.',
    ],
    leavesOut: [
      '스트리밍 응답.',
      '토큰 수나 하루 단위의 한도.',
      '몰려서 일어나는 오류(노드의 장애로 만들 수 있습니다).',
    ],
  },
};
