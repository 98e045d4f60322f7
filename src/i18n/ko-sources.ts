/**
 * Where a default comes from, in Korean, by its English. The schemas say it once, beside the number; names of products
 * and papers stay as they are. A test holds this list against every source of the schemas and the latency table.
 */
export const koreanSources: Readonly<Record<string, string>> = {
  'AWS ALB: 1 day': 'AWS ALB: 1일',
  'HAProxy maxconn: no limit': 'HAProxy maxconn: 제한 없음',
  'all alike; real activity is heavy-tailed, 1.2 to 2':
    '모두 같음. 실제 활동량은 편차가 커서 1.2–2',
  'chosen: a small site': '작은 사이트로 정한 값',
  'nobody leaves within the run': '실행하는 동안 아무도 떠나지 않습니다',
  'off in nginx, HAProxy and AWS ALB': 'nginx, HAProxy, AWS ALB에서 기본은 끔',
  'off: every request is from somebody new': '끔: 요청마다 다른 사람입니다',
  'AWS SDK standard mode': 'AWS SDK 표준 모드',
  'AWS SDK: 20 s': 'AWS SDK: 20초',
  'AWS zone pings (xkyle.com, 2020)': 'AWS 가용 영역 사이 ping(xkyle.com, 2020)',
  'Finagle PeakEwma 10 s; only peak EWMA uses it': 'Finagle PeakEwma 10초. 피크 EWMA에서만 씁니다',
  'Finagle: 10 a second': 'Finagle: 초당 10번',
  'Group Replication about 1 s': 'MySQL Group Replication 약 1초',
  'HAProxy active checks': 'HAProxy 능동 헬스 체크',
  'HAProxy fall 3': 'HAProxy fall 3',
  'HAProxy inter 2 s': 'HAProxy inter 2초',
  'HAProxy rise 2': 'HAProxy rise 2',
  'HAProxy: the same as inter': 'HAProxy: inter와 같음',
  'Kafka retry.backoff.ms 100': 'Kafka retry.backoff.ms 100',
  'MySQL and PostgreSQL as installed': 'MySQL과 PostgreSQL의 초기 설정',
  'MySQL replica_parallel_workers, 4 since 8.0.27': 'MySQL replica_parallel_workers(8.0.27부터 4)',
  'MySQL semi-sync: 10 s, then asynchronous': 'MySQL 반동기: 10초 뒤 비동기로 전환',
  'Orchestrator, Patroni, Group Replication': 'Orchestrator, Patroni, Group Replication',
  'Patroni 1–3 s after the lease; Orchestrator recovery loop 1 s':
    'Patroni는 리스 만료 뒤 1–3초, Orchestrator는 복구 주기 1초',
  'PostgreSQL max_connections 100': 'PostgreSQL max_connections 100',
  'Hystrix: 1; resilience4j: 10': 'Hystrix: 1건, resilience4j: 10건',
  'Hystrix: 10 s in 10 buckets': 'Hystrix: 10초를 열 칸으로',
  'Hystrix: 20 requests': 'Hystrix: 요청 20건',
  'Hystrix: 5 s; resilience4j: 60 s': 'Hystrix: 5초, resilience4j: 60초',
  'Hystrix: 50 %': 'Hystrix: 50%',
  "Redis or Memcached look-up, the study group's reading notes":
    'Redis·Memcached 조회, 스터디 독서 노트',
  'SQS 30 s': 'SQS 30초',
  'SQS, Kafka, RabbitMQ quorum queues': 'SQS, Kafka, RabbitMQ 쿼럼 큐',
  'SQS: unlimited': 'SQS: 제한 없음',
  'Tomcat maxConnections 8192 less its 200 threads':
    'Tomcat maxConnections 8192에서 스레드 200개를 뺀 값',
  'Tomcat maxThreads 200': 'Tomcat maxThreads 200',
  'YCSB uses Zipf 0.99': 'YCSB의 Zipf 0.99',
  "The Tail at Scale: the leaf's p95, 10 ms": 'The Tail at Scale: 말단 서버의 p95, 10밀리초',
  'The Tail at Scale: tied requests': 'The Tail at Scale: tied request',
  'an estimate: Kafka acks=all in one region': '한 리전의 Kafka acks=all로 추정한 값',
  'an estimate: Kafka acks=all in one region, 2–10 ms':
    '한 리전의 Kafka acks=all로 추정한 값, 2–10밀리초',
  'an estimate: checking a password by bcrypt': 'bcrypt 비밀번호 확인으로 추정한 값',
  'an estimate: checking a signature, 10–100 µs': '서명 확인 10–100마이크로초로 추정한 값',
  'chosen: nobody signs in': '아무도 로그인하지 않는 것으로 정한 값',
  'an estimate: fsync on a networked disk': '네트워크 디스크의 fsync로 추정한 값',
  'an estimate: idle lag 1–20 ms; decides what a failover loses':
    '한가할 때의 복제 지연으로 추정한 값, 1–20밀리초. 장애 조치에서 무엇을 잃을지를 정합니다',
  'an estimate: lag of an idle asynchronous replica': '한가한 비동기 복제의 지연으로 추정한 값',
  'an estimate: virtual IP under 1 s, proxy 1–2 s': '가상 IP 1초 미만, 프록시 1–2초로 추정한 값',
  'an estimate: write with fsync on a networked disk, 1–5 ms':
    '네트워크 디스크에 fsync까지 하는 쓰기로 추정한 값, 1–5밀리초',
  'a cure for celebrities: writes spread, reads gather':
    '인기 키를 위한 처방: 쓰기는 나뉘고 읽기는 모읍니다',
  'every read knows its key': '모든 읽기가 키를 안다고 봅니다',
  'hash of the key: even, but no ranges': '키의 해시: 고르지만 범위 조회는 못 합니다',
  'no key is split unless asked for': '따로 정하지 않으면 나누지 않습니다',
  'ten parts bring a key of 10 % back into line': '열 조각이면 10%를 차지하는 키도 고르게 됩니다',
  'chosen so that refusals can be seen': '거절이 눈에 보이도록 정한 값',
  'chosen: a fifth of a second; nginx has none unless asked':
    '0.2초 분량으로 정한 값. nginx는 따로 정하지 않으면 없음',
  'chosen: cheap, exact and kind to short bursts; nginx has the leaky bucket':
    '가볍고 정확하며 짧은 폭주를 받아 주므로 정한 값. nginx는 누출 버킷',
  'chosen: one second; only windows use it': '1초로 정한 값. 윈도 방식에서만 씁니다',
  '95 MiB/s a connection (napkin-math)': '연결당 95MiB/초(napkin-math)',
  "LLM by API, the study group's reading notes": 'LLM API, 스터디 독서 노트',
  'PUT about 200 ms (napkin-math)': 'PUT 약 200밀리초(napkin-math)',
  'S3: 3,500 writes a second a prefix': 'S3: 접두사당 초당 쓰기 3,500건',
  'S3: 5,500 reads a second a prefix': 'S3: 접두사당 초당 읽기 5,500건',
  'a provider that keeps its promise': '약속을 지키는 제공자',
  'an estimate: a card payment through its gateway and bank':
    '결제 게이트웨이와 은행을 거치는 카드 결제로 추정한 값',
  'chosen: a picture for a page, 100 kB': '페이지에 넣는 사진 100kB로 정한 값',
  'everything under one prefix': '모두 한 접두사 아래',
  'first byte 100–200 ms (S3 user guide)': '첫 바이트 100–200밀리초(S3 사용 설명서)',
  'none: what the contract says': '없음: 계약에 따라 정합니다',
  'CloudFront Origin Shield: off unless asked for':
    'CloudFront Origin Shield: 따로 켜지 않으면 꺼짐',
  'CloudFront: 24 h when the origin names none': 'CloudFront: 원본이 정하지 않으면 24시간',
  'CloudFront: on, for each edge and key': 'CloudFront: 켜짐, 엣지와 키마다',
  'chosen: an audience spread over ten places': '사용자가 열 곳에 흩어져 있다고 보고 정한 값',
  'chosen: pages that are alike for everybody': '누구에게나 같은 페이지로 보고 정한 값',
  'chosen: room for every key of a small site': '작은 사이트의 키를 모두 담도록 정한 값',
  "static file from a CDN, the study group's reading notes": 'CDN의 정적 파일, 스터디 독서 노트',
  'aws-arch-backoff-simulator': 'aws-arch-backoff-simulator',
  'between GR 5 s and HAProxy 2 s': 'Group Replication 5초와 HAProxy 2초 사이',
  'callers wait for a pooled connection': '호출자는 풀의 연결을 기다립니다',
  'chosen so that eviction shows': '방출이 눈에 보이도록 정한 값',
  'chosen so that requests can be seen': '요청이 눈에 보이도록 정한 값',
  'chosen: 1 s between services; a client uses its own':
    '서비스 사이 1초로 정한 값. 클라이언트는 자기 값을 씁니다',
  'chosen: 60 s without jitter, so that keys filled together expire together':
    '지터 없이 60초로 정한 값. 함께 채운 키가 함께 만료됩니다',
  'chosen: SQS has no default': '정한 값. SQS에는 기본값이 없습니다',
  'chosen: application work of 1–10 ms': '애플리케이션 처리 1–10밀리초로 정한 값',
  'chosen: as long as the write itself; decides staleness':
    '쓰기 자체와 같게 정한 값. 얼마나 오래된 값을 읽을지를 정합니다',
  'chosen: twice what a delay of p95 costs': '지연을 p95로 둘 때 드는 부하의 두 배로 정한 값',
  'chosen: half the probe interval': '확인 주기의 절반으로 정한 값',
  'chosen: median 3.2 ms, mean 4.0 ms': '중앙값 3.2밀리초, 평균 4.0밀리초로 정한 값',
  'chosen: people give up after about 10 s': '사람은 10초쯤 기다리다 포기하므로 그렇게 정한 값',
  'chosen: resizing one picture': '사진 한 장의 크기를 바꾸는 시간으로 정한 값',
  'chosen: plain code waits for each answer':
    '평범한 코드는 응답을 하나씩 기다리므로 그렇게 정한 값',
  'delete is idempotent (Nishtala et al., NSDI 2013)':
    '삭제는 여러 번 해도 결과가 같습니다(Nishtala 외, NSDI 2013)',
  'detection, election, promotion, re-routing': '감지, 선출, 승격, 경로 전환',
  'ketama points per server (nginx); only consistent hash uses it':
    'nginx ketama의 서버당 점 수. 안정 해시에서만 씁니다',
  'libuv pool: 4 threads': 'libuv 스레드 풀: 4개',
  'memcached and most libraries; Redis by configuration':
    'memcached와 대부분의 라이브러리. Redis는 설정에 따라',
  'nginx and AWS ALB; HAProxy until 3.2': 'nginx, AWS ALB, HAProxy 3.2까지',
  'nginx: 1; only weighted round robin uses it': 'nginx: 1. 가중 라운드 로빈에서만 씁니다',
  'no retries unless asked for': '따로 정하지 않으면 재시도하지 않습니다',
  'none inside one data centre': '한 데이터센터 안에서는 없음',
  "none: as many as the worker's slots": '없음: 작업 서버의 슬롯 수만큼',
  'none unless asked for; the defaults are those of Hystrix':
    '따로 정하지 않으면 없음. 켜면 Hystrix의 기본값을 씁니다',
  'none; Finagle and Envoy use 0.2': '없음. Finagle과 Envoy는 0.2',
  'none; The Tail at Scale waits for the 95th percentile':
    '없음. The Tail at Scale은 95번째 백분위수까지 기다립니다',
  'nginx: off, and then text/html alone': 'nginx: 꺼짐, 켜도 text/html만',
  'off: a copy is more load': '복제 요청은 부하를 늘리므로 기본은 끔',
  'one call to each service': '서비스마다 한 번 호출',
  'one database is a primary': '데이터베이스가 하나면 주 데이터베이스입니다',
  'one server': '서버 한 대',
  'one worker': '작업 서버 한 대',
  'proxy hop 50 µs (napkin-math)': '프록시 통과 50마이크로초(napkin-math)',
  'read scaling; the primary serves where no replica is up':
    '읽기 확장. 살아 있는 부 데이터베이스가 없으면 주 데이터베이스가 응답합니다',
  'reads only, the simplest client': '읽기만 하는 가장 단순한 클라이언트',
  'retries multiply load: off by default': '재시도는 부하를 곱으로 늘리므로 기본은 끔',
  'round trip in one zone: 100–250 µs (napkin-math), 500 µs (Colin Scott)':
    '한 영역 안의 왕복: 100–250마이크로초(napkin-math), 500마이크로초(Colin Scott)',
  'same continent, Azure round-trip table': '같은 대륙, Azure 왕복 시간 표',
  "simple SELECT with an index, the study group's reading notes":
    '인덱스가 있는 단순 SELECT, 스터디 독서 노트',
  'the most common pattern; the others need an edge to a database':
    '가장 흔한 방식. 나머지는 데이터베이스로 가는 연결이 필요합니다',
  "the study group's reading notes, latency table": '스터디 독서 노트의 응답 지연 표',
  'none by default; 0.1 is customary': '기본은 없음. 보통 0.1',
  'nginx proxy_cache_use_stale: off': 'nginx proxy_cache_use_stale: 꺼짐',
  'off; XFetch uses 1 (VLDB 2015)': '꺼짐. XFetch는 1(VLDB 2015)',
  'on where the cache loads itself; else off, as nginx proxy_cache_lock':
    '캐시가 스스로 채우면 켜짐, 아니면 nginx proxy_cache_lock처럼 꺼짐',
  'chosen: a second, as Redis appendfsync everysec': 'Redis appendfsync everysec처럼 1초로 정한 값',
  'chosen: a hundred rows a batch': '한 묶음 100행으로 정한 값',
  'caches start empty': '캐시는 빈 상태로 시작합니다',
  'chosen: what is preloaded stays': '미리 채운 키는 남도록 정한 값',
  'unlimited: 10 Gbit/s inside a data centre': '제한 없음. 데이터센터 안은 10 Gbit/s',
  'three misses, as HAProxy fall 3': 'HAProxy fall 3처럼 3회',
};
