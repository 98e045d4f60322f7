/** What the parts that are no kind of node model and leave out: connections, faults, and the engine itself. */
import type { Modelled } from '../../kinds/modelled.ts';
import type { Fault, ScenarioEdge } from '../../scenario/schema.ts';

export const modelledEdges: { readonly [K in ScenarioEdge['kind']]: Modelled } = {
  request: {
    sources: [
      'AWS Architecture Blog, Exponential Backoff and Jitter',
      'Finagle RetryBudget',
      'Netflix Hystrix, resilience4j (circuit breakers)',
      'HikariCP (maximumPoolSize, connectionTimeout)',
      'Dean and Barroso, The Tail at Scale, CACM 2013 (hedged and tied requests)',
    ],
    en: {
      models: [
        'A round trip drawn for every attempt: half on the way there, half on the way back.',
        'Loss: a share of the attempts vanish on the way there, and only the caller’s timeout tells.',
        'The caller’s timeout. It stops waiting; the server goes on with the work, and its late answer is thrown away.',
        'Retries with their back-off, jitter and budget, and a circuit breaker. A client uses its own numbers instead.',
        'Hedged calls: where an answer takes longer than usual, a copy goes to another target, and the first answer counts.',
        'A connection pool, if one is set: an instance of the caller has so many calls under way, and more wait in line at the caller, first come, first served. After the acquire timeout one fails there, and nothing was sent. The call’s own timeout and the delay of a hedge begin when it has a connection, as a statement’s does in JDBC; a retry and a copy need one again. It is free once the answer is back, the timeout rings or the call is let go.',
        'One pool of a caller’s instance and a dependency: a database set is one. What a node does by itself in the background is outside of it, and a client, which stands for many people, has none.',
        'Bandwidth, if one is set: each direction is a line through which payloads go one after another. All who call over the edge share it, also by a name.',
      ],
      leavesOut: [
        'Connection set-up and slow start; the time that replacing a broken connection takes; a connection held from one call to the next, as in a transaction.',
        'A callee that refuses connections (“too many clients”): idle ones cost it nothing, however many pools there are, and calls beyond its slots wait in its line.',
        'Cancellation of work that nobody waits for any more, except of tied copies that still wait for a slot.',
        'Packets that arrive twice or out of order.',
      ],
    },
    ko: {
      models: [
        '시도마다 왕복 시간을 하나 뽑아 가는 길과 오는 길에 절반씩 씁니다.',
        '손실: 시도 가운데 일부는 가는 길에 사라지고, 호출자는 타임아웃으로만 압니다.',
        '호출자의 타임아웃. 호출자는 기다리기를 멈추지만 서버는 일을 계속하고, 늦은 응답은 버려집니다.',
        '백오프, 지터, 예산을 지키는 재시도와 서킷 브레이커. 클라이언트는 자기 값을 씁니다.',
        '헤지 호출: 응답이 평소보다 늦으면 다른 대상에 사본을 보내고, 먼저 온 응답을 씁니다.',
        '커넥션 풀을 정하면 호출하는 인스턴스마다 그 수만큼만 동시에 호출하고, 나머지는 호출하는 쪽에서 먼저 온 순서로 기다립니다. 획득 대기 시간이 지나면 아무것도 보내지 않고 그 자리에서 실패합니다. 호출의 타임아웃과 헤지의 시점은 JDBC의 문장처럼 커넥션을 얻은 때부터 재고, 재시도와 사본도 커넥션을 새로 얻어야 합니다. 응답이 오거나 타임아웃이 되거나 호출을 놓으면 커넥션이 돌아옵니다.',
        '풀은 호출하는 인스턴스와 의존 대상마다 하나이며, 데이터베이스 세트는 하나로 봅니다. 노드가 백그라운드에서 스스로 하는 일은 풀을 쓰지 않고, 많은 사람을 대신하는 클라이언트에는 풀이 없습니다.',
        '대역폭을 정하면 방향마다 줄이 하나 있어, 데이터가 차례로 지나갑니다. 그 연결로 호출하는 모두가 함께 쓰고, DNS 이름으로 호출할 때도 같습니다.',
      ],
      leavesOut: [
        '연결 수립과 느린 시작(slow start), 끊긴 커넥션을 새로 여는 시간, 트랜잭션처럼 여러 호출에 걸쳐 쥐는 커넥션.',
        '커넥션을 거절하는 상대(“too many clients”): 풀이 아무리 많아도 쉬는 커넥션은 상대에게 부담이 없고, 슬롯을 넘는 호출은 상대의 대기열에서 기다립니다.',
        '아무도 기다리지 않는 일의 취소. 슬롯을 기다리는 묶인 사본(tied)만 취소합니다.',
        '두 번 도착하거나 순서가 바뀐 패킷.',
      ],
    },
  },
  replication: {
    sources: ['MySQL (semi-synchronous replication, replica_parallel_workers)', 'PostgreSQL'],
    en: {
      models: [
        'Every committed write travels to the replica, is received, waits for one of the appliers, and is applied.',
        'Asynchronous, semi-synchronous (received by one) and synchronous (applied by all) confirmation, with a timeout.',
        'Writes that were still travelling when the primary died are lost.',
      ],
      leavesOut: [
        'The size of the log and the bandwidth it needs.',
        'Conflicts between writes that are applied side by side.',
        'Replicas that feed other replicas.',
      ],
    },
    ko: {
      models: [
        '커밋된 쓰기는 모두 복제본으로 가서 받아들여지고, 적용 작업자를 기다린 뒤 적용됩니다.',
        '비동기, 반동기(하나가 받으면), 동기(모두 적용하면) 확인과 그 타임아웃.',
        '주 데이터베이스가 죽을 때 아직 가는 중이던 쓰기는 사라집니다.',
      ],
      leavesOut: [
        '로그의 크기와 필요한 대역폭.',
        '나란히 적용되는 쓰기 사이의 충돌.',
        '다른 복제본에 다시 넘겨주는 복제본.',
      ],
    },
  },
  delivery: {
    sources: ['Amazon SQS developer guide', 'RabbitMQ (prefetch)'],
    en: {
      models: [
        'A message travels to a worker half a round trip, and its acknowledgement back.',
        'A worker holds no more messages at a time than its slots, or than the prefetch where one is set.',
      ],
      leavesOut: ['Loss on the way, batches, long polling.'],
    },
    ko: {
      models: [
        '메시지는 왕복 시간의 절반을 들여 작업 서버로 가고, 확인 응답은 나머지 절반을 들여 돌아옵니다.',
        '작업 서버는 슬롯 수만큼, prefetch를 정했으면 그만큼만 한꺼번에 메시지를 잡습니다.',
      ],
      leavesOut: ['도중의 손실, 배치, 롱 폴링.'],
    },
  },
};

