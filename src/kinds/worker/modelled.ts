import type { Modelled } from '../modelled.ts';

export const workerModelled: Modelled = {
  sources: ['Amazon SQS developer guide', 'libuv (thread pool of 4)'],
  en: {
    models: [
      'Instances with slots: a queue hands out no more at a time than there are slots, unless the connection’s prefetch says otherwise.',
      'A service time for every message, then the acknowledgement travels back to the queue.',
      'A crash loses the work under way; the queue hands those messages out again.',
    ],
    leavesOut: [
      'Calls of its own to databases or services.',
      'Pulling in batches, ordering, work that fails without a crash.',
    ],
  },
  ko: {
    models: [
      '슬롯이 있는 인스턴스들: 연결의 prefetch로 따로 정하지 않으면, 큐는 슬롯 수보다 많이 한꺼번에 내주지 않습니다.',
      '메시지마다 처리 시간이 들고, 끝나면 확인 응답이 큐로 돌아갑니다.',
      '다운되면 하던 일을 잃고, 그 메시지는 큐가 다시 나눠 줍니다.',
    ],
    leavesOut: [
      '데이터베이스나 다른 서비스로 가는 호출.',
      '여러 개씩 가져오기, 순서 지키기, 다운 없이 실패하는 작업.',
    ],
  },
};
