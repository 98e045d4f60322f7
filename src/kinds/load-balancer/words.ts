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
        help: 'A probe without an answer counts as missed after this, and at the latest when the next one is due.',
      },
      standby: {
        label: 'Standby',
        help: 'A second balancer that waits, and takes the address over when the first falls silent (VRRP). Requests under way through the first are lost all the same.',
      },
      'standby.advertIntervalMs': {
        label: 'Adverts every',
        help: 'The active one says so often that it is there. Three missed adverts and a moment more, and the standby takes over.',
      },
      'standby.priority': {
        label: 'Priority',
        help: 'Of the standby: it waits (256 − priority) / 256 seconds after the third missed advert. The first balancer has one more.',
      },
      'standby.preempt': {
        label: 'Takes it back',
        help: 'When the first balancer is back it takes the address again, and what is under way through the standby breaks a second time.',
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
      'ejected.last':
        '{node} takes {target} out of rotation. It was the last one up: calls fail at once now.',
      probePassed: '{target} answers again: probe {passes} of {rise} passed.',
      restored: '{node} sends to {target} again.',
      advertMissed:
        '{misses, plural, one {{node} misses advert # of {limit} of the other balancer. Nobody answers at their address.} other {{node} misses advert # of {limit}.}}',
      tookOver:
        '{node} takes the address over after {silentMs} without an advert. Its own health checks have {up} of {targets} servers up.',
      tookBack:
        '{node} takes the address back: it ranks higher. {lost, plural, =0 {Nothing was under way through the other balancer.} one {The 1 call under way through the other balancer is cut.} other {The # calls under way through the other balancer are cut.}}',
      reconnected:
        'Clients reach {node} at the same address again, {gapMs} after the crash. {failed, plural, =0 {No call failed meanwhile.} one {1 call failed meanwhile.} other {# calls failed meanwhile.}}',
      listens: '{node} has no address yet: it takes it after {inMs} without an advert.',
      'listens.standby': '{node} stands by: the other balancer keeps the address.',
      'listens.preempts':
        '{node} ranks higher than the balancer that has the address, and takes it back in {inMs}.',
      standbyLost: '{node} only stood by: no call notices, but nobody could take over now.',
      nobodyLeft: 'Both balancers of {node} are down: nobody is left to take the address.',
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
        help: '이 시간 안에, 늦어도 다음 확인 때까지 응답이 없으면 놓친 것으로 칩니다.',
      },
      standby: {
        label: '대기 장비',
        help: '평소에는 기다리다가 첫 번째 로드밸런서가 조용해지면 주소를 넘겨받는 두 번째 로드밸런서입니다(VRRP). 첫 번째를 지나던 요청은 그래도 잃습니다.',
      },
      'standby.advertIntervalMs': {
        label: '광고 주기',
        help: '활성 장비가 살아 있다고 알리는 주기입니다. 광고를 세 번 놓치고 조금 더 지나면 대기 장비가 넘겨받습니다.',
      },
      'standby.priority': {
        label: '우선순위',
        help: '대기 장비의 우선순위입니다. 세 번째 광고를 놓친 뒤 (256 − 우선순위) / 256초를 더 기다립니다. 첫 번째 장비는 이보다 1 높습니다.',
      },
      'standby.preempt': {
        label: '되찾기',
        help: '첫 번째 로드밸런서가 돌아오면 주소를 되찾습니다. 이때 대기 장비를 지나던 요청이 한 번 더 끊깁니다.',
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
      'ejected.last':
        '{node}(이/가) {target}(을/를) 분산 대상에서 제외했습니다. 남은 대상이 없어 호출이 바로 실패합니다.',
      probePassed: '{target}(이/가) 헬스 체크에 다시 응답했습니다({passes}/{rise}).',
      restored: '{target}(이/가) 돌아와 {node}(이/가) 다시 호출을 보냅니다.',
      advertMissed:
        '{misses, plural, =1 {{node}(이/가) 상대 로드밸런서의 광고를 놓쳤습니다(#/{limit}). 지금 이 주소에는 응답하는 장비가 없습니다.} other {{node}(이/가) 광고를 놓쳤습니다(#/{limit}).}}',
      tookOver:
        '{node}(이/가) {silentMs} 동안 광고를 듣지 못해 주소를 넘겨받습니다. 자체 헬스 체크로는 서버 {targets}대 중 {up}대가 정상입니다.',
      tookBack:
        '{node}(이/가) 우선순위가 높아 주소를 되찾습니다. {lost, plural, =0 {상대 로드밸런서를 지나던 호출은 없었습니다.} other {상대 로드밸런서를 지나던 호출 #건이 끊겼습니다.}}',
      reconnected:
        '다운된 지 {gapMs} 만에 클라이언트가 같은 주소로 {node}에 다시 연결됩니다. {failed, plural, =0 {그동안 실패한 호출은 없습니다.} other {그동안 호출 #건이 실패했습니다.}}',
      listens: '{node}에는 아직 주소가 없습니다. {inMs} 동안 광고가 없으면 주소를 가져옵니다.',
      'listens.standby': '{node}(이/가) 대기합니다. 주소는 상대 로드밸런서가 그대로 맡습니다.',
      'listens.preempts':
        '{node}(이/가) 지금 주소를 맡은 로드밸런서보다 우선순위가 높아 {inMs} 뒤에 주소를 되찾습니다.',
      standbyLost:
        '{node}(은/는) 대기 중이었습니다. 호출에는 영향이 없지만 이제 넘겨받을 장비가 없습니다.',
      nobodyLeft: '{node}의 두 장비가 모두 다운됐습니다. 주소를 넘겨받을 장비가 없습니다.',
    },
  },
} satisfies WordsOf;
