import type { Modelled } from '../modelled.ts';

export const clientModelled: Modelled = {
  sources: [
    'Breslau et al., INFOCOM 1999 (Zipf)',
    'YCSB',
    'AWS Architecture Blog, Exponential Backoff and Jitter',
    'Finagle RetryBudget',
  ],
  en: {
    models: [
      'Open arrivals: Poisson, evenly spaced, or Poisson at a rate that runs in straight lines between the points of a schedule. They keep coming however slow the answers are.',
      'Closed arrivals: a fixed number of users who think, ask and wait for the answer before they think again.',
      'A mix of operations, drawn by weight: each takes its own way through the drawing.',
      'Which key is asked for: Zipf, uniform, in sequence, or a hot set with its share of the traffic.',
      'Users, if asked for: people who come back, all alike or some far more active than others, in sessions that end.',
      'A timeout for every attempt, retries with back-off, jitter and a budget, and a circuit breaker.',
      'Latency from the arrival to the last answer, retries and pauses included. A failed request is counted by its cause and has no latency.',
      'A spike multiplies the rate; users in a closed loop think that much faster.',
    ],
    leavesOut: [
      'Users who give up for good, and paths from page to page.',
      'Connection set-up (DNS, TCP, TLS).',
      'A choice among targets: it calls the one thing that is drawn to it.',
    ],
  },
  ko: {
    models: [
      '열린 도착: 포아송, 일정한 간격, 또는 시각별 지점 사이를 직선으로 잇는 비율의 포아송입니다. 응답이 아무리 느려도 계속 들어옵니다.',
      '닫힌 도착: 정해진 수의 사용자가 생각하고, 요청하고, 응답을 받은 뒤에야 다시 생각합니다.',
      '연산은 가중치에 따라 뽑고, 연산마다 그림에서 지나는 길이 다릅니다.',
      '어떤 키를 찾는지: Zipf, 균등, 순차, 또는 트래픽이 몰리는 키 묶음입니다.',
      '켜면 다시 오는 사용자를 둡니다. 모두 비슷하거나 일부가 훨씬 활발하고, 세션이 끝나면 다음 사람이 옵니다.',
      '시도마다 타임아웃이 있고, 백오프와 지터와 예산을 지켜 재시도하며, 서킷 브레이커를 둘 수 있습니다.',
      '응답 지연은 도착부터 마지막 응답까지이며 재시도와 그 사이의 대기를 포함합니다. 실패한 요청은 원인별로 세고 응답 지연에는 넣지 않습니다.',
      '급증은 비율을 곱으로 늘립니다. 닫힌 도착의 사용자는 그만큼 짧게 생각합니다.',
    ],
    leavesOut: [
      '실망해서 떠나는 사용자, 페이지를 따라 움직이는 행동.',
      '연결 수립(DNS, TCP, TLS).',
      '대상 고르기: 이어진 한 곳만 호출합니다.',
    ],
  },
};
