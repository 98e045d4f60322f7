import type { Modelled } from '../modelled.ts';

export const databaseModelled: Modelled = {
  sources: [
    'PostgreSQL (max_connections, synchronous_commit)',
    'MySQL (semi-synchronous replication, Group Replication)',
    'Orchestrator',
    'Patroni',
  ],
  en: {
    models: [
      'Slots and a waiting line, first come, first served; reads and writes have service times of their own.',
      'The version of every key at every member, so that a read can be stale and a write can be lost.',
      'A set: one primary and the replicas that replication leads to. A write goes to the primary; reads go where “read from” says.',
      'Replication: every commit leaves for each replica at once, is received, and waits for an applier. Lag is therefore a line, which grows without bound when writes come faster than they are applied.',
      'Semi-synchronous: a write waits until one replica has received it. Synchronous: until every synchronous replica has applied it. After a timeout it is answered all the same, and no write waits until a replica is back.',
      'Failover: probes, so many misses, an election of the replica that has received most, catching up, promotion, re-routing. Writes fail until then; what was not received is lost and counted.',
      'A member that comes back rejoins as a replica and copies what it missed before it serves reads.',
    ],
    leavesOut: [
      'Locks, conflicts, transactions over several keys.',
      'Buffer pool, disk, query plans, and the load that applying puts on reads.',
      'Connection set-up and pools.',
      'Split brain: the watcher is never cut off from the set.',
    ],
  },
  ko: {
    models: [
      '슬롯과 먼저 온 순서로 서는 대기열. 읽기와 쓰기의 처리 시간은 따로 정합니다.',
      '멤버마다 모든 키의 버전을 지닙니다. 그래서 낡은 값을 읽을 수도, 쓰기를 잃을 수도 있습니다.',
      '세트: 주 데이터베이스 하나와 복제로 이어진 부 데이터베이스들입니다. 쓰기는 주로, 읽기는 설정한 곳으로 갑니다.',
      '복제: 커밋은 곧바로 모든 부를 향해 떠나고, 받은 뒤 적용 작업자를 기다립니다. 그래서 지연은 대기열이며, 적용보다 쓰기가 빠르면 끝없이 늘어납니다.',
      '반동기: 부 하나가 받을 때까지 쓰기가 기다립니다. 동기: 동기 복제본이 모두 적용할 때까지 기다립니다. 타임아웃이 지나면 그대로 응답하고, 복제본이 돌아올 때까지는 기다리지 않습니다.',
      '장애 조치: 확인, 연속 실패, 가장 많이 받은 부의 선출, 따라잡기, 승격, 경로 전환. 그동안 쓰기는 실패하고, 받지 못한 쓰기는 사라지며 그 수를 셉니다.',
      '돌아온 멤버는 부 데이터베이스로 다시 들어와, 놓친 것을 복사한 뒤에 읽기를 맡습니다.',
    ],
    leavesOut: [
      '잠금, 충돌, 여러 키에 걸친 트랜잭션.',
      '버퍼 풀, 디스크, 실행 계획, 적용 작업이 읽기에 주는 부담.',
      '연결 수립과 연결 풀.',
      '스플릿 브레인: 감시자는 세트와 끊기지 않습니다.',
    ],
  },
};
