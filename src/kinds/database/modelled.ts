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
      'Semi-synchronous: a write waits until one replica has received it and said so, which takes the transport once more. Synchronous: until every synchronous replica has applied it and said so. After a timeout it is answered all the same, and no write waits until a replica is back.',
      'Failover: probes, so many misses, an election of the replica that has received most, catching up (with what the others have received, too), promotion, re-routing. Writes fail until then; what no replica has received is lost and counted.',
      'A member that comes back rejoins as a replica and copies what it missed before it serves reads.',
      'A partition: replication across it waits. The watcher stands with most of the set; of two equal halves, with the one that the fault does not name, as if a witness stood there. It declares a primary down that it cannot see, and a replica on its side is promoted.',
      'Fencing: a primary that is cut off stops taking writes when its lease ends, before it is declared down. Without it both take writes; what the old one took alone is counted, and discarded when it follows the new one.',
      'Multi-primary: every member takes writes, and each is certified by all, which takes the transport there and back. Of two on the same key at the same time, made at different members, the first goes through and the other fails.',
      'A member of a multi-primary set that is cut off from the majority takes no writes.',
    ],
    leavesOut: [
      'Locks, and transactions over several keys.',
      'The order of the replication stream: each write travels for itself, so a later one may arrive first. As many are lost on average, and at one replica no read goes back to an older value of its key.',
      'Buffer pool, disk, query plans, and the load that applying puts on reads.',
      'Connection set-up, and refusing a connection (“too many clients”): idle connections of its callers’ pools take no slot here.',
      'The STONITH and watchdog kinds of fencing; a merge of what two primaries wrote.',
      'Of a multi-primary set: that a write which failed stands in nobody’s way. Here it does, so on a row that all want more writes fail than would.',
    ],
  },
  ko: {
    models: [
      '슬롯과 먼저 온 순서로 서는 대기열. 읽기와 쓰기의 처리 시간은 따로 정합니다.',
      '멤버마다 모든 키의 버전을 지닙니다. 그래서 낡은 값을 읽을 수도, 쓰기를 잃을 수도 있습니다.',
      '세트: 주 데이터베이스 하나와 복제로 이어진 부 데이터베이스들입니다. 쓰기는 주로, 읽기는 설정한 곳으로 갑니다.',
      '복제: 커밋은 곧바로 모든 부를 향해 떠나고, 받은 뒤 적용 작업자를 기다립니다. 그래서 지연은 대기열이며, 적용보다 쓰기가 빠르면 끝없이 늘어납니다.',
      '반동기: 부 하나가 받았다고 알려 올 때까지 쓰기가 기다립니다. 돌아오는 데에도 전송 지연이 한 번 더 듭니다. 동기: 동기 복제본이 모두 적용했다고 알려 올 때까지 기다립니다. 타임아웃이 지나면 그대로 응답하고, 복제본이 돌아올 때까지는 기다리지 않습니다.',
      '장애 조치: 확인, 연속 실패, 가장 많이 받은 부의 선출, 따라잡기(다른 부들이 받은 것까지), 승격, 경로 전환. 그동안 쓰기는 실패하고, 어느 부도 받지 못한 쓰기는 사라지며 그 수를 셉니다.',
      '돌아온 멤버는 부 데이터베이스로 다시 들어와, 놓친 것을 복사한 뒤에 읽기를 맡습니다.',
      '네트워크 단절: 끊긴 쪽으로 가는 복제는 기다립니다. 감시자는 세트의 과반 쪽에 섭니다. 반반이면 증인이 있는 것처럼 장애가 가리키지 않은 쪽에 섭니다. 보이지 않는 주 데이터베이스는 다운 판정을 받고, 감시자 쪽의 부 하나가 승격됩니다.',
      '펜싱: 끊긴 주 데이터베이스는 다운 판정보다 먼저, 리스가 끝날 때 쓰기를 멈춥니다. 끄면 둘 다 쓰기를 받습니다. 이전 주가 혼자 받은 쓰기는 그 수를 세고, 새 주를 따를 때 버립니다.',
      '다중 주: 모든 멤버가 쓰기를 받고, 쓰기마다 전송 지연이 왕복으로 드는 인증을 모두에게 받습니다. 다른 멤버들이 같은 키에 동시에 쓰면 먼저 온 것만 통과하고 나머지는 실패합니다.',
      '다중 주 세트에서 과반과 끊긴 멤버는 쓰기를 받지 않습니다.',
    ],
    leavesOut: [
      '잠금, 여러 키에 걸친 트랜잭션.',
      '복제 스트림의 순서. 쓰기마다 따로 이동하므로 나중 쓰기가 먼저 도착할 수 있습니다. 그래도 잃는 수의 평균은 같고, 한 복제본에서 읽은 값이 같은 키의 더 오래된 값으로 돌아가지는 않습니다.',
      '버퍼 풀, 디스크, 실행 계획, 적용 작업이 읽기에 주는 부담.',
      '연결 수립과 커넥션 거절(“too many clients”). 호출하는 쪽 풀의 쉬는 커넥션은 슬롯을 차지하지 않습니다.',
      'STONITH나 워치독을 쓰는 펜싱, 두 주 데이터베이스가 쓴 것의 병합.',
      '다중 주 세트에서 실패한 쓰기는 다른 쓰기를 막지 않는다는 점. 여기서는 막으므로, 모두가 쓰려는 행에서는 실제보다 많은 쓰기가 실패합니다.',
    ],
  },
};
