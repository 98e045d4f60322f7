import type { WordsOf } from '../words.ts';

export const dnsWords = {
  en: {
    name: 'DNS',
    teaches:
      'Tells clients where to send their calls. What it said stays in caches, so a change reaches people only as their answers expire.',
    fields: {
      record: {
        label: 'Answers with',
        help: 'Every address in turn, or the first that is healthy. Addresses count in the order of their ids.',
      },
      ttlMs: {
        label: 'Time to live',
        help: 'How long an answer may be kept. Short follows a failover sooner and asks more often.',
      },
      resolvers: {
        label: 'Caches',
        help: 'Over how many resolver caches the people are spread. Each asks for itself.',
      },
      lookup: {
        label: 'Look-up',
        help: 'Time of a look-up that no cache can answer.',
      },
      stragglers: {
        label: 'Stragglers',
        help: 'Caches that keep an answer longer than they should.',
      },
      'stragglers.ratio': {
        label: 'Share',
        help: 'How many of the caches do so.',
      },
      'stragglers.factor': {
        label: 'Times too long',
        help: 'How many times the time to live they keep it.',
      },
      healthCheck: {
        label: 'Health check',
        help: 'Asks every address in turn whether it is there, and stops giving out those that are not.',
      },
      'healthCheck.enabled': {
        label: 'Checked',
        help: 'Without, a dead address is given out for ever.',
      },
      'healthCheck.intervalMs': {
        label: 'Probe every',
        help: 'Shorter finds a dead address sooner.',
      },
      'healthCheck.threshold': {
        label: 'Out and back after',
        help: 'Probes in a row that must be missed, or passed, before the answer changes.',
      },
      'healthCheck.timeoutMs': {
        label: 'Probe timeout',
        help: 'A probe without an answer counts as missed after this, and at the latest when the next one is due.',
      },
    },
    options: {
      'record.roundRobin': 'round robin',
      'record.failover': 'failover',
    },
    face: {
      lookups: 'qps',
      ttl: 'TTL {ttl}',
      someUp: '{up} of {all} given out',
      down: 'down',
    },
    events: {
      probeMissed: '{target} missed probe {misses} of {fall} of {node}.',
      ejected:
        '{node} no longer gives out {target}. Who has the address keeps calling it until the answer expires.',
      probePassed: '{target} answers {node} again: probe {passes} of {rise} passed.',
      restored: '{node} gives out {target} again.',
      crashed: '{node} crashed. People live on the addresses they have, until those expire.',
      restarted: '{node} answers again.',
    },
  },
  ko: {
    name: 'DNS',
    teaches:
      '클라이언트에게 어디를 호출할지 알려 줍니다. 한 번 준 답은 캐시에 남아서, 바뀐 주소는 답이 만료되어야 사람들에게 닿습니다.',
    fields: {
      record: {
        label: '응답 방식',
        help: '주소를 번갈아 주거나, 정상인 첫 주소를 줍니다. 주소 순서는 ID 순서입니다.',
      },
      ttlMs: {
        label: '만료 시간(TTL)',
        help: '답을 보관할 수 있는 기간입니다. 짧으면 장애 조치를 빨리 따라가지만 더 자주 묻습니다.',
      },
      resolvers: {
        label: '캐시 수',
        help: '사람들이 몇 개의 리졸버 캐시에 나뉘어 있는지 정합니다. 캐시마다 따로 묻습니다.',
      },
      lookup: {
        label: '조회 시간',
        help: '캐시에 답이 없을 때 조회하는 데 걸리는 시간입니다.',
      },
      stragglers: {
        label: 'TTL을 어기는 캐시',
        help: '답을 정해진 기간보다 오래 쓰는 캐시입니다.',
      },
      'stragglers.ratio': {
        label: '비율',
        help: '전체 캐시 가운데 어기는 캐시의 비율입니다.',
      },
      'stragglers.factor': {
        label: '배수',
        help: '만료 시간의 몇 배까지 답을 쓰는지 정합니다.',
      },
      healthCheck: {
        label: '헬스 체크',
        help: '주소마다 살아 있는지 주기적으로 확인하고, 죽은 주소는 더 알려 주지 않습니다.',
      },
      'healthCheck.enabled': {
        label: '확인함',
        help: '확인하지 않으면 죽은 주소도 계속 알려 줍니다.',
      },
      'healthCheck.intervalMs': {
        label: '확인 주기',
        help: '짧으면 죽은 주소를 빨리 찾습니다.',
      },
      'healthCheck.threshold': {
        label: '제외·복귀 기준',
        help: '연속으로 몇 번 놓치거나 응답해야 답을 바꿀지 정합니다.',
      },
      'healthCheck.timeoutMs': {
        label: '확인 타임아웃',
        help: '이 시간 안에, 늦어도 다음 확인 때까지 응답이 없으면 놓친 것으로 칩니다.',
      },
    },
    options: {
      'record.roundRobin': '라운드 로빈',
      'record.failover': '장애 조치',
    },
    face: {
      lookups: '조회/초',
      ttl: 'TTL {ttl}',
      someUp: '{all}개 중 {up}개 안내',
      down: '다운',
    },
    events: {
      probeMissed: '{target}(이/가) {node}의 헬스 체크에 응답하지 않았습니다({misses}/{fall}).',
      ejected:
        '{node}(이/가) 더는 {target}(을/를) 알려 주지 않습니다. 주소를 가진 쪽은 답이 만료될 때까지 계속 호출합니다.',
      probePassed: '{target}(이/가) {node}의 헬스 체크에 다시 응답했습니다({passes}/{rise}).',
      restored: '{node}(이/가) {target}(을/를) 다시 알려 줍니다.',
      crashed: '{node}(이/가) 다운됐습니다. 사람들은 가진 주소가 만료될 때까지 그 주소로 버팁니다.',
      restarted: '{node}(이/가) 다시 응답합니다.',
    },
  },
} satisfies WordsOf;
