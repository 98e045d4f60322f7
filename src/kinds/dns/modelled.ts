import type { Modelled } from '../modelled.ts';

export const dnsModelled: Modelled = {
  sources: ['Amazon Route 53 developer guide'],
  en: {
    models: [
      'Calls do not pass through it: a client looks a name up where its cache has nothing fresh, then calls the address itself.',
      'People are spread over resolver caches, each with its own time to live, in use since before the run. Some keep an answer too long.',
      'Records that give the addresses in turn, or the first that is healthy. Every instance is an address.',
      'Health checks: out after so many missed probes, back after as many passed. If all are ill, all are given out.',
      'While it is down, people live on what their caches hold.',
    ],
    leavesOut: [
      'Clients that try the next address at once, as browsers may.',
      'Resolvers that merge equal look-ups or serve old answers.',
      'Records by place or by weight.',
      'Look-ups between servers: only clients ask.',
    ],
  },
  ko: {
    models: [
      '호출은 DNS를 지나지 않습니다. 캐시에 쓸 답이 없을 때만 조회하고, 그 주소를 직접 호출합니다.',
      '사람들은 여러 리졸버 캐시에 나뉘어 있고 캐시마다 만료 시간이 따로 흐릅니다. 실행 전부터 쓰이던 것으로 봅니다. 일부는 답을 너무 오래 씁니다.',
      '주소를 번갈아 주거나 정상인 첫 주소를 줍니다. 인스턴스마다 주소가 하나입니다.',
      '헬스 체크: 정해진 횟수를 놓치면 제외하고, 같은 횟수를 응답하면 되돌립니다. 모두 죽었으면 모두 알려 줍니다.',
      'DNS가 다운돼도 사람들은 캐시에 있는 주소로 버팁니다.',
    ],
    leavesOut: [
      '브라우저처럼 다음 주소를 바로 시도하는 클라이언트.',
      '같은 조회를 합치거나 만료된 답을 내주는 리졸버.',
      '위치나 가중치에 따른 레코드.',
      '서버 사이의 조회: 클라이언트만 묻습니다.',
    ],
  },
};
