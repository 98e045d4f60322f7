import type { WordsOf } from '../words.ts';

export const queueWords = {
  en: {
    name: 'Queue',
    teaches:
      'Takes a job, answers at once, and keeps it until a worker has acknowledged it, even if that worker dies.',
    fields: {
      durable: {
        label: 'Durable',
        help: 'Messages are on disk before the sender hears “done”. In memory only, a crash loses them.',
      },
      capacity: {
        label: 'Capacity',
        help: 'Messages it holds at most. Full, it refuses, and the sender must cope.',
      },
      visibilityTimeoutMs: {
        label: 'Visibility timeout',
        help: 'A message not acknowledged after this is delivered again, even while the first worker still works on it.',
      },
      maxReceives: {
        label: 'Deliveries at most',
        help: 'After so many failed deliveries a message becomes a dead letter instead of going round for ever.',
      },
      publish: {
        label: 'Publish',
        help: 'Time until the sender hears that its message is safe.',
      },
    },
    options: {},
    face: {
      waiting: 'waiting',
      durable: 'durable',
      inMemory: 'in memory',
      deadLetters: '{dead, plural, one {1 dead letter} other {# dead letters}}',
      inFlight: '{number} in work',
      down: 'down',
    },
    events: {
      crashed: '{node} crashed. Nothing can be published until it is back.',
      deadLettered:
        'A message of {node} failed {receives, plural, one {1 time} other {# times}} and is put aside as a dead letter.',
      redelivered:
        'A message of {node} was not acknowledged within {timeoutMs} and waits again: delivered {receives, plural, one {once} other {# times}} so far.',
      messagesLost:
        '{count, plural, =0 {No message was lost.} one {1 message of {node} is lost: it was in memory only.} other {# messages of {node} are lost: they were in memory only.}}',
      full: '{node} is full and refuses new messages.',
      workedOff:
        '{node} is as short as before. Up to {peak} messages had piled up; {tookMs} after work went on they are done.',
    },
  },
  ko: {
    name: '메시지 큐',
    teaches:
      '일을 받아 바로 응답하고, 작업 서버가 처리를 확인할 때까지 보존합니다. 작업 서버가 죽어도 메시지는 남습니다.',
    fields: {
      durable: {
        label: '디스크에 보존',
        help: '메시지를 디스크에 쓴 뒤에 발행자에게 응답합니다. 메모리에만 두면 다운될 때 사라집니다.',
      },
      capacity: {
        label: '용량',
        help: '보관할 수 있는 메시지 수입니다. 가득 차면 거부하고, 발행자가 감당해야 합니다.',
      },
      visibilityTimeoutMs: {
        label: '가시성 타임아웃',
        help: '이 시간 안에 처리 확인이 없으면 다시 전달합니다. 먼저 받은 작업 서버가 아직 일하고 있어도 그렇습니다.',
      },
      maxReceives: {
        label: '최대 전달 횟수',
        help: '이만큼 전달하고도 처리되지 않으면, 끝없이 돌지 않게 데드 레터로 보냅니다.',
      },
      publish: {
        label: '발행 시간',
        help: '메시지가 안전하게 저장됐다는 응답을 받기까지 걸리는 시간입니다.',
      },
    },
    options: {},
    face: {
      waiting: '건 대기',
      durable: '디스크 보존',
      inMemory: '메모리에만',
      deadLetters: '데드 레터 {dead, plural, other {#건}}',
      inFlight: '{number}건 처리 중',
      down: '다운',
    },
    events: {
      crashed: '{node}(이/가) 다운됐습니다. 복구될 때까지 메시지를 발행할 수 없습니다.',
      deadLettered:
        '{node}의 메시지가 {receives, plural, other {#번}} 전달되고도 처리되지 않아 데드 레터로 옮겨졌습니다.',
      redelivered:
        '{node}의 메시지가 {timeoutMs} 안에 처리 확인을 받지 못해 다시 대기합니다(지금까지 {receives, plural, other {#번}} 전달).',
      messagesLost:
        '{count, plural, =0 {유실된 메시지는 없습니다.} other {메모리에만 있던 {node}의 메시지 #건이 유실됐습니다.}}',
      full: '{node}(이/가) 가득 차 새 메시지를 거부합니다.',
      workedOff:
        '{node}에 쌓인 메시지를 모두 처리했습니다. 가장 많을 때 {peak}건이 쌓였고, 처리를 다시 시작한 지 {tookMs} 만에 전과 같아졌습니다.',
    },
  },
} satisfies WordsOf;
