/** Words of a circuit breaker, which clients and request edges have alike. */
import type { Language } from '../base/language.ts';

export const breakerWords = {
  en: {
    circuitBreaker: {
      label: 'Circuit breaker',
      help: 'Stops calling what keeps failing, and tries again with a few probes. Until then calls fail at once, and the other side can recover.',
    },
    'circuitBreaker.errorRatio': {
      label: 'Opens at failures of',
      help: 'Share of the calls in the window.',
    },
    'circuitBreaker.minCalls': {
      label: 'Calls needed',
      help: 'With fewer in the window it never opens. Every instance of the caller counts for itself.',
    },
    'circuitBreaker.windowMs': {
      label: 'Window',
      help: 'How far back calls are counted.',
    },
    'circuitBreaker.openMs': {
      label: 'Open for',
      help: 'Before the first probe. Too short, and the probes meet the line that is still there.',
    },
    'circuitBreaker.halfOpenProbes': {
      label: 'Probes',
      help: 'Calls that are let through to see. They decide whether it closes.',
    },
  },
  ko: {
    circuitBreaker: {
      label: '서킷 브레이커',
      help: '계속 실패하는 호출을 멈추고, 나중에 몇 건만 보내 봅니다. 그동안 호출은 바로 실패하고 상대는 회복할 시간을 얻습니다.',
    },
    'circuitBreaker.errorRatio': {
      label: '열리는 실패 비율',
      help: '집계 구간의 호출 중 실패한 비율입니다.',
    },
    'circuitBreaker.minCalls': {
      label: '필요한 호출 수',
      help: '구간의 호출이 이보다 적으면 열리지 않습니다. 호출하는 쪽의 인스턴스마다 따로 셉니다.',
    },
    'circuitBreaker.windowMs': {
      label: '집계 구간',
      help: '호출을 얼마나 거슬러 올라가 셀지입니다.',
    },
    'circuitBreaker.openMs': {
      label: '열려 있는 시간',
      help: '처음 확인하기까지의 시간입니다. 너무 짧으면 아직 남은 대기열에 막힙니다.',
    },
    'circuitBreaker.halfOpenProbes': {
      label: '확인 호출',
      help: '시험 삼아 보내는 호출 수입니다. 그 결과로 닫을지 정합니다.',
    },
  },
} as const satisfies Readonly<Record<Language, object>>;
