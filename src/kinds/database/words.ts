import type { WordsOf } from '../words.ts';

export const databaseWords = {
  en: {
    name: 'Database',
    teaches:
      'Keeps the truth. One primary takes every write; replicas repeat them and share the reads.',
    fields: {
      role: {
        label: 'Role',
        help: 'The primary takes the writes. A replica answers reads, a little behind, and can be promoted.',
      },
      slots: {
        label: 'Connections',
        help: 'Queries it works on at once. More callers than this wait in line.',
      },
      queueLimit: {
        label: 'Waiting at most',
        help: 'Queries that may wait. Without a limit an overload becomes endless latency instead of errors.',
      },
      read: {
        label: 'Read',
        help: 'Time of one read. Reads scale: every replica adds room for more of them.',
      },
      write: {
        label: 'Write',
        help: 'Time of one write, its fsync included. Writes do not scale: every replica must repeat each of them.',
      },
      readFrom: {
        label: 'Reads go to',
        help: 'Replicas relieve the primary, but may answer with an older value.',
      },
      failover: {
        label: 'Failover',
        help: 'What happens when the primary dies: detect it, choose a replica, promote it, send the writes there.',
      },
      'failover.enabled': {
        label: 'Automatic failover',
        help: 'Off, and writes are refused until the primary itself is back.',
      },
      'failover.fencing': {
        label: 'Fencing',
        help: 'A primary cut off from most of its set stops taking writes. Off, and a partition makes two primaries.',
      },
      'failover.probeIntervalMs': {
        label: 'Probe every',
        help: 'Time between two questions to the primary. Detection takes at most this times the misses, half an interval less on average.',
      },
      'failover.misses': {
        label: 'Down after',
        help: 'Missed probes in a row. Fewer is faster, and mistakes a pause for a death.',
      },
      'failover.probeTimeoutMs': {
        label: 'Probe timeout',
        help: 'How long a probe waits, at most until the next. It matters only where the primary goes silent instead of refusing.',
      },
      'failover.election': {
        label: 'Election',
        help: 'Time to agree on the replica that has received the most.',
      },
      'failover.promotion': {
        label: 'Promotion',
        help: 'Time until the chosen replica takes writes.',
      },
      'failover.reroute': {
        label: 'Re-routing',
        help: 'Time until callers send their writes to the new primary.',
      },
    },
    options: {
      'role.primary': 'primary',
      'role.replica': 'replica',
      'readFrom.replicas': 'replicas',
      'readFrom.primary': 'the primary',
      'readFrom.all': 'all members',
    },
    face: {
      busy: '% busy',
      down: 'down',
      wasPrimary: 'was primary',
      wasReplica: 'was replica',
      lag: 'lag {lagMs}',
      alone: '{count, plural, one {1 write alone} other {# writes alone}}',
      mean: 'mean {latencyMs}',
    },
    events: {
      crashed:
        '{node} crashed. {lost, plural, =0 {Nothing was in flight.} one {1 query was in flight: its caller got an error.} other {# queries were in flight: their callers got an error.}}',
      'crashed.blackhole':
        '{node} vanished from the network: no answer, no refusal. {lost, plural, =0 {Nothing was in flight.} one {1 query was in flight.} other {# queries were in flight.}}',
      'crashed.hang':
        '{node} hangs: connections open, answers never come. {lost, plural, =0 {Nothing was in flight.} one {1 query is stuck.} other {# queries are stuck.}}',
      restarted: '{node} is up again.',
      probeMissed: '{node} missed {misses} of {limit} probes.',
      declaredDown:
        '{node} is declared down after {misses} missed probes. Until there is a primary again nobody takes writes{refused, plural, =0 {.} one {; 1 call has failed there so far.} other {; # calls have failed there so far.}}',
      'declaredDown.cut':
        '{node} is declared down after {misses} missed probes: it is cut off from most of its set.',
      fenced: '{node} takes no more writes: it is cut off from most of its set.',
      'fenced.failover': '{node} takes no more writes: a new primary is being chosen.',
      unfenced: '{node} is back with most of its set and takes writes again.',
      splitBrain:
        'Split brain: {node} and {target} both take writes. Without fencing nothing stops {node}.',
      writesDiscarded:
        '{node} follows the new primary. {count, plural, one {1 write that it took alone is discarded.} other {# writes that it took alone are discarded.}}',
      electionStarted:
        'A new primary is chosen among the replicas that are up. Writes are refused until it takes over.',
      'electionStarted.unfenced':
        'A new primary is chosen among the replicas that see one another. Fencing is off: the old one goes on taking writes.',
      elected:
        '{node} is chosen: of those that are up it has received the most. It is {behindMs} behind.',
      promoted:
        '{node} is promoted to primary. {lost, plural, =0 {Every acknowledged write is there.} one {1 acknowledged write is lost.} other {# acknowledged writes are lost.}}',
      rerouted:
        'Callers write to {node} now. {refused, plural, =0 {No call failed at the old primary meanwhile.} one {1 call failed at the old primary meanwhile.} other {# calls failed at the old primary meanwhile.}}',
      'rerouted.cut': 'Callers that reach {node} write to it now.',
      writesLost:
        '{count, plural, =0 {No write was lost.} one {1 write that {node} had acknowledged is lost: no replica had received it.} other {# writes that {node} had acknowledged are lost: no replica had received them.}}',
      rejoined:
        '{node} returns as a replica{missed, plural, =0 { and has missed nothing.} one { and has 1 write to catch up with.} other { and has # writes to catch up with.}}',
      caughtUp: '{node} has caught up in {tookMs} and serves reads again.',
      ejected: '{node} gets no more reads: the other members carry its share.',
      restored: '{node} gets reads again.',
      semiSyncOff:
        '{node} had no acknowledgement in time and goes on asynchronously: from here on a crash can lose writes.',
      semiSyncOn: '{node} waits for a replica again before it acknowledges a write.',
      syncOff:
        '{node} is alone with its writes: until a synchronous replica has caught up, a crash can lose them.',
      writesBlocked: 'Writes wait: every one needs {target}, which does not answer.',
      writesUnblocked: 'The writes that waited for a synchronous replica of {node} are answered.',
      repointed:
        '{node} follows {target} now{missed, plural, =0 { and has all it has.} one { and is sent 1 write that it lacks.} other { and is sent # writes that it lacks.}}',
      failoverFailed: 'No failover for {node}: writes are refused until it is back.',
      'failoverFailed.noReplica':
        'No replica of {node} is up to be promoted. Writes are refused until one is back.',
    },
  },
  ko: {
    name: '데이터베이스',
    teaches:
      '원본을 보관합니다. 주 데이터베이스가 모든 쓰기를 받고, 부 데이터베이스는 이를 복제해 읽기를 나눠 맡습니다.',
    fields: {
      role: {
        label: '역할',
        help: '주 데이터베이스는 쓰기를 받습니다. 부 데이터베이스는 조금 뒤처진 값으로 읽기에 응답하고, 주로 승격될 수 있습니다.',
      },
      slots: {
        label: '최대 연결',
        help: '동시에 처리하는 쿼리 수입니다. 이보다 많으면 줄을 서서 기다립니다.',
      },
      queueLimit: {
        label: '대기 한도',
        help: '기다릴 수 있는 쿼리 수입니다. 한도가 없으면 과부하가 오류 대신 끝없는 응답 지연이 됩니다.',
      },
      read: {
        label: '읽기',
        help: '읽기 한 번에 걸리는 시간입니다. 부 데이터베이스를 늘리면 읽기를 더 받을 수 있습니다.',
      },
      write: {
        label: '쓰기',
        help: 'fsync까지 포함한 쓰기 시간입니다. 모든 부 데이터베이스가 같은 쓰기를 되풀이하므로 늘려도 쓰기는 확장되지 않습니다.',
      },
      readFrom: {
        label: '읽기 대상',
        help: '부 데이터베이스에서 읽으면 주 데이터베이스의 부담이 줄지만, 최신이 아닌 값을 읽을 수 있습니다.',
      },
      failover: {
        label: '장애 조치',
        help: '주 데이터베이스가 죽으면 다운을 감지하고, 부 데이터베이스를 골라 승격하고, 쓰기를 그쪽으로 돌립니다.',
      },
      'failover.enabled': {
        label: '자동 장애 조치',
        help: '끄면 주 데이터베이스가 스스로 돌아올 때까지 쓰기가 거부됩니다.',
      },
      'failover.fencing': {
        label: '펜싱',
        help: '세트의 과반과 끊긴 주 데이터베이스는 쓰기를 멈춥니다. 끄면 네트워크가 나뉠 때 주가 둘이 됩니다.',
      },
      'failover.probeIntervalMs': {
        label: '확인 주기',
        help: '주 데이터베이스가 살아 있는지 묻는 간격입니다. 감지에는 길어야 이 간격에 무응답 횟수를 곱한 만큼, 평균으로는 그보다 반 간격 짧게 걸립니다.',
      },
      'failover.misses': {
        label: '다운 판정 기준',
        help: '연속 무응답 횟수입니다. 적으면 빠르지만 잠깐 멈춘 것을 죽은 것으로 오해합니다.',
      },
      'failover.probeTimeoutMs': {
        label: '확인 타임아웃',
        help: '응답을 기다리는 시간으로, 다음 확인을 넘기지 않습니다. 거부하지 않고 조용히 사라지는 장애에서만 차이가 납니다.',
      },
      'failover.election': {
        label: '선출',
        help: '쓰기를 가장 많이 받은 부 데이터베이스를 고르는 데 걸리는 시간입니다.',
      },
      'failover.promotion': {
        label: '승격',
        help: '뽑힌 부 데이터베이스가 쓰기를 받기까지 걸리는 시간입니다.',
      },
      'failover.reroute': {
        label: '경로 전환',
        help: '호출자가 새 주 데이터베이스로 쓰기를 보내기까지 걸리는 시간입니다.',
      },
    },
    options: {
      'role.primary': '주(primary)',
      'role.replica': '부(replica)',
      'readFrom.replicas': '부 데이터베이스',
      'readFrom.primary': '주 데이터베이스',
      'readFrom.all': '모두',
    },
    face: {
      busy: '% 사용',
      down: '다운',
      wasPrimary: '이전 주 서버',
      wasReplica: '이전 부 서버',
      lag: '복제 지연 {lagMs}',
      alone: '혼자 받은 쓰기 {count}건',
      mean: '평균 {latencyMs}',
    },
    events: {
      crashed:
        '{node}(이/가) 다운됐습니다. {lost, plural, =0 {처리 중이던 쿼리는 없었습니다.} other {처리 중이던 쿼리 #건의 호출자는 오류를 받았습니다.}}',
      'crashed.blackhole':
        '{node}(이/가) 네트워크에서 사라졌습니다. 응답도 거부도 없습니다. {lost, plural, =0 {처리 중이던 쿼리는 없었습니다.} other {처리 중이던 쿼리는 #건입니다.}}',
      'crashed.hang':
        '{node}(이/가) 멈췄습니다. 연결은 되지만 응답이 오지 않습니다. {lost, plural, =0 {처리 중이던 쿼리는 없었습니다.} other {쿼리 #건이 묶였습니다.}}',
      restarted: '{node}(이/가) 다시 시작했습니다.',
      probeMissed: '{node}(이/가) 상태 확인에 응답하지 않았습니다({misses}/{limit}).',
      declaredDown:
        '{node}(이/가) 상태 확인 {misses}회 연속 무응답으로 다운 판정을 받았습니다. 새 주 데이터베이스가 생길 때까지 쓰기를 받는 곳이 없습니다{refused, plural, =0 {.} other {(지금까지 호출 #건 실패).}}',
      'declaredDown.cut':
        '{node}(이/가) 상태 확인 {misses}회 연속 무응답으로 다운 판정을 받았습니다. 세트의 과반과 끊겼습니다.',
      fenced: '{node}(이/가) 쓰기를 멈췄습니다. 세트의 과반과 끊겼습니다.',
      'fenced.failover': '{node}(이/가) 쓰기를 멈췄습니다. 새 주 데이터베이스를 뽑고 있습니다.',
      unfenced: '{node}(이/가) 세트의 과반과 다시 이어져 쓰기를 받습니다.',
      splitBrain:
        '스플릿 브레인: {node}(과/와) {target}(이/가) 둘 다 쓰기를 받습니다. 펜싱이 없어 {node}(을/를) 멈출 방법이 없습니다.',
      writesDiscarded:
        '{node}(이/가) 새 주 데이터베이스를 따릅니다. 혼자 받은 쓰기 {count}건은 버려집니다.',
      electionStarted:
        '살아 있는 부 데이터베이스 가운데 새 주 데이터베이스를 선출합니다. 끝날 때까지 쓰기는 거부됩니다.',
      'electionStarted.unfenced':
        '서로 이어진 부 데이터베이스 가운데 새 주 데이터베이스를 선출합니다. 펜싱이 꺼져 있어 옛 주 데이터베이스도 쓰기를 계속 받습니다.',
      elected:
        '{node}(이/가) 선출됐습니다. 쓰기를 가장 많이 받았으며, {behindMs}만큼 뒤처져 있습니다.',
      promoted:
        '{node}(이/가) 주 데이터베이스로 승격됐습니다. {lost, plural, =0 {완료로 응답한 쓰기는 모두 남아 있습니다.} other {완료로 응답한 쓰기 #건이 유실됐습니다.}}',
      rerouted:
        '이제 쓰기가 {node}(으로/로) 갑니다. {refused, plural, =0 {그동안 이전 주 데이터베이스에서 실패한 호출은 없습니다.} other {그동안 이전 주 데이터베이스에서 호출 #건이 실패했습니다.}}',
      'rerouted.cut': '이제 {node}에 닿는 호출자는 쓰기를 {node}(으로/로) 보냅니다.',
      writesLost:
        '{count, plural, =0 {유실된 쓰기는 없습니다.} other {{node}(이/가) 완료로 응답한 쓰기 #건이 유실됐습니다. 부 데이터베이스가 받기 전이었습니다.}}',
      rejoined:
        '{node}(이/가) 부 데이터베이스로 돌아왔습니다. {missed, plural, =0 {놓친 쓰기는 없습니다.} other {따라잡아야 할 쓰기가 #건입니다.}}',
      caughtUp: '{node}(이/가) {tookMs} 만에 따라잡아 다시 읽기를 맡습니다.',
      ejected: '{node}(이/가) 읽기 대상에서 제외됐습니다. 나머지가 그 몫을 맡습니다.',
      restored: '{node}(이/가) 다시 읽기를 맡습니다.',
      semiSyncOff:
        '{node}(이/가) 제때 수신 확인을 받지 못해 비동기로 전환했습니다. 이제부터는 다운되면 쓰기를 잃을 수 있습니다.',
      semiSyncOn: '{node}(이/가) 다시 부 데이터베이스의 수신을 확인한 뒤 쓰기를 완료합니다.',
      syncOff:
        '{node}(은/는) 쓰기를 혼자 보관합니다. 동기 복제본이 따라잡기 전에 다운되면 쓰기를 잃습니다.',
      writesBlocked:
        '{target}(이/가) 응답하지 않아 쓰기가 기다립니다. 동기 복제는 모든 쓰기에 이 서버의 확인이 필요합니다.',
      writesUnblocked: '{node}의 동기 복제본이 돌아와, 기다리던 쓰기가 완료됐습니다.',
      repointed:
        '{node}(이/가) 이제 {target}(을/를) 따릅니다. {missed, plural, =0 {놓친 쓰기는 없습니다.} other {모자란 쓰기 #건을 받습니다.}}',
      failoverFailed: '{node}의 장애 조치가 되지 않았습니다. 복구될 때까지 쓰기가 거부됩니다.',
      'failoverFailed.noReplica':
        '{node} 대신 승격할 수 있는 부 데이터베이스가 없습니다. 하나가 돌아올 때까지 쓰기가 거부됩니다.',
    },
  },
} satisfies WordsOf;
