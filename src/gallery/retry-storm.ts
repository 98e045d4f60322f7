/**
 * Ten workers of 10 ms serve 700 a second; from 20 s to 30 s they are three times slower. Three immediate retries keep
 * the server beyond its capacity for ever; a retry budget lets it heal (domain reference §10 i, §3.4).
 */
import type { GalleryEntry } from './entry.ts';
import { twoStorms } from './storms.ts';

export const retryStorm: GalleryEntry = {
  id: 'retry-storm',
  title: { en: 'The retry storm that never ends', ko: '끝나지 않는 재시도 폭풍' },
  teaches: {
    en: 'Both servers are three times slower from 20\u202fs to 30\u202fs, then as fast as before. Three retries each keep the first one drowned for ever: it works all day on requests whose clients have gone. A budget of one retry in ten lets the second one heal.',
    ko: '두 서버 모두 20초에서 30초 사이에 세 배 느려졌다가 원래대로 돌아옵니다. 세 번씩 재시도하면 첫 번째 서버는 영영 헤어나지 못하고, 이미 떠난 클라이언트의 요청만 처리합니다. 재시도를 열 건에 한 건으로 제한하면 두 번째 서버는 회복합니다.',
  },
  file: {
    version: 1,
    name: 'The retry storm that never ends',
    description:
      'Above, three immediate retries; below, the same with a budget of 10\u202f%. ' +
      'The trigger is gone after ten seconds, the failure is not: a metastable failure.',
    seed: 5,
    durationMs: 120_000,
    warmupMs: 5000,
    ...twoStorms({
      id: 'budget',
      label: 'With a budget',
      params: { retry: { maxRetries: 3, backoff: 'none', budgetRatio: 0.1 } },
    }),
    objectives: ['errorRatio < 0.1'],
  },
};
