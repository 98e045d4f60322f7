import type { WordsOf } from '../words.ts';

export const externalApiWords = {
  en: {
    name: 'External service',
    teaches:
      'Something bought by the call, such as an LLM or a payment: slow, limited, and not yours to repair.',
    fields: {
      latency: {
        label: 'Answer takes',
        help: 'From the call to the whole answer, at any load. Whoever calls holds a slot all that time.',
      },
      rateLimitPerSec: {
        label: 'Rate limit',
        help: 'Calls a second that the provider takes. One more is refused at once; a second of calls may come together.',
      },
      errorRatio: {
        label: 'Errors',
        help: 'Share of calls that fail, after as long as an answer takes.',
      },
    },
    options: {},
    face: {
      mean: 'mean {latencyMs}',
      refusing: 'refuses {perSec}/s',
    },
    events: {
      limitReached: '{node} refuses calls: its limit is {ratePerSec} a second.',
    },
  },
  ko: {
    name: '외부 서비스',
    teaches:
      'LLM이나 결제처럼 호출할 때마다 사서 쓰는 서비스입니다. 느리고, 한도가 있고, 직접 고칠 수 없습니다.',
    fields: {
      latency: {
        label: '응답 시간',
        help: '호출부터 응답이 끝날 때까지 걸리는 시간이며 부하와 관계없습니다. 호출한 쪽은 그동안 슬롯을 차지합니다.',
      },
      rateLimitPerSec: {
        label: '처리율 한도',
        help: '제공자가 받아 주는 초당 호출 수입니다. 넘으면 바로 거절합니다. 1초 분량까지는 한꺼번에 올 수 있습니다.',
      },
      errorRatio: {
        label: '오류율',
        help: '응답만큼 시간을 쓴 뒤 실패하는 호출의 비율입니다.',
      },
    },
    options: {},
    face: {
      mean: '평균 {latencyMs}',
      refusing: '{perSec}/초 거절',
    },
    events: {
      limitReached: '{node}(이/가) 호출을 거절합니다. 한도는 초당 {ratePerSec}건입니다.',
    },
  },
} satisfies WordsOf;
