import type { WordsOf } from '../words.ts';

export const objectStoreWords = {
  en: {
    name: 'Object store',
    teaches:
      'Holds pictures and files for whoever asks, as many as you like: slow to begin, quick once it streams.',
    fields: {
      latency: {
        label: 'First byte, read',
        help: 'From a read to the first byte. Small objects cost this and little else.',
      },
      writeLatency: {
        label: 'First byte, write',
        help: 'From a write to its confirmation, without the bytes themselves.',
      },
      streamMbps: {
        label: 'Stream, Mbit/s',
        help: 'How fast one connection streams the bytes of an operation. Many connections stream side by side.',
      },
      prefixes: {
        label: 'Prefixes',
        help: 'Keys are spread over so many prefixes, and each has its own limits.',
      },
      rateLimitPerSec: {
        label: 'Reads a prefix',
        help: 'Reads a second that a prefix takes; more are told to slow down.',
      },
      writeLimitPerSec: {
        label: 'Writes a prefix',
        help: 'Writes a second that a prefix takes; more are told to slow down.',
      },
    },
    options: {},
    face: {
      mean: 'mean {latencyMs}',
      refusing: 'refuses {perSec}/s',
    },
    events: {
      prefixFull: '{node} tells callers to slow down: a prefix is at its limit.',
      crashed:
        '{node} cannot be reached. {lost, plural, =0 {Nothing stored is lost.} one {The 1 call inside is lost, nothing that was stored.} other {The # calls inside are lost, nothing that was stored.}}',
      restarted: '{node} can be reached again, with everything it had.',
    },
  },
  ko: {
    name: '객체 저장소',
    teaches:
      '사진과 파일을 얼마든지 보관하고 누구에게나 내줍니다. 시작은 느리지만 보내기 시작하면 빠릅니다.',
    fields: {
      latency: {
        label: '읽기 첫 바이트',
        help: '읽기 요청부터 첫 바이트까지 걸리는 시간입니다. 작은 객체라면 거의 이 시간이 전부입니다.',
      },
      writeLatency: {
        label: '쓰기 첫 바이트',
        help: '바이트를 보내는 시간을 빼고 쓰기가 확인될 때까지 걸리는 시간입니다.',
      },
      streamMbps: {
        label: '전송 속도(Mbit/s)',
        help: '연결 하나가 연산의 바이트를 보내는 속도입니다. 여러 연결은 나란히 전송합니다.',
      },
      prefixes: {
        label: '접두사 수',
        help: '키를 이만큼의 접두사에 나눕니다. 한도는 접두사마다 따로 있습니다.',
      },
      rateLimitPerSec: {
        label: '접두사당 읽기',
        help: '접두사 하나가 받아 주는 초당 읽기 수입니다. 넘으면 속도를 늦추라고 답합니다.',
      },
      writeLimitPerSec: {
        label: '접두사당 쓰기',
        help: '접두사 하나가 받아 주는 초당 쓰기 수입니다. 넘으면 속도를 늦추라고 답합니다.',
      },
    },
    options: {},
    face: {
      mean: '평균 {latencyMs}',
      refusing: '{perSec}/초 거절',
    },
    events: {
      prefixFull: '{node}(이/가) 속도를 늦추라고 답합니다. 접두사 하나가 한도에 이르렀습니다.',
      crashed:
        '{node}에 닿을 수 없습니다. {lost, plural, =0 {저장된 것은 그대로입니다.} other {처리 중이던 호출 #건을 잃었지만 저장된 것은 그대로입니다.}}',
      restarted: '{node}에 다시 닿을 수 있습니다. 저장된 것은 모두 그대로입니다.',
    },
  },
} satisfies WordsOf;
