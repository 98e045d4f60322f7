import { breakerWords } from '../../i18n/breaker-words.ts';
import type { WordsOf } from '../words.ts';

export const clientWords = {
  en: {
    name: 'Client',
    teaches:
      'Makes the requests: how many, of what kind, for which keys, and how long it waits before it gives up.',
    fields: {
      arrival: {
        label: 'Arrivals',
        help: 'How requests come. Random arrivals bunch up by chance, and bunches are what queues are made of.',
      },
      operations: {
        label: 'Operations',
        help: 'What is asked for, and in what shares. Reads can be cached and spread over replicas; writes cannot.',
      },
      keys: {
        label: 'Keys',
        help: 'How popular each key is. The more a few keys dominate, the more a small cache can do.',
      },
      users: {
        label: 'Users',
        help: 'People who come back: what sticky sessions, sign-ins and address hashing act on.',
      },
      'users.count': {
        label: 'People',
        help: 'How many there are. One is an office behind one address.',
      },
      'users.activityAlpha': {
        label: 'Activity tail',
        help: 'Pareto exponent of how much each asks. Below 2 a few people make much of the load; none makes all alike.',
      },
      'users.sessionMs': {
        label: 'Stay',
        help: 'How long a visit lasts on average, until somebody new takes the place.',
      },
      timeoutMs: {
        label: 'Timeout',
        help: 'When people give up. The system does not notice and finishes the work for nobody.',
      },
      retry: {
        label: 'Retries',
        help: 'What the client does when a request fails. Each retry adds load exactly when there is too much of it.',
      },
      'retry.maxRetries': {
        label: 'Retries at most',
        help: 'Further attempts after the first. Three retries can turn an overload into four times the load.',
      },
      'retry.backoff': {
        label: 'Backoff',
        help: 'How the pause grows from one attempt to the next. Exponential gives a failing system air.',
      },
      'retry.baseMs': { label: 'First pause', help: 'The pause before the first retry.' },
      'retry.capMs': { label: 'Longest pause', help: 'No pause grows beyond this.' },
      'retry.jitter': {
        label: 'Jitter',
        help: 'Chance in the pause. Without it, clients that failed together come back together.',
      },
      'retry.budgetRatio': {
        label: 'Retry budget',
        help: 'Retries allowed per first attempt, counted over ten seconds. With 20\u202f% the load grows by a fifth, however much fails.',
      },
      'retry.budgetMinPerSec': {
        label: 'Budget floor',
        help: 'Retries a second that the budget always allows, so that a quiet client can retry too.',
      },
      ...breakerWords.en,
    },
    options: {
      'retry.backoff.none': 'at once',
      'retry.backoff.fixed': 'fixed',
      'retry.backoff.exponential': 'exponential',
      'retry.jitter.none': 'none',
      'retry.jitter.full': 'full',
      'retry.jitter.equal': 'equal',
      'retry.jitter.decorrelated': 'decorrelated',
    },
    face: {
      users: '{users, plural, one {1 user} other {# users}}',
      zipf: 'Zipf {exponent}',
      uniform: 'equal keys',
      sequential: 'key by key',
      hotspot: 'hot spot',
      read: 'read',
      write: 'write',
      static: 'static',
      job: 'job',
      mix: '{share}\u202f% {type}',
    },
    events: {
      spikeBegan: 'A spike begins: {node} sends {factor} times its usual traffic.',
      spikeEnded:
        'The spike is over: {node} sends its usual traffic again. What piled up must still be worked off.',
    },
  },
  ko: {
    name: '클라이언트',
    teaches: '요청을 만듭니다. 얼마나, 어떤 종류로, 어떤 키를 요청하고 얼마나 기다릴지를 정합니다.',
    fields: {
      arrival: {
        label: '도착 방식',
        help: '요청이 들어오는 모양입니다. 무작위로 오면 우연히 몰리고, 몰림이 대기열을 만듭니다.',
      },
      operations: {
        label: '연산',
        help: '무엇을 어떤 비율로 요청하는지입니다. 읽기는 캐시하고 부 데이터베이스로 나눌 수 있지만 쓰기는 그럴 수 없습니다.',
      },
      keys: {
        label: '키',
        help: '키마다 얼마나 인기 있는지입니다. 소수에 몰릴수록 작은 캐시로도 효과가 큽니다.',
      },
      users: {
        label: '사용자',
        help: '다시 찾아오는 사람들입니다. 고정 세션, 로그인, 주소 해시가 이들을 기준으로 동작합니다.',
      },
      'users.count': {
        label: '사람 수',
        help: '몇 명인지입니다. 한 명이면 주소 하나를 함께 쓰는 사무실과 같습니다.',
      },
      'users.activityAlpha': {
        label: '활동 편차',
        help: '사람마다 요청하는 양의 파레토 지수입니다. 2보다 작으면 소수가 부하의 큰 몫을 만들고, 없으면 모두 같습니다.',
      },
      'users.sessionMs': {
        label: '머무는 시간',
        help: '한 번 방문해 머무는 평균 시간입니다. 지나면 새 사람이 그 자리에 옵니다.',
      },
      timeoutMs: {
        label: '타임아웃',
        help: '사용자가 포기하는 시점입니다. 시스템은 그 사실을 모른 채 받을 사람 없는 일을 끝까지 합니다.',
      },
      retry: {
        label: '재시도',
        help: '요청이 실패했을 때 하는 일입니다. 재시도는 하필 과부하일 때 부하를 더합니다.',
      },
      'retry.maxRetries': {
        label: '최대 재시도',
        help: '첫 시도 뒤에 더 하는 횟수입니다. 3번이면 과부하가 네 배의 부하로 불어날 수 있습니다.',
      },
      'retry.backoff': {
        label: '백오프',
        help: '시도 사이의 간격을 늘리는 방식입니다. 지수 백오프는 힘든 시스템에 숨 돌릴 틈을 줍니다.',
      },
      'retry.baseMs': { label: '첫 간격', help: '첫 재시도 전에 쉬는 시간입니다.' },
      'retry.capMs': { label: '최대 간격', help: '간격은 이보다 길어지지 않습니다.' },
      'retry.jitter': {
        label: '지터',
        help: '간격을 무작위로 흩습니다. 없으면 함께 실패한 클라이언트가 한꺼번에 돌아옵니다.',
      },
      'retry.budgetRatio': {
        label: '재시도 예산',
        help: '첫 시도당 허용하는 재시도 비율로, 10초 단위로 셉니다. 20%면 아무리 실패해도 부하는 20%쯤만 늘어납니다.',
      },
      'retry.budgetMinPerSec': {
        label: '예산 하한',
        help: '예산이 초당 늘 허용하는 재시도 수입니다. 요청이 뜸한 클라이언트도 재시도할 수 있습니다.',
      },
      ...breakerWords.ko,
    },
    options: {
      'retry.backoff.none': '바로',
      'retry.backoff.fixed': '고정',
      'retry.backoff.exponential': '지수',
      'retry.jitter.none': '없음',
      'retry.jitter.full': '전체(full)',
      'retry.jitter.equal': '절반(equal)',
      'retry.jitter.decorrelated': '비상관(decorrelated)',
    },
    face: {
      users: '사용자 {users, plural, other {#명}}',
      zipf: 'Zipf {exponent}',
      uniform: '균등 키',
      sequential: '순차 키',
      hotspot: '핫스팟',
      read: '읽기',
      write: '쓰기',
      static: '정적',
      job: '작업',
      mix: '{type} {share}%',
    },
    events: {
      spikeBegan: '트래픽이 급증합니다. {node}(이/가) 평소의 {factor}배를 보냅니다.',
      spikeEnded:
        '급증이 끝나 {node}의 트래픽이 평소로 돌아왔습니다. 그동안 쌓인 일은 마저 처리해야 합니다.',
    },
  },
} satisfies WordsOf;
