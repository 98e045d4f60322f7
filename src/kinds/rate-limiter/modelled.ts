import type { Modelled } from '../modelled.ts';

export const rateLimiterModelled: Modelled = {
  sources: ['nginx limit_req (leaky bucket)'],
  en: {
    models: [
      'Token bucket and leaky bucket, fixed window and sliding window counter. A bucket that leaks delays what it can still take; the others turn away at once.',
      'One limit for all callers together.',
      'A small time for every call, those that are turned away included.',
      'Loss of its counts in a crash.',
    ],
    leavesOut: [
      'Limits for each user or key.',
      'Several limiters that must agree on one count.',
      'Telling the caller when to come back (Retry-After).',
    ],
  },
  ko: {
    models: [
      '토큰 버킷, 누출 버킷, 고정 윈도, 이동 윈도 카운터. 누출 버킷은 받을 수 있는 만큼 늦추고, 나머지는 바로 돌려보냅니다.',
      '모든 호출자를 합친 한도 하나입니다.',
      '돌려보낸 것까지, 호출마다 짧은 처리 시간이 듭니다.',
      '다운되면 세던 값을 잃습니다.',
    ],
    leavesOut: [
      '사용자나 키마다 다른 한도.',
      '값을 맞춰야 하는 여러 처리율 제한 장치.',
      '언제 다시 오라고 알려 주기(Retry-After).',
    ],
  },
};
