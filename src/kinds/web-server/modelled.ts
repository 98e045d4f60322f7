import type { Modelled } from '../modelled.ts';

export const webServerModelled: Modelled = {
  sources: [
    'Apache Tomcat (maxThreads, maxConnections)',
    'Nishtala et al., NSDI 2013 (look-aside cache)',
  ],
  en: {
    models: [
      'Thread per request: a slot is held from the first own work until the answer, waiting for others included. Capacity is slots ÷ time in the server.',
      'A waiting line for each instance, first come, first served. When it is full, the request is refused.',
      'Other services first, one after another or all at once, each as often as the fan-out says.',
      'A read asks the cache, on a miss the database, and then fills the cache. A write goes to the database and then evicts or updates the cached copy. A job is published and answered at once. A static file comes from the object store where there is one, else it is own work alone.',
      'A cache that fails counts as a miss; any other failure is the answer.',
      'A crash ends what is inside; a hang keeps it and answers nothing.',
    ],
    leavesOut: [
      'Slots that compete for CPU: the work of one takes no longer because others run.',
      'Connection pools, garbage collection, memory.',
      'Time to start, draining, sessions.',
    ],
  },
  ko: {
    models: [
      '요청마다 스레드 하나: 자기 일을 시작해 응답할 때까지, 남을 기다리는 동안에도 슬롯을 잡고 있습니다. 처리 능력은 슬롯 수 ÷ 서버 안에 머무는 시간입니다.',
      '인스턴스마다 먼저 온 순서로 서는 대기열이 있고, 가득 차면 요청을 거부합니다.',
      '다른 서비스를 먼저, 하나씩 또는 한꺼번에, 팬아웃에 정한 횟수만큼 부릅니다.',
      '읽기는 캐시를, 없으면 데이터베이스를 보고 캐시를 채웁니다. 쓰기는 데이터베이스에 쓴 뒤 캐시의 값을 지우거나 고칩니다. 작업은 큐에 발행하고 바로 응답합니다. 정적 파일은 객체 저장소가 있으면 거기에서 가져오고, 없으면 자기 일만으로 응답합니다.',
      '캐시의 실패는 미스로 치고, 그 밖의 실패는 그대로 응답이 됩니다.',
      '다운되면 안에 있던 요청이 끝나고, 멈추면(hang) 붙잡은 채 아무 응답도 하지 않습니다.',
    ],
    leavesOut: [
      'CPU를 두고 다투는 슬롯: 다른 요청이 함께 돌아도 처리 시간은 길어지지 않습니다.',
      '연결 풀, 가비지 컬렉션, 메모리.',
      '시작하는 시간, 비우기(draining), 세션.',
    ],
  },
};