export const modelledFaults: { readonly [K in Fault['kind']]: Modelled } = {
  crash: {
    sources: [],
    en: {
      models: [
        'All instances at once. Refuse: what is inside is reset and callers are refused at once. Black hole: packets vanish, and only timeouts tell. Hang: calls are taken in and never answered.',
        'Memory is lost with the process: a cache is empty afterwards, an in-memory queue has no messages, a database has what it had stored.',
        'Several may hold the same instance down; it is back when the last has ended.',
      ],
      leavesOut: ['Crashes by chance: every fault stands in the scenario, at its time.'],
    },
    ko: {
      models: [
        '모든 인스턴스가 한꺼번에 다운됩니다. 거부: 안에 있던 요청은 끊기고 호출자는 바로 거부당합니다. 블랙홀: 패킷이 사라져 타임아웃으로만 압니다. 멈춤: 호출을 받지만 영영 응답하지 않습니다.',
        '프로세스와 함께 메모리를 잃습니다. 캐시는 비고, 메모리 큐에는 메시지가 없으며, 데이터베이스에는 저장한 것이 남습니다.',
        '여러 장애가 같은 인스턴스를 붙잡을 수 있고, 마지막 장애가 끝나야 돌아옵니다.',
      ],
      leavesOut: [
        '우연히 일어나는 다운: 장애는 모두 정해진 시각에, 시나리오에 적힌 대로 일어납니다.',
      ],
    },
  },
  instanceCrash: {
    sources: [],
    en: {
      models: [
        'The same for one instance; the others go on and carry its share once it is noticed.',
      ],
      leavesOut: ['A new instance in the place of the one that crashed.'],
    },
    ko: {
      models: ['같은 일이 인스턴스 하나에만 일어납니다. 알려지고 나면 나머지가 그 몫을 맡습니다.'],
      leavesOut: ['다운된 인스턴스를 대신해 새로 뜨는 인스턴스.'],
    },
  },
  slowdown: {
    sources: [],
    en: {
      models: [
        'Every piece of work that the node begins takes so many times as long; work under way keeps its time.',
        'Several at once multiply.',
      ],
      leavesOut: ['Slow links, and one slow instance of several.'],
    },
    ko: {
      models: [
        '노드가 새로 시작하는 일은 모두 정해진 배수만큼 오래 걸립니다. 이미 하던 일은 그대로입니다.',
        '여럿이 겹치면 곱해집니다.',
      ],
      leavesOut: ['느린 링크, 여러 인스턴스 가운데 하나만 느린 경우.'],
    },
  },
  loss: {
    sources: [],
    en: {
      models: [
        'Calls to the node vanish on the way, each by chance; the caller learns it from its timeout.',
      ],
      leavesOut: ['Lost answers, and retransmission below the call.'],
    },
    ko: {
      models: ['노드로 가는 호출이 저마다 우연히 사라집니다. 호출자는 타임아웃이 지나야 압니다.'],
      leavesOut: ['응답의 손실, 호출보다 아래 계층의 재전송.'],
    },
  },
  partition: {
    sources: [],
    en: {
      models: [
        'Calls, answers and health checks that set off between the two sides vanish; what is on its way arrives.',
        'The node against everybody, or against the nodes a file names.',
        'Replication waits for its end; a database set elects where most of it is.',
      ],
      leavesOut: ['Cuts in one direction only, slow or lossy links between two sides.'],
    },
    ko: {
      models: [
        '두 편 사이에서 새로 떠나는 호출, 응답, 헬스 체크가 사라집니다. 이미 가는 중이던 것은 도착합니다.',
        '노드 하나와 나머지 전체를, 또는 파일에 적은 노드들과의 사이를 끊습니다.',
        '복제는 끝날 때까지 기다리고, 데이터베이스 세트는 과반이 있는 쪽에서 새 주를 뽑습니다.',
      ],
      leavesOut: ['한 방향만 끊기는 단절, 두 편 사이의 느리거나 손실이 많은 연결.'],
    },
  },
  flush: {
    sources: [],
    en: {
      models: ['The cache forgets every key at once and goes on serving.'],
      leavesOut: ['Flushing some of the keys.'],
    },
    ko: {
      models: ['캐시가 모든 키를 한꺼번에 잊고 계속 응답합니다.'],
      leavesOut: ['키의 일부만 비우기.'],
    },
  },
  spike: {
    sources: [],
    en: {
      models: [
        'The client’s rate is multiplied while it lasts. Closed users think that much faster; at 0 nobody asks.',
      ],
      leavesOut: ['A different mix of operations or keys during the spike.'],
    },
    ko: {
      models: [
        '이어지는 동안 클라이언트의 요청 비율을 곱으로 바꿉니다. 닫힌 도착의 사용자는 그만큼 짧게 생각하고, 0이면 아무도 요청하지 않습니다.',
      ],
      leavesOut: ['급증하는 동안 달라지는 연산 구성이나 키 분포.'],
    },
  },
};

