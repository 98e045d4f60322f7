import type { WordsOf } from '../words.ts';

export const rateLimiterWords = {
  en: {
    name: 'Rate limiter',
    teaches:
      'Lets calls pass at a rate and turns the rest away at once, so that what stands behind it is never asked for more than it can do.',
    fields: {
      algorithm: {
        label: 'Algorithm',
        help: 'Token bucket lets bursts through, leaky bucket evens them out by waiting, a fixed window can let twice the limit through at its edge.',
      },
      ratePerSec: {
        label: 'Rate',
        help: 'Calls that may pass in the long run. A window lets whole calls through, so that with windows it may be fewer.',
      },
      burst: {
        label: 'Burst',
        help: 'Token bucket: calls that may pass at once, at least one. Leaky bucket: calls that may wait their turn. Windows do not use it.',
      },
      windowMs: {
        label: 'Window',
        help: 'Length of a window. The rate times this, rounded down, is what fits into one: at 2.5 /s, 2 calls into a window of 1 s, 5 into one of 2 s.',
      },
      overhead: {
        label: 'Overhead',
        help: 'Time it takes to decide. A refusal costs it too.',
      },
    },
    options: {
      'algorithm.tokenBucket': 'token bucket',
      'algorithm.leakyBucket': 'leaky bucket',
      'algorithm.fixedWindow': 'fixed window',
      'algorithm.slidingWindow': 'sliding window',
    },
    face: {
      limit: 'limit {perSec}/s',
      refusing: 'turns away {perSec}/s',
    },
    events: {
      limitReached: '{node} turns calls away: more than {ratePerSec} a second are coming.',
      restarted: '{node} is back and has forgotten what it counted.',
    },
  },
  ko: {
    name: '처리율 제한 장치',
    teaches:
      '정해진 속도로만 호출을 통과시키고 나머지는 바로 돌려보냅니다. 뒤에 있는 컴포넌트는 감당할 만큼만 요청받습니다.',
    fields: {
      algorithm: {
        label: '알고리즘',
        help: '토큰 버킷은 순간 폭주를 허용하고, 누출 버킷은 기다리게 해서 고르게 폅니다. 고정 윈도는 경계에서 한도의 두 배까지 통과시킬 수 있습니다.',
      },
      ratePerSec: {
        label: '허용 속도',
        help: '길게 보아 통과할 수 있는 초당 호출 수입니다. 윈도는 호출을 정수로만 세므로 이보다 적게 통과시킬 수 있습니다.',
      },
      burst: {
        label: '버스트',
        help: '토큰 버킷에서는 한꺼번에 통과할 수 있는 호출 수(1 이상), 누출 버킷에서는 차례를 기다릴 수 있는 호출 수입니다. 윈도 방식은 쓰지 않습니다.',
      },
      windowMs: {
        label: '윈도 길이',
        help: '윈도 하나의 길이입니다. 허용 속도에 이 길이를 곱해 소수점을 버린 만큼 통과합니다. 2.5/초라면 1초 윈도는 2건, 2초 윈도는 5건입니다.',
      },
      overhead: {
        label: '처리 비용',
        help: '통과 여부를 정하는 데 드는 시간입니다. 거절할 때도 듭니다.',
      },
    },
    options: {
      'algorithm.tokenBucket': '토큰 버킷',
      'algorithm.leakyBucket': '누출 버킷',
      'algorithm.fixedWindow': '고정 윈도',
      'algorithm.slidingWindow': '이동 윈도',
    },
    face: {
      limit: '한도 {perSec}/초',
      refusing: '{perSec}/초 거절',
    },
    events: {
      limitReached:
        '{node}(이/가) 호출을 돌려보냅니다. 초당 {ratePerSec}건보다 많이 들어오고 있습니다.',
      restarted: '{node}(이/가) 다시 시작하면서 세던 수를 잊었습니다.',
    },
  },
} satisfies WordsOf;
