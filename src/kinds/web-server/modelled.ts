import type { Modelled } from '../modelled.ts';

export const webServerModelled: Modelled = {
  sources: [
    'Apache Tomcat (maxThreads, maxConnections)',
    'Nishtala et al., NSDI 2013 (look-aside cache)',
    'Maurer, Fail at Scale, ACM Queue 2015 (CoDel)',
    'Gunther, Guerrilla Capacity Planning, 2007 (universal scalability law)',
    'Kleinrock, Queueing Systems 2, 1976 (processor sharing)',
  ],
  en: {
    models: [
      'Thread per request: a slot is held from the first own work until the answer, waiting for others included. Capacity is slots ÷ time in the server.',
      'A waiting line for each instance, first come or last come first served. When it is full, the request is refused.',
      'If asked for, whoever has waited too long is dropped when the turn comes: by a fixed limit, by the callers’ deadlines, or by CoDel.',
      'Other services first, one after another or all at once; each is sent as many calls at the same time as the fan-out says.',
      'A read asks the cache, on a miss the database, and then fills the cache. A write goes to the database and then evicts or updates the cached copy. A job is published and answered at once; without a queue the server works on it in its own memory, and loses it in a crash. A static file comes from the object store where there is one, else it is own work alone.',
      'Sessions of users, in memory, in a shared store or in a token: who has lost theirs signs in again, which is work.',
      'An autoscaler that goes by what has been measured: instances take time to start, are slow while they are cold, and finish what they have before they go, up to a deadline.',
      'If asked for, own work shares the processors of its server, which scale by the universal scalability law: contention and coherency. Without it, every slot has a processor of its own.',
      'Compressed answers: smaller on the way, and paid for in processor time.',
      'A cache that fails counts as a miss; any other failure is the answer.',
      'A crash ends what is inside; a hang keeps it and answers nothing.',
    ],
    leavesOut: [
      'The cost of switching between threads, and processors for jobs in memory, whose threads are their own.',
      'Garbage collection and memory; connection pools stand on the connections.',
      'Sessions that run out or are copied between servers, and several sessions of one user: signing in at another service ends the one before.',
      'Instances that are started anew after a crash.',
    ],
  },
  ko: {
    models: [
      '요청마다 스레드 하나: 자기 일을 시작해 응답할 때까지, 남을 기다리는 동안에도 슬롯을 잡고 있습니다. 처리 능력은 슬롯 수 ÷ 서버 안에 머무는 시간입니다.',
      '인스턴스마다 대기열이 있고 먼저 온 순서 또는 나중에 온 순서로 처리합니다. 가득 차면 요청을 거부합니다.',
      '켜면 너무 오래 기다린 요청을 차례가 왔을 때 버립니다. 정해진 한도, 호출자의 기한, CoDel 가운데 고릅니다.',
      '다른 서비스를 먼저, 하나씩 또는 한꺼번에 부르며, 서비스마다 팬아웃에 정한 수의 호출을 동시에 보냅니다.',
      '읽기는 캐시를, 없으면 데이터베이스를 보고 캐시를 채웁니다. 쓰기는 데이터베이스에 쓴 뒤 캐시의 값을 지우거나 고칩니다. 작업은 큐에 발행하고 바로 응답합니다. 큐가 없으면 서버 메모리에서 처리하고, 다운되면 잃습니다. 정적 파일은 객체 저장소가 있으면 거기에서 가져오고, 없으면 자기 일만으로 응답합니다.',
      '사용자의 세션을 메모리, 공유 저장소, 토큰 가운데 한 곳에 둡니다. 세션을 잃으면 다시 로그인하며, 그것도 서버의 일입니다.',
      '측정한 값을 보고 움직이는 오토스케일러: 인스턴스는 시작하는 데 시간이 걸리고, 처음에는 느리며, 물러날 때는 정해진 시간 안에서 하던 일을 마칩니다.',
      '켜면 자체 처리가 서버의 프로세서를 나눠 쓰고, 프로세서는 보편 확장성 법칙(경합과 일관성)에 따라 확장됩니다. 끄면 슬롯마다 프로세서가 있습니다.',
      '응답 압축: 전송량이 줄고 대신 프로세서 시간이 듭니다.',
      '캐시의 실패는 미스로 치고, 그 밖의 실패는 그대로 응답이 됩니다.',
      '다운되면 안에 있던 요청이 끝나고, 멈추면(hang) 붙잡은 채 아무 응답도 하지 않습니다.',
    ],
    leavesOut: [
      '스레드를 바꾸는 비용. 메모리에서 처리하는 작업은 자기 스레드를 쓰고 프로세서를 나눠 쓰지 않습니다.',
      '가비지 컬렉션과 메모리. 커넥션 풀은 연결에 둡니다.',
      '시간이 지나 끝나거나 서버 사이에 복사되는 세션, 한 사용자의 여러 세션. 다른 서비스에 로그인하면 앞의 세션은 끝납니다.',
      '다운된 인스턴스를 대신해 새로 띄우는 인스턴스.',
    ],
  },
};