/** Of faults whose target is a zone. */
export const modelledZones: Modelled = {
  sources: [],
  en: {
    models: [
      'Every member at one moment: each crashes, slows down, loses calls or is flushed as it would alone. A spike meets the clients inside.',
      'A partition parts all the members from everybody else, or from the nodes and zones a file names; among themselves they still talk.',
      'A region is its own nodes and those of its zones, each struck once.',
    ],
    leavesOut: [
      'Distance: a zone adds no time to a call; the round trip is a param of each connection.',
      'Placing by itself: what stands in a zone is what was put there.',
    ],
  },
  ko: {
    models: [
      '구성원 모두가 같은 순간에 겪습니다. 저마다 혼자일 때처럼 다운되고, 느려지고, 호출을 잃고, 비워집니다. 트래픽 급증은 안에 있는 클라이언트에 일어납니다.',
      '단절은 구성원 전체를 나머지 모두와, 또는 파일에 적은 노드와 영역에서 떼어 놓습니다. 구성원끼리는 계속 통신합니다.',
      '리전은 직접 속한 노드와 그 안의 가용 영역에 속한 노드 전부이며, 각 노드는 한 번만 겪습니다.',
    ],
    leavesOut: [
      '거리: 영역은 호출에 시간을 더하지 않습니다. 왕복 시간은 연결마다 있는 설정입니다.',
      '저절로 나뉘는 배치: 영역에는 사람이 넣은 것만 있습니다.',
    ],
  },
};

