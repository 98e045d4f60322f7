import type { Modelled } from '../modelled.ts';

export const loadBalancerModelled: Modelled = {
  sources: [
    'HAProxy (inter, fall, rise)',
    'nginx (smooth weighted round robin, ketama)',
    'Mitzenmacher, 2001 (two choices)',
    'Finagle PeakEwma',
    'Karger et al., STOC 1997 (consistent hashing)',
    'AWS ALB (cookies)',
    'keepalived and RFC 3768 (VRRP)',
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
      'A standby, if asked for (VRRP): it takes the address over after three advert intervals and (256 − priority) / 256\u202fs of silence, 2.61–3.61\u202fs after a crash with the defaults. Until then nobody answers; what was under way through the dead one fails.',
      'Each of the two runs health checks, counts calls and takes turns by itself; cookies are with the users and stay good.',
      'A first balancer that is back listens as long before it takes the address again, which cuts what is under way through the standby; both can be down.',
    ],
    leavesOut: [
      'Of a pair: adverts that are lost, both having the address at once, a clean stop that hands it over, a proxy that dies while its adverts go on.',
      'Of a pair: calls that a dead host has swallowed find out at their callers’ timeouts, not when the address moves.',
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
      '켜면 대기 장비를 둡니다(VRRP). 광고 주기의 세 배에 (256 − 우선순위) / 256초를 더한 동안 조용하면 주소를 넘겨받습니다. 기본값으로는 다운 뒤 2.61–3.61초입니다. 그때까지는 아무도 응답하지 않고, 다운된 장비를 지나던 호출은 실패합니다.',
      '두 장비는 헬스 체크, 호출 수 세기, 순번을 각자 합니다. 쿠키는 사용자가 가지고 있어 그대로 쓸 수 있습니다.',
      '돌아온 첫 번째 장비도 같은 시간 동안 듣고 나서 주소를 되찾으며, 이때 대기 장비를 지나던 호출이 끊깁니다. 두 장비가 모두 다운될 수도 있습니다.',
    ],
    leavesOut: [
      '두 장비 사이: 광고 유실, 둘 다 주소를 갖는 경우, 주소를 넘기고 정상 종료하기, 광고는 계속되는데 프록시만 죽는 경우.',
      '사라진 장비가 삼킨 호출은 주소가 옮겨질 때가 아니라 호출자의 타임아웃에 끝납니다.',
      '자체의 한계: 연결 수, 대기열, CPU.',
      '돌아온 대상을 천천히 늘리기(slow start)와 나가는 대상 비우기(draining).',
      '느리거나 실패하는 응답을 보고 제외하기: 헬스 체크만이 정합니다.',
    ],
  },
};
