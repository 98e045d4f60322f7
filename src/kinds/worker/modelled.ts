import type { Modelled } from '../modelled.ts';

export const workerModelled: Modelled = {
  sources: ['Amazon SQS developer guide', 'libuv (thread pool of 4)'],
  en: {
    models: [
      'Instances with slots: a queue hands out no more at a time than there are slots, unless the connection’s prefetch says otherwise.',
      'A service time for every message, then the services it is connected to, one after another, then the result put into an object store. The slot stays taken all that time, and then the acknowledgement travels back.',
      'A call that fails leaves the message unacknowledged, and the queue hands it out again.',
      'A crash loses the work under way; the queue hands those messages out again.',
    ],
    leavesOut: ['Reads and writes of databases and caches.', 'Pulling in batches, ordering.'],
  },
  ko: {
    models: [
      '슬롯이 있는 인스턴스들: 연결의 prefetch로 따로 정하지 않으면, 큐는 슬롯 수보다 많이 한꺼번에 내주지 않습니다.',
      '메시지마다 처리 시간이 들고, 이어진 서비스를 하나씩 부른 뒤 결과를 객체 저장소에 넣습니다. 그동안 슬롯을 잡고 있다가, 끝나면 확인 응답이 큐로 돌아갑니다.',
      '호출이 실패하면 메시지를 확인하지 않으므로 큐가 다시 나눠 줍니다.',
      '다운되면 하던 일을 잃고, 그 메시지는 큐가 다시 나눠 줍니다.',
    ],
    leavesOut: ['데이터베이스와 캐시를 읽고 쓰기.', '여러 개씩 가져오기, 순서 지키기.'],
  },
};
