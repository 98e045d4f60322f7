import type { WordsOf } from '../words.ts';

export const webServerWords = {
  en: {
    name: 'Web server',
    teaches:
      'Does the work of a request and calls what it is connected to; a slot stays taken while it waits for them.',
    fields: {
      instances: {
        label: 'Servers',
        help: 'How many share the work. More servers help until what they all call is the bottleneck.',
      },
      slots: {
        label: 'Slots each',
        help: 'Requests a server handles at once. A slow dependency holds slots without using the processor.',
      },
      queueLimit: {
        label: 'Waiting each',
        help: 'Requests that may wait for a slot. A long line turns overload into latency, a short one into refusals.',
      },
      discipline: {
        label: 'Who is next',
        help: 'In an overload a fair line makes everybody too late; the newest first serves some in time.',
      },
      maxWaitMs: {
        label: 'Longest wait',
        help: 'Whoever waited longer is dropped when the turn comes. Helps where it is well below the timeout of the callers.',
      },
      dropExpired: {
        label: 'Drop the expired',
        help: 'Drops those whose callers have given up, here or further up. Alone it hardly helps: what is served instead is about to expire.',
      },
      codel: {
        label: 'CoDel',
        help: 'Lets bursts wait and cuts a line that stands: how long one may wait depends on the shortest wait of late.',
      },
      'codel.targetMs': {
        label: 'Target',
        help: 'Where even the shortest wait is longer, the line stands, and nobody may wait longer than this.',
      },
      'codel.intervalMs': {
        label: 'Interval',
        help: 'How long waits are watched, and how long one may wait while the line does not stand.',
      },
      service: {
        label: 'Own work',
        help: 'Time of the server itself, without what it calls.',
      },
      processors: {
        label: 'Processors',
        help: 'Own work shares the processors of its server: the more at once, the slower each. Off, as many as slots, and work never slows down.',
      },
      'processors.cores': {
        label: 'Each server',
        help: 'Processors of a server. More work at once than this shares them evenly.',
      },
      'processors.contention': {
        label: 'Contention σ',
        help: 'Share of the work that only one processor can do at a time: locks, logs. 0.02 scales well, 0.05 badly.',
      },
      'processors.coherency': {
        label: 'Coherency κ',
        help: 'What each processor has to settle with every other. With any of it, more processors get less done in the end. 0.0001 scales well, 0.001 badly.',
      },
      autoscale: {
        label: 'Autoscaling',
        help: 'Starts and drains servers as the load asks for. It decides by what has been, so it is always late.',
      },
      'autoscale.metric': {
        label: 'Metric',
        help: 'Processors stop at 100\u202f%, so one round adds little; requests a second say at once how much is missing.',
      },
      'autoscale.targetRatio': {
        label: 'Target, CPU',
        help: 'How busy the servers are to be, by their own work. The rest is headroom for what cannot be started in time.',
      },
      'autoscale.targetPerSec': {
        label: 'Target, requests',
        help: 'Requests a second for each server.',
      },
      'autoscale.min': {
        label: 'At least',
        help: 'Never fewer servers than this.',
      },
      'autoscale.max': {
        label: 'At most',
        help: 'Never more servers than this.',
      },
      'autoscale.intervalMs': {
        label: 'Every',
        help: 'How long it measures before it decides.',
      },
      'autoscale.lagMs': {
        label: 'Metric lag',
        help: 'How old the measurement is when it decides.',
      },
      'autoscale.tolerance': {
        label: 'Tolerance',
        help: 'So far from the target nothing happens. Too small, and the number flaps.',
      },
      'autoscale.newInstances': {
        label: 'New servers',
        help: 'Until they have been measured they count as idle, which damps, or not at all.',
      },
      'autoscale.upAfter': {
        label: 'Out after',
        help: 'Measurements above the target in a row until it starts more.',
      },
      'autoscale.upRatio': {
        label: 'Growth at most',
        help: 'Of what is there, added in one round; or the number below, if that is more.',
      },
      'autoscale.upCount': {
        label: 'Or at least',
        help: 'Servers that may always be added in one round.',
      },
      'autoscale.downAfterMs': {
        label: 'In after',
        help: 'Only what was enough for this long is enough.',
      },
      'autoscale.startMs': {
        label: 'Start',
        help: 'From the decision until a server takes requests.',
      },
      'autoscale.coldFactor': {
        label: 'Cold',
        help: 'How many times slower a new server is at first.',
      },
      'autoscale.warmMs': {
        label: 'Warm after',
        help: 'Until it is as fast as the others.',
      },
      'autoscale.drainMs': {
        label: 'Drain at most',
        help: 'A server that is to go finishes what it has, but no longer than this.',
      },
      sessions: {
        label: 'Sessions',
        help: 'Where it is kept who has signed in. In memory they die with their server; a shared store is asked each time; a token travels with the user. Clients need users for it.',
      },
      login: {
        label: 'Sign-in',
        help: 'Work of the server when somebody has to sign in, besides its own.',
      },
      tokenCheck: {
        label: 'Token check',
        help: 'Work of the server for every request that comes with a token.',
      },
      calls: {
        label: 'Calls to services',
        help: 'One after another, or all at once: then the slowest alone decides.',
      },
      compression: {
        label: 'Compression',
        help: 'Smaller answers for processor time. Pays on slow links and text; pictures are small already.',
      },
      fanOut: {
        label: 'Fan-out',
        help: 'How often each service is asked for one request, at once. The more parts, the likelier a slow one.',
      },
      jobThreads: {
        label: 'Job threads',
        help: 'Jobs that a server without a queue works on at once, in its own memory. A crash loses them and all in line.',
      },
      jobWork: {
        label: 'Job work',
        help: 'Time of one job in the server itself, where no queue takes it.',
      },
    },
    options: {
      'discipline.fifo': 'the oldest',
      'discipline.lifo': 'the newest',
      'autoscale.metric.cpu': 'CPU',
      'autoscale.metric.requestsPerSec': 'requests/s',
      'autoscale.newInstances.idle': 'idle',
      'autoscale.newInstances.ignored': 'ignored',
      'sessions.stateless': 'none',
      'sessions.inMemory': 'in memory',
      'sessions.sharedStore': 'shared store',
      'sessions.token': 'token',
      'calls.oneByOne': 'one by one',
      'calls.atOnce': 'all at once',
      'compression.none': 'none',
      'compression.gzip1': 'gzip -1',
      'compression.gzip6': 'gzip -6',
      'compression.brotli4': 'Brotli 4',
      'compression.brotli5': 'Brotli 5',
      'compression.brotli11': 'Brotli 11',
    },
    face: {
      busy: '% busy',
      servers: '{servers, plural, one {1 server} other {# servers}}',
      someUp: '{up} of {all} up',
      starting: '{number} starting',
      cold: '{number} still cold',
      draining: '{number} draining',
      mean: 'mean {latencyMs}',
    },
    events: {
      scaledUp: '{node} is to grow from {from} to {to} servers. They have to start first.',
      'scaledUp.cpu':
        '{node} is to grow from {from} to {to} servers: {agoMs} ago they were {busy} % busy, the target is {target} %. The new ones have to start first.',
      'scaledUp.requestsPerSec':
        '{node} is to grow from {from} to {to} servers: {agoMs} ago {perSec} requests a second came, the target is {target} for each. The new ones have to start first.',
      scaledDown: '{node} is to shrink from {from} to {to} servers.',
      'scaledDown.cpu':
        '{node} is to shrink from {from} to {to} servers: {agoMs} ago they were {busy} % busy, the target is {target} %.',
      'scaledDown.requestsPerSec':
        '{node} is to shrink from {from} to {to} servers: {agoMs} ago {perSec} requests a second came, the target is {target} for each.',
      instanceStarting: '{node} starts.',
      startCancelled: '{node} is not needed after all.',
      instanceServing: '{node} takes requests, still cold.',
      instanceWarm: '{node} is warm and works at full speed.',
      draining: '{node} takes no more requests and finishes what it has.',
      drained:
        '{node} is gone.{cut, plural, =0 {} one { Its deadline cut off 1 request.} other { Its deadline cut off # requests.}}',
      sessionsLost:
        '{lost, plural, one {1 session is lost with {node}: its user has to sign in again.} other {# sessions are lost with {node}: their users have to sign in again.}}',
      crashed:
        '{node} crashed. {lost, plural, =0 {It held no request.} one {The 1 request it held is lost.} other {The # requests it held are lost.}}',
      jobsLost:
        '{count, plural, one {1 job that {node} had accepted is lost: it was} other {# jobs that {node} had accepted are lost: they were}} in its memory, in work or in line.',
      restarted: '{node} is back, with nothing to do yet.',
    },
  },
  ko: {
    name: '웹 서버',
    teaches:
      '요청을 처리하고 연결된 컴포넌트를 호출합니다. 응답을 기다리는 동안에도 슬롯을 차지합니다.',
    fields: {
      instances: {
        label: '서버 수',
        help: '일을 나눠 맡는 서버 수입니다. 모두가 호출하는 곳이 병목이 되기 전까지는 늘릴수록 좋습니다.',
      },
      slots: {
        label: '서버당 슬롯',
        help: '한 서버가 동시에 처리하는 요청 수입니다. 호출한 쪽이 느리면 CPU는 놀아도 슬롯이 찹니다.',
      },
      queueLimit: {
        label: '서버당 대기 한도',
        help: '슬롯을 기다릴 수 있는 요청 수입니다. 길면 과부하가 응답 지연으로, 짧으면 거부로 나타납니다.',
      },
      discipline: {
        label: '대기 순서',
        help: '과부하에서 온 순서대로 처리하면 모두가 늦습니다. 최근 요청부터 처리하면 일부는 제때 받습니다.',
      },
      maxWaitMs: {
        label: '최대 대기',
        help: '더 오래 기다린 요청은 차례가 왔을 때 버립니다. 호출하는 쪽의 타임아웃보다 훨씬 짧아야 효과가 있습니다.',
      },
      dropExpired: {
        label: '만료된 요청 버리기',
        help: '호출한 쪽이 이미 포기한 요청을 버립니다. 이것만으로는 거의 나아지지 않습니다. 대신 처리하는 요청도 곧 만료되기 때문입니다.',
      },
      codel: {
        label: 'CoDel',
        help: '잠깐 몰린 요청은 기다리게 두고 줄지 않는 대기열은 자릅니다. 최근의 가장 짧은 대기로 판단합니다.',
      },
      'codel.targetMs': {
        label: '목표 대기',
        help: '가장 짧은 대기조차 이보다 길면 대기열이 줄지 않는다고 보고, 이보다 오래 기다린 요청을 버립니다.',
      },
      'codel.intervalMs': {
        label: '관찰 구간',
        help: '대기를 지켜보는 시간이며, 평소에 허용하는 최대 대기이기도 합니다.',
      },
      service: {
        label: '자체 처리 시간',
        help: '다른 컴포넌트를 호출하는 시간을 뺀 서버 자신의 처리 시간입니다.',
      },
      processors: {
        label: '프로세서',
        help: '서버의 자체 처리가 프로세서를 나눠 씁니다. 동시에 처리하는 일이 많을수록 하나하나가 느려집니다. 끄면 슬롯마다 프로세서가 있어 느려지지 않습니다.',
      },
      'processors.cores': {
        label: '서버당 프로세서',
        help: '서버 한 대의 프로세서 수입니다. 이보다 많은 일은 프로세서를 똑같이 나눠 씁니다.',
      },
      'processors.contention': {
        label: '경합 σ',
        help: '한 번에 한 프로세서만 할 수 있는 일의 비율입니다. 락, 로그 등이 있습니다. 0.02면 잘 확장되고 0.05면 그렇지 못합니다.',
      },
      'processors.coherency': {
        label: '일관성 κ',
        help: '프로세서끼리 서로 맞춰야 하는 비용입니다. 조금이라도 있으면 프로세서를 늘릴수록 결국 처리량이 줄어듭니다. 0.0001이면 잘 확장되고 0.001이면 그렇지 못합니다.',
      },
      autoscale: {
        label: '자동 확장',
        help: '부하에 따라 서버를 늘리고 줄입니다. 지나간 값을 보고 정하므로 언제나 한발 늦습니다.',
      },
      'autoscale.metric': {
        label: '지표',
        help: 'CPU는 100%에서 멈춰 한 번에 조금씩만 늘어나지만, 초당 요청은 얼마나 모자란지 바로 알려 줍니다.',
      },
      'autoscale.targetRatio': {
        label: '목표 CPU',
        help: '서버가 자체 처리로 얼마나 바빠야 하는지입니다. 나머지는 제때 늘리지 못할 때를 위한 여유입니다.',
      },
      'autoscale.targetPerSec': {
        label: '목표 요청 수',
        help: '서버 한 대가 맡을 초당 요청 수입니다.',
      },
      'autoscale.min': {
        label: '최소',
        help: '서버를 이보다 줄이지 않습니다.',
      },
      'autoscale.max': {
        label: '최대',
        help: '서버를 이보다 늘리지 않습니다.',
      },
      'autoscale.intervalMs': {
        label: '측정 주기',
        help: '이 시간 동안 측정한 뒤에 정합니다.',
      },
      'autoscale.lagMs': {
        label: '지표 지연',
        help: '결정할 때 지표가 얼마나 지난 값인지입니다.',
      },
      'autoscale.tolerance': {
        label: '허용 오차',
        help: '목표에서 이만큼까지는 그대로 둡니다. 너무 작으면 대수가 오락가락합니다.',
      },
      'autoscale.newInstances': {
        label: '새 서버',
        help: '측정되기 전까지 한가한 것으로 칠지, 세지 않을지 정합니다. 한가한 것으로 치면 천천히 늘어납니다.',
      },
      'autoscale.upAfter': {
        label: '확장 기준',
        help: '몇 번 연속으로 목표를 넘으면 늘릴지 정합니다.',
      },
      'autoscale.upRatio': {
        label: '한 번에 늘릴 비율',
        help: '지금 대수의 이 비율까지 한 번에 늘립니다. 아래 대수가 더 많으면 그만큼 늘립니다.',
      },
      'autoscale.upCount': {
        label: '한 번에 늘릴 대수',
        help: '비율과 상관없이 한 번에 늘릴 수 있는 대수입니다.',
      },
      'autoscale.downAfterMs': {
        label: '축소 대기',
        help: '이 시간 내내 충분했던 대수까지만 줄입니다.',
      },
      'autoscale.startMs': {
        label: '시작 시간',
        help: '늘리기로 한 뒤 서버가 요청을 받기까지 걸리는 시간입니다.',
      },
      'autoscale.coldFactor': {
        label: '초기 배수',
        help: '새 서버가 처음에 몇 배 느린지입니다.',
      },
      'autoscale.warmMs': {
        label: '예열 시간',
        help: '다른 서버만큼 빨라지기까지 걸리는 시간입니다.',
      },
      'autoscale.drainMs': {
        label: '드레인 한도',
        help: '빠지는 서버는 받은 일을 마치지만 이 시간을 넘기지 않습니다.',
      },
      sessions: {
        label: '세션',
        help: '누가 로그인했는지를 어디에 두는지입니다. 서버 메모리의 세션은 서버와 함께 사라지고, 공유 저장소는 요청마다 물어봐야 하며, 토큰은 사용자가 지니고 다닙니다. 클라이언트에 사용자가 있어야 합니다.',
      },
      login: {
        label: '로그인',
        help: '다시 로그인할 때 서버가 더 하는 일입니다.',
      },
      tokenCheck: {
        label: '토큰 검사',
        help: '토큰이 실린 요청마다 서버가 더 하는 일입니다.',
      },
      calls: {
        label: '서비스 호출',
        help: '하나씩 차례로 호출하거나 한꺼번에 호출합니다. 한꺼번에 호출하면 가장 느린 응답이 전체 시간을 정합니다.',
      },
      compression: {
        label: '압축',
        help: '처리 시간을 들여 응답을 줄입니다. 느린 회선과 텍스트에서 이득이고, 사진은 이미 작습니다.',
      },
      fanOut: {
        label: '팬아웃',
        help: '요청 하나에 서비스마다 동시에 보내는 호출 수입니다. 많을수록 느린 응답이 섞이기 쉽습니다.',
      },
      jobThreads: {
        label: '작업 스레드',
        help: '메시지 큐 없이 서버가 메모리에서 동시에 처리하는 작업 수입니다. 다운되면 기다리던 작업까지 모두 잃습니다.',
      },
      jobWork: {
        label: '작업 시간',
        help: '메시지 큐가 없어 서버가 직접 처리하는 작업 하나에 걸리는 시간입니다.',
      },
    },
    options: {
      'discipline.fifo': '먼저 온 요청',
      'discipline.lifo': '나중에 온 요청',
      'autoscale.metric.cpu': 'CPU',
      'autoscale.metric.requestsPerSec': '초당 요청',
      'autoscale.newInstances.idle': '한가한 것으로',
      'autoscale.newInstances.ignored': '세지 않음',
      'sessions.stateless': '없음',
      'sessions.inMemory': '서버 메모리',
      'sessions.sharedStore': '공유 저장소',
      'sessions.token': '토큰',
      'calls.oneByOne': '하나씩',
      'calls.atOnce': '한꺼번에',
      'compression.none': '없음',
      'compression.gzip1': 'gzip -1',
      'compression.gzip6': 'gzip -6',
      'compression.brotli4': 'Brotli 4',
      'compression.brotli5': 'Brotli 5',
      'compression.brotli11': 'Brotli 11',
    },
    face: {
      busy: '% 사용',
      servers: '서버 {servers, plural, other {#대}}',
      someUp: '{all}대 중 {up}대 정상',
      starting: '{number}대 시작 중',
      cold: '{number}대 예열 중',
      draining: '{number}대 종료 중',
      mean: '평균 {latencyMs}',
    },
    events: {
      scaledUp: '{node}(을/를) {from}대에서 {to}대로 늘립니다. 새 서버는 먼저 시작해야 합니다.',
      'scaledUp.cpu':
        '{node}(을/를) {from}대에서 {to}대로 늘립니다. {agoMs} 전에 측정한 사용률이 {busy}%이고 목표는 {target}%입니다. 새 서버는 먼저 시작해야 합니다.',
      'scaledUp.requestsPerSec':
        '{node}(을/를) {from}대에서 {to}대로 늘립니다. {agoMs} 전에 측정한 요청이 초당 {perSec}건이고 목표는 한 대에 {target}건입니다. 새 서버는 먼저 시작해야 합니다.',
      scaledDown: '{node}(을/를) {from}대에서 {to}대로 줄입니다.',
      'scaledDown.cpu':
        '{node}(을/를) {from}대에서 {to}대로 줄입니다. {agoMs} 전에 측정한 사용률이 {busy}%이고 목표는 {target}%입니다.',
      'scaledDown.requestsPerSec':
        '{node}(을/를) {from}대에서 {to}대로 줄입니다. {agoMs} 전에 측정한 요청이 초당 {perSec}건이고 목표는 한 대에 {target}건입니다.',
      instanceStarting: '{node}(이/가) 시작합니다.',
      startCancelled: '{node}(은/는) 필요 없어져 시작을 그만둡니다.',
      instanceServing: '{node}(이/가) 요청을 받기 시작합니다. 아직 예열 전입니다.',
      instanceWarm: '{node}(이/가) 예열을 마치고 제 속도로 일합니다.',
      draining: '{node}(은/는) 새 요청을 받지 않고 받은 일만 마칩니다.',
      drained:
        '{node}(이/가) 사라졌습니다.{cut, plural, =0 {} other { 한도를 넘겨 요청 #건이 끊겼습니다.}}',
      sessionsLost:
        '{node}(과/와) 함께 {lost, plural, other {세션 #개}}가 사라졌습니다. 그 사용자들은 다시 로그인해야 합니다.',
      crashed:
        '{node}(이/가) 다운됐습니다. {lost, plural, =0 {처리 중이던 요청은 없었습니다.} other {처리 중이던 요청 #건을 잃었습니다.}}',
      jobsLost:
        '{node}(이/가) 메모리에 두고 처리하거나 기다리게 하던 {count, plural, other {작업 #건}}을 잃었습니다. 이미 받았다고 응답한 작업입니다.',
      restarted: '{node}(이/가) 다시 시작해 요청을 기다립니다.',
    },
  },
} satisfies WordsOf;