export const modelledEngine: Modelled = {
  sources: ['HdrHistogram (log-linear histograms)'],
  en: {
    models: [
      'Every request on its own, event by event, in whole nanoseconds; equal times are first come, first served.',
      'One random stream a purpose, seeded by name: changing one part leaves the luck of the others as it was. The same scenario and seed give the same run hash everywhere.',
      'Books that must balance: at every node, what arrived is what was completed, failed or is still inside. They are checked all through every run.',
      'Percentiles from histograms: of the whole run wrong by at most 0.4 %, of a part of it, as in charts and Why, by at most 2.2 %. Nothing is ever averaged out of percentiles.',
      'A warm-up, if one is set: what arrives during it is simulated and not counted.',
      'All requests are simulated. The moving dots are a sample; slow motion runs the moments around the cursor again and shows every one.',
    ],
    leavesOut: [
      'CPU, memory and disk as things of their own: a node has slots and times.',
      'Packets: a link with a bandwidth sends whole payloads.',
      'Clocks that differ between machines, and deploying a new version.',
    ],
  },
  ko: {
    models: [
      '요청 하나하나를 사건 단위로, 나노초 정수로 계산합니다. 같은 시각의 사건은 먼저 온 순서입니다.',
      '쓰임새마다 이름으로 시작값을 정한 난수 흐름이 하나씩 있어, 한 곳을 바꿔도 다른 곳의 운은 그대로입니다. 시나리오와 시드가 같으면 어디서나 실행 해시가 같습니다.',
      '맞아야 하는 장부: 어느 노드에서나 들어온 수는 끝난 수, 실패한 수, 안에 남은 수의 합입니다. 실행하는 내내 확인합니다.',
      '백분위수는 히스토그램에서 구합니다. 오차는 실행 전체에서 0.4% 이하, 차트나 ‘원인’처럼 일부 구간에서는 2.2% 이하입니다. 백분위수를 평균하지 않습니다.',
      '워밍업을 정하면 그동안 들어온 요청은 계산하되 세지 않습니다.',
      '모든 요청을 계산합니다. 움직이는 점은 일부 표본이고, 슬로 모션은 커서 앞뒤의 순간을 다시 실행해 모두 보여 줍니다.',
    ],
    leavesOut: [
      '따로 있는 CPU, 메모리, 디스크: 노드에는 슬롯과 시간이 있습니다.',
      '패킷: 대역폭이 있는 링크는 데이터를 통째로 보냅니다.',
      '기계마다 다른 시계, 새 버전을 배포하는 과정.',
    ],
  },
};
