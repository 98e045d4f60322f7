import type { Modelled } from '../modelled.ts';

export const loadBalancerModelled: Modelled = {
  sources: [
    'HAProxy (inter, fall, rise)',
    'nginx (smooth weighted round robin, ketama)',
    'Mitzenmacher, 2001 (two choices)',
    'Finagle PeakEwma',
    'Karger et al., STOC 1997 (consistent hashing)',
    'AWS ALB (cookies)',
  ],
  en: {
    models: [
      'Every instance of a node it is connected to is a target, and the algorithm picks among those in rotation.',
      'Active health checks of each target from its own random phase: so many misses in a row take it out of rotation, so many passes bring it back.',
      'A target that refuses is noticed at the probe; one that swallows packets or hangs only after the probe’s timeout. Until then it is still sent its share.',
      'Cookies, if asked for: who has been sent to a target is sent there again while it is in rotation, not full, and the cookie lives.',
      'Calls under way are counted per target, for the algorithms that look at them.',
      'A small time for every call.',
      'Without a target in rotation, calls fail at once.',
    ],
    leavesOut: [
      'A second balancer that would take over when it crashes.',
      'Limits of its own: connections, a waiting line, CPU.',
      'Slow start of a target that is back, and draining of one that leaves.',
      'Ejection for slow or failing answers: only probes decide.',
    ],
  },
  ko: {
    models: [
      '연결된 노드의 인스턴스 하나하나가 대상이고, 알고리즘은 분산 대상에 든 것 가운데서 고릅니다.',
      '대상마다 다른 시점에서 시작하는 능동 헬스 체크: 연달아 정해진 횟수만큼 실패하면 제외하고, 정해진 횟수만큼 성공하면 되돌립니다.',
      '거부하는 대상은 확인하는 순간 알지만, 패킷을 삼키거나 멈춘 대상은 확인 타임아웃이 지나야 압니다. 그때까지는 제 몫의 호출을 계속 받습니다.',
      '켜면 쿠키로 고정합니다. 한 번 보낸 대상이 분산 대상에 있고 가득 차지 않았으며 쿠키가 살아 있는 동안 같은 대상으로 보냅니다.',
      '진행 중인 호출 수를 대상별로 세어, 이를 보는 알고리즘에 씁니다.',
      '호출마다 짧은 처리 시간이 듭니다.',
      '남은 대상이 없으면 호출은 바로 실패합니다.',
    ],
    leavesOut: [
      '다운됐을 때 넘겨받을 두 번째 로드 밸런서.',
      '자체의 한계: 연결 수, 대기열, CPU.',
      '돌아온 대상을 천천히 늘리기(slow start)와 나가는 대상 비우기(draining).',
      '느리거나 실패하는 응답을 보고 제외하기: 헬스 체크만이 정합니다.',
    ],
  },
};
