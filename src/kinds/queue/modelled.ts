import type { Modelled } from '../modelled.ts';

export const queueModelled: Modelled = {
  sources: ['Amazon SQS developer guide (visibility timeout, dead letters)', 'Kafka (acks=all)'],
  en: {
    models: [
      'A durable broker, or one in memory that loses every message in a crash.',
      'Publishing takes time, and the publisher has its answer when the message is stored.',
      'Messages are handed out in order to workers that are up and have a free slot, in turn.',
      'At least once: a message that is not acknowledged within the visibility timeout becomes visible again, so work may be done twice. After so many hand-outs it becomes a dead letter.',
      'The mean wait is the time from a message becoming visible, at first or again, until a worker takes it. The time it is hidden after a hand-out is not part of it.',
      'A capacity, if one is set: what comes beyond it is refused.',
    ],
    leavesOut: [
      'Partitions, consumer groups, batches.',
      'Replicas of the broker and their failover.',
      'De-duplication, and order per key once a message has come back.',
      'A limit on how many messages it stores a second.',
    ],
  },
  ko: {
    models: [
      '내구성이 있는 브로커, 또는 다운되면 메시지를 모두 잃는 메모리 브로커입니다.',
      '발행에는 시간이 들고, 메시지가 저장되면 발행자가 응답을 받습니다.',
      '메시지를 순서대로, 살아 있고 슬롯이 빈 작업 서버에 돌아가며 나눠 줍니다.',
      '적어도 한 번: 가시성 타임아웃 안에 확인되지 않은 메시지는 다시 보이므로 같은 일을 두 번 할 수 있습니다. 정해진 횟수만큼 나간 메시지는 데드 레터가 됩니다.',
      '평균 대기 시간은 메시지가 처음 보이거나 다시 보이게 된 때부터 작업 서버가 가져갈 때까지입니다. 전달된 뒤 숨겨져 있는 시간은 들어가지 않습니다.',
      '용량을 정하면 넘치는 메시지는 거부합니다.',
    ],
    leavesOut: [
      '파티션, 컨슈머 그룹, 배치.',
      '브로커의 복제본과 그 장애 조치.',
      '중복 제거, 되돌아온 메시지가 생긴 뒤의 키별 순서.',
      '초당 저장할 수 있는 메시지 수의 한계.',
    ],
  },
};
