/**
 * The retry storm again (domain reference §10 i), and another cure: the lower client has a circuit breaker. It stops
 * calling for five seconds at a time, so the line drains, and a probe finds the server well (domain reference §3.2).
 */
import type { GalleryEntry } from './entry.ts';
import { twoStorms } from './storms.ts';

export const circuitBreaker: GalleryEntry = {
  id: 'circuit-breaker',
  title: { en: 'A breaker that ends the storm', ko: '폭풍을 끝내는 서킷 브레이커' },
  teaches: {
    en: 'Both clients retry three times, and both servers are three times slower from 20\u202fs to 30\u202fs. The lower client has a circuit breaker: while it is open calls fail at once, the line drains, and the first probe after the trouble closes it. The upper server never recovers.',
    ko: '두 클라이언트 모두 세 번 재시도하고, 두 서버 모두 20초에서 30초 사이에 세 배 느려집니다. 아래 클라이언트에는 서킷 브레이커가 있습니다. 열려 있는 동안 호출은 바로 실패하고 대기열이 비며, 문제가 끝난 뒤 첫 시험 호출이 성공하면 닫힙니다. 위 서버는 끝내 회복하지 못합니다.',
  },
  file: {
    version: 1,
    name: 'A breaker that ends the storm',
    description:
      'Above, three immediate retries; below, the same with a circuit breaker as Hystrix has it: it opens when half of ' +
      'the last ten seconds’ calls failed, for five seconds, then tries one.',
    seed: 5,
    durationMs: 90_000,
    warmupMs: 5000,
    ...twoStorms({ id: 'careful', label: 'With a breaker', params: { circuitBreaker: {} } }),
    objectives: ['nodes.careful.failed < 15000', 'nodes.naive.failed < 15000'],
  },
};
