import type { WordsOf } from '../words.ts';

export const workerWords = {
  en: {
    name: 'Worker',
    teaches:
      'Takes messages from a queue, does the slow work nobody should wait for, and acknowledges each when it is done.',
    fields: {
      instances: {
        label: 'Workers',
        help: 'How many take from the queue. Too few, and the backlog grows without end.',
      },
      slots: {
        label: 'Slots each',
        help: 'Messages a worker handles at once.',
      },
      service: {
        label: 'Work',
        help: 'Time of one message. Longer than the visibility timeout, and it is delivered twice.',
      },
    },
    options: {},
    face: {
      busy: '% busy',
      workers: '{workers, plural, one {1 worker} other {# workers}}',
      mean: 'mean {latencyMs}',
      someUp: '{up} of {all} up',
    },
    events: {
      crashed:
        '{node} crashed. {lost, plural, =0 {It held no message.} one {The 1 message it held comes back to the queue when its visibility timeout runs out.} other {The # messages it held come back to the queue when their visibility timeout runs out.}}',
      restarted: '{node} is back and takes messages again.',
    },
  },
  ko: {
    name: '작업 서버',
    teaches:
      '큐에서 메시지를 꺼내 사용자가 기다릴 필요 없는 느린 일을 하고, 끝나면 처리를 확인합니다.',
    fields: {
      instances: {
        label: '서버 수',
        help: '큐에서 메시지를 꺼내는 서버 수입니다. 모자라면 밀린 메시지가 끝없이 쌓입니다.',
      },
      slots: {
        label: '서버당 슬롯',
        help: '한 서버가 동시에 처리하는 메시지 수입니다.',
      },
      service: {
        label: '작업 시간',
        help: '메시지 하나를 처리하는 시간입니다. 가시성 타임아웃보다 길면 두 번 전달됩니다.',
      },
    },
    options: {},
    face: {
      busy: '% 사용',
      workers: '서버 {workers, plural, other {#대}}',
      mean: '평균 {latencyMs}',
      someUp: '{all}대 중 {up}대 정상',
    },
    events: {
      crashed:
        '{node}(이/가) 다운됐습니다. {lost, plural, =0 {처리 중이던 메시지는 없었습니다.} other {처리 중이던 메시지 #건은 가시성 타임아웃이 지나면 큐로 돌아갑니다.}}',
      restarted: '{node}(이/가) 다시 시작해 메시지를 꺼냅니다.',
    },
  },
} satisfies WordsOf;
