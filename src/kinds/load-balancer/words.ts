import type { WordsOf } from '../words.ts';

export const loadBalancerWords = {
  en: {
    name: 'Load balancer',
    teaches:
      'Spreads calls over several servers and stops sending to those that miss their health checks.',
    fields: {
      algorithm: {
        label: 'Algorithm',
        help: 'Who gets the next call. Counting calls in progress avoids a slow server; taking turns does not.',
      },
      virtualNodes: {
        label: 'Virtual nodes',
        help: 'Points each server has on the hash ring. More points spread keys more evenly.',
      },
      decayMs: {
        label: 'Memory',
        help: 'How long a slow answer is held against a server. Shorter forgives sooner.',
      },
      sticky: {
        label: 'Sticky sessions',
        help: 'A cookie brings users back to the server they had, whatever the algorithm says. Clients need users for it.',
      },
      'sticky.lifeMs': {
        label: 'Cookie lives',
        help: 'Without a request for this long, the next one may go anywhere.',
      },
      'sticky.maxActive': {
        label: 'Full at',
        help: 'Calls in progress from which a server takes no more, not even from its own users.',
      },
      overhead: {
        label: 'Overhead',
        help: 'Time the balancer itself adds to every call.',
      },
      healthCheck: {
        label: 'Health check',
        help: 'Asks every server in turn whether it is there. Until it has missed enough, a dead server still gets its share of the calls.',
      },
      'healthCheck.intervalMs': {
        label: 'Probe every',
        help: 'Shorter finds a dead server sooner and costs more probes.',
      },
      'healthCheck.fall': {
        label: 'Out after',
        help: 'Missed probes in a row until a server is taken out. One is quick and nervous.',
      },
      'healthCheck.rise': {
        label: 'Back after',
        help: 'Passed probes in a row until it is trusted again.',
      },
      'healthCheck.timeoutMs': {
        label: 'Probe timeout',
        help: 'A probe without an answer counts as missed after this.',
      },
    },
    options: {
      'algorithm.roundRobin': 'round robin',
      'algorithm.weightedRoundRobin': 'weighted round robin',
      'algorithm.random': 'random',
      'algorithm.leastConnections': 'least connections',
      'algorithm.powerOfTwo': 'power of two',
      'algorithm.peakEwma': 'peak EWMA',
      'algorithm.consistentHash': 'consistent hash',
      'algorithm.ipHash': 'address hash',
    },
    face: {
      perSec: '/s',
      allUp: '{algorithm}',
      someUp: '{up} of {all} up',
      noneUp: 'no target up',
    },
    events: {
      probeMissed:
        '{misses, plural, one {{target} missed probe # of {fall}. {node} still sends it its share.} other {{target} missed probe # of {fall}.}}',
      ejected: '{node} takes {target} out of rotation. The others carry its share.',
      probePassed: '{target} answers again: probe {passes} of {rise} passed.',
      restored: '{node} sends to {target} again.',
    },
  },
  ko: {
    name: '로드밸런서',
    teaches: '호출을 여러 서버에 나눠 보내고, 헬스 체크에 응답하지 않는 서버에는 보내지 않습니다.',
    fields: {
      algorithm: {
        label: '분산 방식',
        help: '다음 호출을 누가 받을지 정합니다. 처리 중인 호출을 세는 방식은 느린 서버를 피하지만 순번 방식은 그렇지 못합니다.',
      },
      virtualNodes: {
        label: '가상 노드',
        help: '서버마다 해시 링에 놓는 점의 수입니다. 많을수록 키가 고르게 나뉩니다.',
      },
      decayMs: {
        label: '기억 시간',
        help: '느린 응답을 얼마나 오래 기억할지 정합니다. 짧을수록 빨리 다시 믿습니다.',
      },
      sticky: {
        label: '고정 세션',
        help: '쿠키로 사용자를 쓰던 서버로 다시 보냅니다. 분산 방식보다 먼저 적용됩니다. 클라이언트에 사용자가 있어야 합니다.',
      },
      'sticky.lifeMs': {
        label: '쿠키 수명',
        help: '이 시간 동안 요청이 없으면 다음 요청은 다른 서버로 갈 수 있습니다.',
      },
      'sticky.maxActive': {
        label: '가득 참 기준',
        help: '처리 중인 호출이 이만큼이면 쓰던 사용자의 호출도 더 보내지 않습니다.',
      },
      overhead: {
        label: '처리 비용',
        help: '로드밸런서를 지나는 호출마다 더해지는 시간입니다.',
      },
      healthCheck: {
        label: '헬스 체크',
        help: '서버가 살아 있는지 주기적으로 확인합니다. 정해진 횟수를 놓칠 때까지는 죽은 서버에도 제 몫의 호출이 갑니다.',
      },
      'healthCheck.intervalMs': {
        label: '확인 주기',
        help: '짧으면 죽은 서버를 빨리 찾지만 확인 요청이 늘어납니다.',
      },
      'healthCheck.fall': {
        label: '제외 기준',
        help: '연속으로 몇 번 응답이 없으면 분산 대상에서 제외할지 정합니다. 1이면 빠르지만 예민합니다.',
      },
      'healthCheck.rise': {
        label: '복귀 기준',
        help: '연속으로 몇 번 응답하면 다시 믿을지 정합니다.',
      },
      'healthCheck.timeoutMs': {
        label: '확인 타임아웃',
        help: '이 시간 안에 응답이 없으면 놓친 것으로 칩니다.',
      },
    },
    options: {
      'algorithm.roundRobin': '라운드 로빈',
      'algorithm.weightedRoundRobin': '가중 라운드 로빈',
      'algorithm.random': '무작위',
      'algorithm.leastConnections': '최소 연결',
      'algorithm.powerOfTwo': '둘 중 한가한 쪽',
      'algorithm.peakEwma': '피크 EWMA',
      'algorithm.consistentHash': '안정 해시',
      'algorithm.ipHash': '주소 해시',
    },
    face: {
      perSec: '/초',
      allUp: '{algorithm}',
      someUp: '{all}대 중 {up}대 정상',
      noneUp: '정상 서버 없음',
    },
    events: {
      probeMissed:
        '{misses, plural, =1 {{target}(이/가) 헬스 체크에 응답하지 않았습니다(#/{fall}). {node}(은/는) 아직 호출을 보냅니다.} other {{target}(이/가) 헬스 체크에 응답하지 않았습니다(#/{fall}).}}',
      ejected:
        '{node}(이/가) {target}(을/를) 분산 대상에서 제외했습니다. 나머지가 그 몫을 맡습니다.',
      probePassed: '{target}(이/가) 헬스 체크에 다시 응답했습니다({passes}/{rise}).',
      restored: '{target}(이/가) 돌아와 {node}(이/가) 다시 호출을 보냅니다.',
    },
  },
} satisfies WordsOf;
